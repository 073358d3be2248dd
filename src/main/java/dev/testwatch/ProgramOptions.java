package dev.testwatch;

import dev.testwatch.program.Attention;
import dev.testwatch.program.Ladder;
import dev.testwatch.program.Settings;
import dev.testwatch.program.Terms;
import dev.testwatch.watch.WatchSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What may be said of any program that is run: a command, a main class, a script. */
final class ProgramOptions {

    @Option(
            names = "--watch",
            paramLabel = "GLOB",
            description = "what to watch: a path, a name such as *.sql, a glob such as 'db/**'; may be repeated")
    private List<String> watched = List.of();

    @Option(names = "--exclude", paramLabel = "GLOB", description = "what not to watch; may be repeated")
    private List<String> excluded = List.of();

    @Option(
            names = "--on-busy",
            paramLabel = "WHAT",
            description = "what a change means to a run that is under way: restart (default), queue, ignore")
    private Settings.OnBusy onBusy = Settings.OnBusy.RESTART;

    @Option(names = "--signal", paramLabel = "NAME", description = "by which a run is ended; default: TERM")
    private String signal = "TERM";

    @Option(
            names = "--kill-after",
            paramLabel = "TIME",
            converter = Time.class,
            description = "how long it may take for that before it is killed: 500ms, 10s (default)")
    private Duration killAfter = Duration.ofSeconds(10);

    @Option(names = "--postpone", description = "let the first run wait for a change")
    private boolean postpone;

    @Option(names = "--exit-with-child", description = "end when the program ends by itself, with its exit status")
    private boolean exitWithChild;

    @Option(names = "--until-success", description = "end as soon as the program has ended with exit status 0")
    private boolean untilSuccess;

    @Option(names = "--watcher", paramLabel = "KIND", description = "auto (default), native, poll")
    private WatchSpec.Mode watcher = WatchSpec.Mode.AUTO;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = Time.class,
            description = "how often to look when polling; default: 500ms")
    private Duration interval = WatchSpec.INTERVAL;

    @Option(
            names = "--debounce",
            paramLabel = "TIME",
            converter = Time.class,
            description = "how long files must be quiet after a save; default: 10ms")
    private Duration debounce = WatchSpec.QUIET;

    @Mixin
    private final Surroundings surroundings = new Surroundings();

    Terms terms() {
        String name = signal.toUpperCase(Locale.ROOT);
        return new Terms(
                watched,
                excluded,
                new Settings(onBusy, postpone, exitWithChild, untilSuccess),
                new Ladder(name.startsWith("SIG") ? name.substring("SIG".length()) : name, killAfter),
                new Attention(watcher, debounce, interval),
                surroundings.hooks(),
                surroundings.kept());
    }

    /** {@code 10s}, {@code 500ms}, {@code 2m}; a bare number is milliseconds. */
    static final class Time implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            var parts =
                    java.util.regex.Pattern.compile("(\\d{1,9})\\s*(ms|s|m|)").matcher(text.strip());
            if (!parts.matches()) {
                throw new TypeConversionException("'" + text + "' is no time; say 500ms, 10s or 2m");
            }
            long number = Long.parseLong(parts.group(1));
            return switch (parts.group(2)) {
                case "m" -> Duration.ofMinutes(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMillis(number);
            };
        }
    }
}
