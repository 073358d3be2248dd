package dev.testwatch;

import dev.testwatch.compile.CompilerSettings;
import dev.testwatch.loop.Choice;
import dev.testwatch.loop.Trigger;
import dev.testwatch.project.TestChoice;
import dev.testwatch.report.Attention;
import dev.testwatch.watch.WatchSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What may be said on the command line. */
@Command(
        name = "testwatch",
        mixinStandardHelpOptions = true,
        versionProvider = Options.Version.class,
        sortOptions = false,
        subcommands = {IdeCommand.class, StatusCommand.class, ChosenCommand.class},
        synopsisHeading = "",
        customSynopsis = {
            "usage: java -jar testwatch.jar [options] [@profile] [PROJECT]",
            "       java -jar testwatch.jar status [--wait] [--json] | send COMMAND | run --test PATTERN",
            "       java -jar testwatch.jar completion bash|zsh|fish",
            ""
        },
        description = {
            "Compiles what you save, runs the tests that it can affect in a fresh JVM, and shows the verdict.",
            "Press h while it runs for the keys.",
            ""
        },
        footer = {
            "",
            "Each option may also stand in testwatch.properties in the project, without its",
            "dashes, or in the environment:",
            "  timeout=60                            holds for the project",
            "  @ci.timeout=90                        holds where the profile is named: @ci",
            "  TESTWATCH_TIMEOUT=60                  in the environment",
            "",
            "What else testwatch.properties takes:",
            "  keys=quarkus                          keys as Quarkus has them",
            "  keys.F=failed                         what a key does, by the word for it",
            "  editor=code -g {file}:{line}          what e opens a failing line with",
            "  trigger.db/**/*.sql=*RepositoryTest   which tests run when such a file changes",
            "  keep.db=postgres -D data              what runs beside the watch",
            "",
            "Exit codes of --once:",
            "  0  green",
            "  1  tests fail",
            "  2  something does not compile, or not every test came to its end",
            "  3  could not start"
        })
final class Options {

    enum ReporterName {
        CONSOLE,
        PLAIN,
        JSON,
        TEAMCITY,
        AGENT
    }

    enum Sweeping {
        IDLE,
        OFF
    }

    enum Watcher {
        AUTO,
        NATIVE,
        POLL
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "PROJECT",
            description = "the directory of a Maven project; default: this one")
    private Path project = Path.of("");

    @Option(names = "--once", description = "run what is stale, then end")
    private boolean once;

    @Option(names = "--until-success", description = "end with 0 as soon as everything passes")
    private boolean untilSuccess;

    @Option(
            names = "--watch",
            paramLabel = "[GLOB]",
            split = ",",
            description = "run all tests when files like this change, too: --watch='db/**/*.sql'; without a glob: go on"
                    + " watching where CI is set and there is no terminal")
    private List<String> watch = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            split = ",",
            description = "take no notice of changes of files like this: --exclude='**/generated/**'")
    private List<String> exclude = List.of();

    @Option(names = "--clear", description = "clear the screen before each run")
    private boolean clear;

    @Option(
            names = {"-v", "--verbose"},
            description = "tell of each run where the time went")
    private boolean verbose;

    @Option(names = "--all", description = "let the first run take every test")
    private boolean all;

    @Option(names = "--postpone", description = "let the first run wait for a change")
    private boolean postpone;

    @Option(
            names = "--test",
            paramLabel = "PATTERN",
            description = "run only these tests, until the filter is cleared: as Surefire's -Dtest, Foo*#bar*")
    private @Nullable String test;

    @Option(names = "--tags", paramLabel = "EXPR", description = "run only tests with these tags, as: fast & !db")
    private @Nullable String tags;

    @Option(names = "--module", paramLabel = "NAME", description = "run only tests of modules in whose name this is")
    private @Nullable String module;

    @Option(names = "--failed", description = "let the first run take only what failed last")
    private boolean failed;

    @Option(
            names = "--since",
            paramLabel = "REF",
            description = "let the first run take what the changes since this commit of git's affect")
    private @Nullable String since;

    @Option(names = "--fail-fast", description = "end a run with the first test class that fails; never the watch")
    private boolean failFast;

    @Option(
            names = "--debug",
            paramLabel = "PORT",
            description = "the port at which d lets a debugger attach, 0 for any; default: 5005")
    private int debugPort = Choice.DEBUG_PORT;

    @Option(
            names = "--reporter",
            paramLabel = "NAME",
            description = "console (default), plain (lines only), json (one object a line),"
                    + " teamcity (service messages), agent (verdict and failures only)")
    private ReporterName reporter = ReporterName.CONSOLE;

    @Option(
            names = "--reports",
            paramLabel = "DIR",
            description = "write JUnit XML files there after each run, for the test classes that ran")
    private @Nullable Path reports;

    @Option(
            names = "--notify",
            paramLabel = "WHEN",
            description = "call you by desktop and bell: off, change (default at a terminal), failure, always")
    private Attention.@Nullable When notify;

    @Option(
            names = "--no-build-tool",
            description = "never start Maven: go by what it said of the project at an earlier start")
    private boolean noBuildTool;

    @Option(names = "--stdin-quit", description = "end at the end of standard input")
    private boolean stdinQuit;

    @Option(
            names = "--compile",
            paramLabel = "WHO",
            description = "javac: what you save is compiled here; build: by Maven; auto (default): here, unless"
                    + " the build changes class files after the compiler; none: by somebody else, your IDE for one,"
                    + " and what changes in the output directories is run")
    private Compiling compiling = Compiling.AUTO;

    @Option(
            names = "--compile-timeout",
            paramLabel = "SECONDS",
            description = "how long annotation processors may take; default: 120")
    private long compileTimeout = CompilerSettings.USUAL.patience().toSeconds();

    @Option(
            names = "--sweep",
            paramLabel = "WHEN",
            description = "idle (default): run test classes by themselves when nothing happens; off")
    private Sweeping sweeping = Sweeping.IDLE;

    @Option(names = "--watcher", paramLabel = "KIND", description = "auto (default), native, poll")
    private Watcher watcher = Watcher.AUTO;

    @Option(names = "--interval", paramLabel = "MS", description = "how often to look when polling; default: 500")
    private long interval = 500;

    @Option(
            names = "--debounce",
            paramLabel = "MS",
            description = "how long files must be quiet after a save; default: 10, and 200 with --compile=none")
    private @Nullable Long debounce;

    @Mixin
    private final Forking forking = new Forking();

    @Mixin
    private final Surroundings surroundings = new Surroundings();

    @Option(names = "--no-color", description = "no colours, whatever the terminal can do")
    private boolean plain;

    /** As real a path as can be had, so that it is equal to what the build tool and the file system say. */
    Path project() {
        try {
            return project.toRealPath();
        } catch (IOException e) {
            return project.toAbsolutePath().normalize(); // not there: said where it is checked
        }
    }

    /**
     * Whether to end after the first run: asked for, or on a machine that builds and on which nobody could end it.
     *
     * @param ci the value of the environment's {@code CI}, by which such machines make themselves known
     * @param terminal whether somebody sits at one
     */
    boolean once(String ci, boolean terminal) {
        boolean building = !ci.isEmpty() && !ci.equalsIgnoreCase("false") && !ci.equals("0");
        boolean asked = !watch.isEmpty() || postpone || untilSuccess || stdinQuit || reporter == ReporterName.JSON;
        return once || (building && !terminal && !asked);
    }

    boolean untilSuccess() {
        return untilSuccess;
    }

    boolean all() {
        return all;
    }

    boolean postpone() {
        return postpone;
    }

    /** The command line itself; what is given in the project's configuration is up to who sets the defaults. */
    static CommandLine commandLine(Options options) {
        return new CommandLine(options)
                // Its options end where the words of the other program begin.
                .addSubcommand(new CommandLine(new ExecCommand()).setStopAtPositional(true))
                .addSubcommand(new CommandLine(new SendCommand()).setStopAtPositional(true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // @name is a profile here.
                .setExpandAtFiles(false);
    }

    /** What changes of files lead to; globs that are none are left out. */
    List<Trigger> triggers() {
        Stream<Optional<Trigger>> all = Stream.concat(
                watch.stream().filter(glob -> !glob.isEmpty()).map(glob -> Trigger.of(glob, "all")),
                exclude.stream().map(glob -> Trigger.of(glob, "none")));
        return all.flatMap(Optional::stream).toList();
    }

    boolean clear() {
        return clear;
    }

    boolean verbose() {
        return verbose;
    }

    Choice choice() {
        return new Choice(
                failed,
                Optional.ofNullable(since),
                Optional.ofNullable(test).map(TestChoice::new),
                Optional.ofNullable(tags),
                Optional.ofNullable(module),
                failFast,
                debugPort);
    }

    boolean buildTool() {
        return !noBuildTool;
    }

    ReporterName reporter() {
        return reporter;
    }

    Optional<Path> reports() {
        return Optional.ofNullable(reports).map(Path::toAbsolutePath);
    }

    /** @param terminal whether somebody sits at one; where nobody does, only who asks for it is called */
    Attention.When notifying(boolean terminal) {
        return Optional.ofNullable(notify).orElse(terminal ? Attention.When.CHANGE : Attention.When.OFF);
    }

    boolean quitsAtEndOfInput() {
        return stdinQuit;
    }

    CompilerSettings compiling() {
        return new CompilerSettings(
                compiling.maker(), Duration.ofSeconds(Math.max(1, compileTimeout)), OptionalLong.empty());
    }

    boolean sweeps() {
        return sweeping == Sweeping.IDLE;
    }

    WatchSpec.Mode watching() {
        return WatchSpec.Mode.valueOf(watcher.name());
    }

    Duration interval() {
        return Duration.ofMillis(interval);
    }

    /** Whoever writes many class files pauses in between for longer than an editor in one save. */
    Duration quiet() {
        long usual = compiling == Compiling.NONE ? 200 : WatchSpec.QUIET.toMillis();
        return Duration.ofMillis(debounce == null ? usual : debounce);
    }

    Forking forking() {
        return forking;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    boolean colour() {
        return !plain;
    }

    /** The version that the jar's manifest names. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Options.class.getPackage().getImplementationVersion();
            return new String[] {"testwatch " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
