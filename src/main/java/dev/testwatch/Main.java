package dev.testwatch;

import dev.testwatch.chaos.Chaos;
import dev.testwatch.console.Ending;
import dev.testwatch.console.HelpText;
import dev.testwatch.console.Seat;
import dev.testwatch.console.Seats;
import dev.testwatch.loop.Loop;
import dev.testwatch.loop.Place;
import dev.testwatch.loop.ProjectSources;
import dev.testwatch.loop.Settings;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        Optional<CommandLine> program = program(arguments);
        if (program.isPresent()) {
            System.exit(run(program.get().getParseResult()));
        }
        var options = new Options();
        CommandLine command = new CommandLine(options);
        command.addSubcommand(subCommand(new ExecCommand()));
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
        if (command.getParseResult().hasSubcommand()) {
            System.exit(run(command.getParseResult().subcommand()));
        }
        System.exit(start(options, began));
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

    /** A sub-command that is another program's watch: options end where its words begin. */
    private static CommandLine subCommand(Callable<Integer> command) {
        return new CommandLine(command).setStopAtPositional(true);
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
        var reporting = Reporting.of(options, seat, sources, environment);
        var loop = new Loop(settings(options, seat), reporting.reporter());
        // A signal has its own exit code; the one given here is not seen.
        Ending ending = Ending.prepare(() -> loop.terminate(0), seat);
        try (seat;
                reporting) {
            seat.listen(loop.commands(), loop::inputEnded, () -> loop.terminate(NOBODY_READS));
            return loop.run(place, sources, seat::offer);
        } finally {
            ending.reached();
        }
    }

    private static Settings settings(Options options, Seat seat) {
        return new Settings(
                options.once(System.getenv().getOrDefault("CI", ""), seat.interactive()),
                options.untilSuccess(),
                options.all(),
                options.postpone(),
                options.quitsAtEndOfInput(),
                options.test(),
                options.sweeps(),
                seat.interactive() ? HelpText.keys() : HelpText.words());
    }
}
