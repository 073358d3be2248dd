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
            of("p", "filter", "filter by class", new Does.Open(Prompt.Kind.CLASSES)),
            of("t", "name", "filter by test name", new Does.Open(Prompt.Kind.NAMES)),
            command("c", "clear", "clear filters; during a run cancel it", new Command.Clear()),
            command("Space", "pause", "pause or resume; during a run cancel it", new Command.Pause()),
            command("", "resume", "run on saves again", new Command.Resume()),
            command("v", "failures", "print all current failures in full", new Command.ShowFailures()),
            command("s", "stacks", "print all current failures with whole stacks", new Command.ShowStacks()),
            command("d", "dump", "print where the running tests are (thread dump)", new Command.Dump()),
            command("", "status", "print the state and the verdict", new Command.ShowStatus()),
            command("Esc", "cancel", "leave a prompt, else cancel the run", new Command.Escape()),
            command("R F5", "start-over", "read the build again, run everything", new Command.StartOver()),
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
