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
import java.util.Map;
import java.util.Optional;
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
        var options = new Options();
        CommandLine command = new CommandLine(options);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        try {
            command.parseArgs(arguments);
        } catch (CommandLine.ParameterException e) {
            System.err.println("testwatch: " + e.getMessage() + "; --help lists the options");
            System.exit(CANNOT_START);
        }
        if (CommandLine.printHelpIfRequested(command.getParseResult())) {
            System.exit(0);
        }
        System.exit(start(options, began));
    }

    private static int start(Options options, long began) {
        Optional<String> obstacle = obstacle(options);
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
        return watch(options, began, chaos);
    }

    /** Why it is pointless to begin, with the remedy. */
    private static Optional<String> obstacle(Options options) {
        if (!Files.isDirectory(options.project())) {
            return Optional.of(options.project() + " is not a directory; name the directory of a Maven project");
        }
        if (!Files.isReadable(options.project())) {
            return Optional.of(options.project() + " cannot be read; check its permissions");
        }
        if (ToolProvider.getSystemJavaCompiler() == null) {
            return Optional.of("this Java has no compiler (" + System.getProperty("java.home")
                    + "); start testwatch with a JDK 17 or newer");
        }
        return Optional.empty();
    }

    private static int watch(Options options, long began, Chaos chaos) {
        Map<String, String> environment = System.getenv();
        var place = new Place(
                options.project(),
                environment,
                began,
                options.watching(),
                options.quiet(),
                options.interval(),
                options.limit(),
                options.buildTool(),
                options.hang(),
                options.leaksFail(),
                options.compiling(),
                chaos);
        var sources = new ProjectSources(place.root());
        boolean lines = options.reporter() != Options.ReporterName.CONSOLE;
        Seat seat = Seats.open(environment, lines);
        var loop = new Loop(settings(options, seat), reporter(options, seat, sources));
        // A signal has its own exit code; the one given here is not seen.
        Ending ending = Ending.prepare(() -> loop.terminate(0), seat);
        try (seat) {
            seat.listen(loop.commands(), loop::inputEnded, () -> loop.terminate(NOBODY_READS));
            var editor = new Editor(Optional.empty(), environment, place.root(), seat);
            return loop.run(place, sources, seat::offer, editor);
        } finally {
            ending.reached();
        }
    }

    private static Settings settings(Options options, Seat seat) {
        return new Settings(
                options.once(System.getenv().getOrDefault("CI", ""), seat.interactive()),
                options.all(),
                options.postpone(),
                options.quitsAtEndOfInput(),
                options.choice(),
                seat.interactive() ? HelpText.keys() : HelpText.words());
    }

    private static Reporter reporter(Options options, Seat seat, ProjectSources sources) {
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
                        Clock.system(ZoneId.systemDefault())));
    }
}
