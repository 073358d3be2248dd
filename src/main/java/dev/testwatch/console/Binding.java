package dev.testwatch.console;

import java.util.List;
import java.util.Optional;

/**
 * What can be asked for: keys, words for the line mode, and the line in the help. {@link #ALL} is the one table of them.
 *
 * @param keys the names of the keys, the usual one first
 * @param words the words of the line mode, the usual one first
 * @param description for the help; empty if it is not to be in there
 */
record Binding(List<String> keys, List<String> words, String description, Does does) {

    static final List<Binding> ALL = List.of(
            command("Enter r", "rerun", "run the current selection again", new Command.Rerun()),
            command("a", "all", "clear filters, run all", new Command.RunAll()),
            command("f", "failed", "run the tests failing now", new Command.RunFailed()),
            command("b", "failing-only", "run only what fails, until nothing does", new Command.FailingOnly()),
            command("o", "changed", "run what the changes since git HEAD affect", new Command.RunSince("HEAD")),
            of("p", "filter", "filter by class or path", new Does.Open(Prompt.Kind.CLASSES)),
            of("t", "name", "filter by test name", new Does.Open(Prompt.Kind.NAMES)),
            of("g", "tags", "filter by tag expression", new Does.Open(Prompt.Kind.TAGS)),
            of("m", "module", "filter by module", new Does.Open(Prompt.Kind.MODULES)),
            of("/", "find", "search modules, classes and tests for a filter", new Does.Open(Prompt.Kind.ANYTHING)),
            command("c", "clear", "clear filters; during a run cancel it", new Command.Clear()),
            command("Space", "pause", "pause or resume; during a run cancel it", new Command.Pause()),
            command("", "resume", "run on saves again", new Command.Resume()),
            command("i", "step", "step through the failures: n N r d e y = act on one", new Command.StepFailures()),
            command("n", "next", "show the next failure", new Command.NextFailure()),
            command("N", "previous", "show the failure before", new Command.PreviousFailure()),
            command("y", "why", "tell why these tests ran", new Command.Why()),
            command("=", "since-green", "tell what changed since the failure passed", new Command.SinceGreen()),
            command("e", "edit", "open the failing line in the editor", new Command.Edit()),
            command("d", "debug", "debug the failure; during a run: a thread dump", new Command.Debug()),
            of("x", "repeat", "repeat until a test fails", new Does.Open(Prompt.Kind.COUNT)),
            command("v", "failures", "print all current failures in full", new Command.ShowFailures()),
            command("s", "stacks", "print all current failures with whole stacks", new Command.ShowStacks()),
            command("l", "output", "show what tests write as they write it, or not", new Command.LiveOutput()),
            command("", "dump", "print where the running tests are (thread dump)", new Command.Dump()),
            command("", "slow", "print the slowest tests, and which got slower", new Command.ShowSlow()),
            of("", "since", "run what the changes since a commit affect", new Does.Open(Prompt.Kind.REF)),
            command("", "status", "print the state and the verdict", new Command.ShowStatus()),
            command("Esc", "cancel", "leave prompt or steps, else cancel the run", new Command.Escape()),
            command("R F5", "start-over", "read the build again, run everything", new Command.StartOver()),
            of(":", "", "type a command by its name", new Does.Open(Prompt.Kind.COMMAND)),
            of("Ctrl-L", "", "draw the status line again", new Does.Redraw()),
            of("Ctrl-Z", "", "back to the shell, fg returns", new Does.Suspend()),
            command("Ctrl-C", "", "cancel the run; idle: quit; twice: quit at once", new Command.Interrupt()),
            command("h ? w", "help", "this help", new Command.Help()),
            command("q Ctrl-D", "quit exit", "quit", new Command.Quit()),
            of("u", "", "", new Does.Nothing())); // Kept free for undo.

    static Optional<Binding> ofKey(String name) {
        return ALL.stream().filter(binding -> binding.keys.contains(name)).findFirst();
    }

    static Optional<Binding> ofWord(String word) {
        return ALL.stream().filter(binding -> binding.words.contains(word)).findFirst();
    }

    /** The same for other keys only. */
    Binding without(String key) {
        return new Binding(keys.stream().filter(other -> !other.equals(key)).toList(), words, description, does);
    }

    /** Whether its word takes a text behind it. */
    boolean takesText() {
        return does instanceof Does.Open;
    }

    private static Binding command(String keys, String words, String description, Command command) {
        return of(keys, words, description, new Does.Give(command));
    }

    private static Binding of(String keys, String words, String description, Does does) {
        return new Binding(list(keys), list(words), description, does);
    }

    private static List<String> list(String names) {
        return names.isEmpty() ? List.of() : List.of(names.split(" "));
    }
}
