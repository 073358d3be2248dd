package dev.testwatch;

import dev.testwatch.program.Hooks;
import dev.testwatch.program.Keep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What may be run around and beside runs, be they of tests or of programs. */
final class Surroundings {

    @Option(names = "--before", paramLabel = "CMD", description = "run this before each run")
    private @Nullable String before;

    @Option(names = "--on-pass", paramLabel = "CMD", description = "run this after a run that passed")
    private @Nullable String onPass;

    @Option(names = "--on-fail", paramLabel = "CMD", description = "run this after a run that did not pass")
    private @Nullable String onFail;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Kept> kept = new ArrayList<>(); // filled in place

    /** One process that is kept. */
    static final class Kept {

        @Option(
                names = "--keep",
                required = true,
                paramLabel = "CMD",
                description = "start this once, and end it with the watch; may be repeated")
        private String command = "";

        @Option(
                names = "--keep-ready",
                paramLabel = "REGEX",
                description = "the first run waits for a line in which this is found")
        private @Nullable Pattern ready;

        @Option(names = "--keep-port", paramLabel = "N", description = "the first run waits until this port is open")
        private @Nullable Integer port;

        @Option(
                names = "--keep-limit",
                paramLabel = "TIME",
                converter = ProgramOptions.Time.class,
                description = "for how long; default: 60s")
        private Duration limit = Duration.ofSeconds(60);

        private Keep.Wanted wanted() {
            return new Keep.Wanted(
                    command,
                    Optional.ofNullable(ready),
                    port == null ? OptionalInt.empty() : OptionalInt.of(port),
                    limit);
        }
    }

    Hooks hooks() {
        return new Hooks(Optional.ofNullable(before), Optional.ofNullable(onPass), Optional.ofNullable(onFail));
    }

    List<Keep.Wanted> kept() {
        return kept.stream().map(Kept::wanted).toList();
    }

    /** The same, with what the project's configuration names: {@code keep.<name>=CMD}. */
    List<Keep.Wanted> kept(Map<String, String> configured) {
        Stream<Keep.Wanted> others = configured.values().stream().map(command -> {
            var other = new Kept();
            other.command = command;
            return other.wanted();
        });
        return Stream.concat(kept().stream(), others).toList();
    }
}
