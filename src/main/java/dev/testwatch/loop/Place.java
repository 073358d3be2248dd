package dev.testwatch.loop;

import dev.testwatch.chaos.Chaos;
import dev.testwatch.compile.CompilerSettings;
import dev.testwatch.watch.WatchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where testwatch works and with what.
 *
 * @param root the project's directory
 * @param environment that of the process
 * @param began when the program began, nanoseconds
 * @param watching how files are watched
 * @param rules what holds for the forks of runs
 * @param buildTool whether the build tool may be started
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
        Rules rules,
        boolean buildTool,
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
