package dev.testwatch;

import dev.testwatch.chaos.Chaos;
import dev.testwatch.console.Also;
import dev.testwatch.console.Editor;
import dev.testwatch.console.Ending;
import dev.testwatch.console.HelpText;
import dev.testwatch.console.Seat;
import dev.testwatch.console.Seats;
import dev.testwatch.loop.Adjustments;
import dev.testwatch.loop.Loop;
import dev.testwatch.loop.Place;
import dev.testwatch.loop.ProjectSources;
import dev.testwatch.loop.Settings;
import dev.testwatch.program.Around;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.tools.ToolProvider;
import picocli.CommandLine;

/** The entry point of {@code java -jar testwatch.jar}: wires the parts and hands over to the loop. */
public final class Main {

    private static final int CANNOT_START = 3;

    /** As a program that SIGPIPE has ended. */
    private static final int NOBODY_READS = 141;

    private Main() {}

    public static void main(String[] arguments) {
        long began = System.nanoTime();
        if (arguments.length > 0 && arguments[0].equals("completion")) {
            System.exit(completion(arguments.length > 1 ? arguments[1] : ""));
        }
        Optional<CommandLine> program = program(arguments);
        if (program.isPresent()) {
            System.exit(run(program.get().getParseResult()));
        }
        Start start = start(arguments);
        if (CommandLine.printHelpIfRequested(start.parsed())) {
            System.exit(0);
        }
        if (start.parsed().hasSubcommand()) {
            System.exit(run(start.parsed().subcommand()));
        }
        System.exit(start(start, arguments, began));
    }

    private static Start start(String[] arguments) {
        try {
            return Start.of(arguments, System.getenv());
        } catch (CommandLine.ParameterException e) {
            System.err.println("testwatch: " + e.getMessage() + "; --help lists the options");
            System.exit(CANNOT_START);
            throw e;
        }
    }

    private static int print(IdeCommand ide) {
        Optional<String> definition = ide.definition();
        definition.ifPresentOrElse(
                System.out::print,
                () -> System.err.println("testwatch: ide needs testwatch.jar; start it with java -jar"));
        return definition.isPresent() ? 0 : CANNOT_START;
    }

    /** A program that is to be run in place of tests. */
    private static Optional<CommandLine> program(String[] arguments) {
        try {
            return RunCommand.meant(arguments);
        } catch (CommandLine.ParameterException e) {
            System.err.println("testwatch: " + e.getMessage() + "; -m --help lists the options");
            System.exit(CANNOT_START);
            return Optional.empty();
        }
    }

    private static int run(CommandLine.ParseResult chosen) {
        if (CommandLine.printHelpIfRequested(chosen)) {
            return 0;
        }
        if (chosen.commandSpec().userObject() instanceof IdeCommand ide) {
            return print(ide);
        }
        try {
            return (Integer) ((Callable<?>) chosen.commandSpec().userObject()).call();
        } catch (Exception e) {
            throw new IllegalStateException("testwatch " + chosen.commandSpec().name() + " failed", e);
        }
    }

    private static int completion(String shell) {
        Optional<String> script = Completion.script(shell);
        script.ifPresentOrElse(
                System.out::print, () -> System.err.println("testwatch: completion for bash, zsh or fish?"));
        return script.isPresent() ? 0 : CANNOT_START;
    }

    private static int start(Start start, String[] arguments, long began) {
        Optional<String> obstacle = obstacle(start.options());
        if (obstacle.isPresent()) {
            System.err.println("testwatch: " + obstacle.get());
            return CANNOT_START;
        }
        Chaos chaos;
        try {
            chaos = Chaos.asked();
        } catch (IllegalStateException e) {
            System.err.println("testwatch: " + e.getMessage());
            return CANNOT_START;
        }
        return watch(start, arguments, began, chaos);
    }

    /** Why it is pointless to begin, with the remedy. */
    private static Optional<String> obstacle(Options options) {
        if (!Files.isDirectory(options.project())) {
            return Optional.of(options.project() + " is not a directory; name the directory of a Maven project");
        }
        if (!Files.isReadable(options.project())) {
            return Optional.of(options.project() + " cannot be read; check its permissions");
        }
        Optional<String> mistake = options.choice().problem();
        if (mistake.isPresent()) {
            return mistake;
        }
        if (ToolProvider.getSystemJavaCompiler() == null) {
            return Optional.of("this Java has no compiler (" + System.getProperty("java.home")
                    + "); start testwatch with a JDK 17 or newer");
        }
        return Optional.empty();
    }

    private static int watch(Start start, String[] arguments, long began, Chaos chaos) {
        boolean lines = start.options().reporter() != Options.ReporterName.CONSOLE;
        Seat seat = Seats.open(surroundings(start.options()), lines);
        var sources = new ProjectSources(start.options().project());
        var beside = new Beside();
        var current = new AtomicReference<>(Session.of(start, seat, sources, beside));
        Supplier<Loop> now = () -> Objects.requireNonNull(current.get()).loop();
        // A signal has its own exit code; the one given here is not seen.
        Ending ending = Ending.prepare(() -> now.get().terminate(0), seat);
        try (seat;
                beside) {
            seat.listen(
                    command -> now.get().commands().accept(command),
                    () -> now.get().inputEnded(),
                    () -> now.get().terminate(NOBODY_READS));
            beside.keep(start, now);
            int exitCode = run(start, seat, sources, began, chaos, Objects.requireNonNull(current.get()));
            while (exitCode == Loop.READ_AGAIN) {
                Start again = Start.of(arguments, System.getenv());
                current.set(Session.of(again, seat, sources, beside));
                beside.keep(again, now);
                exitCode = run(again, seat, sources, System.nanoTime(), chaos, Objects.requireNonNull(current.get()));
            }
            return exitCode;
        } finally {
            ending.reached();
        }
    }

    /** The environment, and in it what the command line says of colours: a terminal knows no other way to be told. */
    private static Map<String, String> surroundings(Options options) {
        Map<String, String> surroundings = new HashMap<>(System.getenv());
        if (!options.colour()) {
            surroundings.put("NO_COLOR", "1");
        }
        return surroundings;
    }

    /** What lasts until the configuration changes. */
    private record Session(Loop loop, Reporting reporting, Around around) {
        static Session of(Start start, Seat seat, ProjectSources sources, Beside beside) {
            var reporting = Reporting.of(start.options(), seat, sources, System.getenv());
            var made = new CompletableFuture<Loop>();
            var around = new Around(
                    start.options().surroundings().hooks(),
                    beside::kept,
                    start.options().project(),
                    text -> {
                        var unused = made.thenAccept(loop -> loop.warn(text));
                    });
            var loop = new Loop(settings(start, seat), new Also(reporting.reporter(), around::take));
            made.complete(loop);
            return new Session(loop, reporting, around);
        }
    }

    private static int run(Start start, Seat seat, ProjectSources sources, long began, Chaos chaos, Session session) {
        Place place = place(start, began, chaos);
        seat.bind(start.keys());
        seat.keepHistory(place.stateDirectory().resolve("prompts"));
        start.problems().forEach(session.loop()::warn);
        var editor = new Editor(start.configuration().other("editor"), place.environment(), place.root(), seat);
        try {
            return session.loop().run(place, sources, seat::offer, editor, session.around()::before);
        } finally {
            session.reporting().close();
            session.around().close();
        }
    }

    private static Place place(Start start, long began, Chaos chaos) {
        Options options = start.options();
        return new Place(
                options.project(),
                System.getenv(),
                began,
                options.watching(),
                options.quiet(),
                options.interval(),
                options.forking().rules(),
                options.buildTool(),
                options.compiling(),
                adjustments(start),
                chaos);
    }

    private static Adjustments adjustments(Start start) {
        Forking forking = start.options().forking();
        return new Adjustments(forking.jvmArguments(), forking.variables(), start.triggers());
    }

    private static Settings settings(Start start, Seat seat) {
        Options options = start.options();
        return new Settings(
                options.once(System.getenv().getOrDefault("CI", ""), seat.interactive()),
                options.untilSuccess(),
                options.all(),
                options.postpone(),
                options.quitsAtEndOfInput(),
                options.choice(),
                options.sweeps(),
                options.project(),
                adjustments(start),
                seat.interactive() ? HelpText.keys(start.keys()) : HelpText.words());
    }
}
