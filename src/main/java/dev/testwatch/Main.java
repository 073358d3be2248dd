package dev.testwatch;

import dev.testwatch.chaos.Chaos;
import dev.testwatch.console.ConsoleReporter;
import dev.testwatch.console.Editor;
import dev.testwatch.console.Ending;
import dev.testwatch.console.HelpText;
import dev.testwatch.console.JsonReporter;
import dev.testwatch.console.PlainReporter;
import dev.testwatch.console.Seat;
import dev.testwatch.console.Seats;
import dev.testwatch.console.VerboseReporter;
import dev.testwatch.loop.Adjustments;
import dev.testwatch.loop.Loop;
import dev.testwatch.loop.Place;
import dev.testwatch.loop.ProjectSources;
import dev.testwatch.loop.Settings;
import dev.testwatch.report.ConsoleText;
import dev.testwatch.report.Json;
import dev.testwatch.report.PlainText;
import dev.testwatch.report.Reporter;
import dev.testwatch.report.Theme;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
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
        Start start = start(arguments);
        if (CommandLine.printHelpIfRequested(start.parsed())) {
            System.exit(0);
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
        Seat seat = Seats.open(System.getenv(), lines);
        var sources = new ProjectSources(start.options().project());
        var current = new AtomicReference<>(loop(start, seat, sources));
        Supplier<Loop> now = () -> Objects.requireNonNull(current.get());
        // A signal has its own exit code; the one given here is not seen.
        Ending ending = Ending.prepare(() -> now.get().terminate(0), seat);
        try (seat) {
            seat.listen(
                    command -> now.get().commands().accept(command),
                    () -> now.get().inputEnded(),
                    () -> now.get().terminate(NOBODY_READS));
            int exitCode = run(start, seat, sources, began, chaos, now.get());
            while (exitCode == Loop.READ_AGAIN) {
                Start again = Start.of(arguments, System.getenv());
                current.set(loop(again, seat, sources));
                exitCode = run(again, seat, sources, System.nanoTime(), chaos, now.get());
            }
            return exitCode;
        } finally {
            ending.reached();
        }
    }

    private static Loop loop(Start start, Seat seat, ProjectSources sources) {
        return new Loop(settings(start, seat), reporter(start.options(), seat, sources));
    }

    private static int run(Start start, Seat seat, ProjectSources sources, long began, Chaos chaos, Loop loop) {
        Place place = place(start, began, chaos);
        seat.bind(start.keys());
        seat.keepHistory(place.stateDirectory().resolve("prompts"));
        start.problems().forEach(loop::warn);
        var editor = new Editor(start.configuration().other("editor"), place.environment(), place.root(), seat);
        return loop.run(place, sources, seat::offer, editor);
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
                options.limit(),
                options.buildTool(),
                options.hang(),
                options.leaksFail(),
                options.compiling(),
                adjustments(start),
                chaos);
    }

    private static Adjustments adjustments(Start start) {
        return new Adjustments(start.options().jvmArguments(), start.options().variables(), start.triggers());
    }

    private static Settings settings(Start start, Seat seat) {
        Options options = start.options();
        return new Settings(
                options.once(System.getenv().getOrDefault("CI", ""), seat.interactive()),
                options.all(),
                options.postpone(),
                options.quitsAtEndOfInput(),
                options.choice(),
                options.project(),
                adjustments(start),
                seat.interactive() ? HelpText.keys(start.keys()) : HelpText.words());
    }

    private static Reporter reporter(Options options, Seat seat, ProjectSources sources) {
        Reporter reporter = silent(options, seat, sources);
        return options.verbose() ? new VerboseReporter(reporter) : reporter;
    }

    private static Reporter silent(Options options, Seat seat, ProjectSources sources) {
        if (options.reporter() == Options.ReporterName.JSON) {
            return new JsonReporter(seat, new Json(sources));
        }
        if (!seat.interactive()) {
            return new PlainReporter(seat, new PlainText(sources));
        }
        boolean colour = seat.colour() && options.colour();
        return new ConsoleReporter(
                seat,
                new ConsoleText(
                        sources,
                        () -> new Theme(seat.width(), colour, seat.unicode(), seat.hyperlinks()),
                        Clock.system(ZoneId.systemDefault())),
                options.clear());
    }
}
