package dev.testwatch.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Says which limit of the system was hit, and how to raise it. */
final class SystemLimits {

    private static final Path INOTIFY = Path.of("/proc/sys/fs/inotify");

    private SystemLimits() {}

    /** One sentence or two about why file events were refused. */
    static String explain(Throwable refusal) {
        String message = Objects.requireNonNullElse(refusal.getMessage(), refusal.toString());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("inotify watches")) {
            return message + advice("max_user_watches");
        }
        return lower.contains("inotify instances") ? message + advice("max_user_instances") : message + ".";
    }

    private static String advice(String setting) {
        return valueOf(setting).map(value -> " (" + value + ")").orElse("") + "; \"sysctl fs.inotify." + setting
                + "=...\" raises it.";
    }

    private static Optional<String> valueOf(String setting) {
        try {
            return Optional.of(Files.readString(INOTIFY.resolve(setting)).strip());
        } catch (IOException e) {
            // The advice is good without the number.
            return Optional.empty();
        }
    }
}
