package dev.testwatch;

import dev.testwatch.fork.HangLimit;
import dev.testwatch.loop.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What holds for the JVMs of tests. */
final class Forking {

    enum Leaks {
        TELL,
        FAIL
    }

    @Option(
            names = "--forks",
            paramLabel = "N",
            description = "how many JVMs share the test classes of a run, where that is worth it; default: 1")
    private int forks = 1;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "end a run that takes longer; default: never")
    private @Nullable Long timeout;

    @Option(
            names = "--hang",
            paramLabel = "SECONDS",
            description = "end a run in which nothing happens for so long; never: 0; default: 60, or 600 for new tests")
    private @Nullable Long hang;

    @Option(
            names = "--leaks",
            paramLabel = "WHAT",
            description = "tell (default) or fail: what becomes of test classes that leave threads, processes behind")
    private Leaks leaks = Leaks.TELL;

    @Option(
            names = "--flaky-retries",
            paramLabel = "N",
            description = "how often a test class runs again, by itself, that fails though nothing that it depends on"
                    + " has changed; never: 0; default: 2")
    private int flakyRetries = 2;

    @Option(names = "--jvm-arg", paramLabel = "ARG", description = "one more argument for the JVMs of tests")
    private List<String> jvmArguments = List.of();

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "one more variable for the JVMs of tests")
    private Map<String, String> variables = Map.of();

    List<String> jvmArguments() {
        return jvmArguments;
    }

    Map<String, String> variables() {
        return variables;
    }

    Rules rules() {
        return new Rules(
                Math.max(1, forks),
                Optional.ofNullable(timeout).map(Duration::ofSeconds),
                hang(),
                leaks == Leaks.FAIL,
                Math.max(0, flakyRetries));
    }

    private Optional<HangLimit> hang() {
        if (hang == null) {
            return Optional.of(HangLimit.USUAL);
        }
        return Optional.of(hang)
                .filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds)
                .map(HangLimit::of);
    }
}
