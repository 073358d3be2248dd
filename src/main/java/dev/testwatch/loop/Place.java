package dev.testwatch.loop;

import dev.testwatch.chaos.Chaos;
import dev.testwatch.compile.CompilerSettings;
import dev.testwatch.fork.HangLimit;
import dev.testwatch.watch.WatchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where testwatch works and with what.
 *
 * @param root the project's directory
 * @param environment that of the process
 * @param began when the program began, nanoseconds
 * @param watching how files are watched
 * @param forks how many forks of a run may live side by side, at least one
 * @param limit how long one run of a fork may take; empty: as long as it likes
 * @param buildTool whether the build tool may be started
 * @param hang how long nothing may happen in a run; empty: as long as it likes
 * @param leaksFail whether a test class that leaves something behind has failed
 * @param flakyRetries how often a test class runs again that fails though nothing that it depends on has changed
 * @param compiling how compilations are watched over
 * @param adjustments what is to be otherwise than the build has it
 * @param chaos what goes wrong on purpose
 */
public record Place(
        Path root,
        Map<String, String> environment,
        long began,
        WatchSpec.Mode watching,
        Duration quiet,
        Duration interval,
        int forks,
        Optional<Duration> limit,
        boolean buildTool,
        Optional<HangLimit> hang,
        boolean leaksFail,
        int flakyRetries,
        CompilerSettings compiling,
        Adjustments adjustments,
        Chaos chaos) {

    /** Where temporary files go. */
    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }

    /** Everything that testwatch writes is here, where that is possible. */
    public Path stateDirectory() {
        return root.resolve(".testwatch");
    }
}
