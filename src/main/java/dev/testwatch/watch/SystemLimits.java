package dev.testwatch.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says which limit of the system was hit, and how to raise it. It is made before anything is short: who has no file left
 * to open cannot look up how many there may be.
 */
final class SystemLimits {

    private static final Path SETTINGS = Path.of("/proc/sys");
    private static final Path PROCESS = Path.of("/proc/self");
    private static final String OPEN_FILES = "Max open files";
    private static final long FEW = 10;

    private final Optional<Long> openFiles = openFiles();

    /** One sentence or two about why file events were refused. */
    String explain(Throwable refusal) {
        String message = Objects.requireNonNullElse(refusal.getMessage(), refusal.toString());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("open files") && isShortOfFiles()) {
            return message + moreOpenFiles();
        }
        if (lower.contains("inotify watches")) {
            return message + advice("fs.inotify.max_user_watches", "user.max_inotify_watches");
        }
        return lower.contains("inotify instances")
                ? message + advice("fs.inotify.max_user_instances", "user.max_inotify_instances")
                : message + ".";
    }

    /** What is to be done about a file or directory that cannot be read: nothing that is known, mostly. */
    Optional<String> remedy(IOException why) {
        return isTooManyOpenFiles(why) ? Optional.of(moreOpenFiles()) : Optional.empty();
    }

    private String moreOpenFiles() {
        return openFiles.map(limit -> " (" + limit + " open files)").orElse("")
                + "; \"ulimit -n ...\" before the start raises it.";
    }

    private static boolean isTooManyOpenFiles(IOException why) {
        return String.valueOf(why.getMessage()).contains("Too many open files");
    }

    /** There is a limit for the user, and one for the container that the user may be in; the lower one counts. */
    private static String advice(String ofUser, String ofNamespace) {
        Optional<Long> user = valueOf(ofUser);
        Optional<Long> namespace = valueOf(ofNamespace);
        boolean inNamespace = namespace
                .filter(value -> user.filter(other -> other <= value).isEmpty())
                .isPresent();
        Optional<Long> value = inNamespace ? namespace : user;
        String setting = inNamespace ? ofNamespace : ofUser;
        return value.map(number -> " (" + number + ")").orElse("") + "; \"sysctl " + setting + "=...\" raises it.";
    }

    private static Optional<Long> valueOf(String setting) {
        Path file = SETTINGS.resolve(setting.replace('.', '/'));
        // The system answers the first read only, with as many digits as it has room for: one that asks for one byte
        // gets the first digit.
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return Optional.ofNullable(reader.readLine()).map(line -> Long.valueOf(line.strip()));
        } catch (IOException | NumberFormatException e) {
            // The advice is good without the number.
            return Optional.empty();
        }
    }

    /** Whether there is no room for more than a few. */
    private boolean isShortOfFiles() {
        try (Stream<Path> open = Files.list(PROCESS.resolve("fd"))) {
            long count = open.count();
            return openFiles.filter(limit -> limit - count < FEW).isPresent();
        } catch (IOException e) {
            return isTooManyOpenFiles(e);
        }
    }

    private static Optional<Long> openFiles() {
        try {
            return Files.readAllLines(PROCESS.resolve("limits")).stream()
                    .filter(line -> line.startsWith(OPEN_FILES))
                    .map(line -> line.substring(OPEN_FILES.length()).strip().split("\\s+", 2)[0])
                    .filter(limit -> !limit.equals("unlimited"))
                    .map(Long::valueOf)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            // Other systems have no such file; the advice is good without the number.
            return Optional.empty();
        }
    }
}
