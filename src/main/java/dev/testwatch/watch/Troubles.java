package dev.testwatch.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Paths that make trouble, each told once for as long as it does. It belongs to one thread. */
final class Troubles {

    private static final int AT_ONCE = 10;

    private final SystemLimits limits = new SystemLimits();
    private final Map<Path, String> known = new HashMap<>();
    private final List<String> untold = new ArrayList<>();

    /** The path cannot be read now. */
    void unreadable(Path path, IOException why) {
        String what = "Cannot read " + path + " (" + reason(why) + ")";
        tell(
                path,
                limits.remedy(why)
                        .map(remedy -> what + remedy + " It is tried again.")
                        .orElse(what + ". Everything else is watched; it is tried again."));
    }

    /** The name has characters that the locale does not know. */
    void unnameable(Path path) {
        tell(
                path,
                path + " has a name that cannot be written in the encoding of this locale ("
                        + System.getProperty("sun.jnu.encoding", "unknown")
                        + "): it is left out. Start testwatch with LC_ALL=C.UTF-8 to have it watched.");
    }

    /** The directory is also known, and watched, under another path. */
    void enteredElsewhere(Path path, Path elsewhere) {
        String what = path.startsWith(elsewhere)
                ? path + " leads back to " + elsewhere + ": the loop is cut there."
                : path + " is the same directory as " + elsewhere + ": it is watched as the latter only.";
        tell(path, what);
    }

    void over(Path path) {
        known.remove(path);
    }

    boolean has(Path path) {
        return known.containsKey(path);
    }

    /** What nobody has been told yet. */
    List<String> take() {
        var messages = new ArrayList<>(untold.subList(0, Math.min(AT_ONCE, untold.size())));
        if (untold.size() > AT_ONCE) {
            messages.add("The same goes for " + (untold.size() - AT_ONCE) + " more paths.");
        }
        untold.clear();
        return messages;
    }

    private void tell(Path path, String what) {
        if (known.putIfAbsent(path, what) == null) {
            untold.add(what);
        }
    }

    private static String reason(IOException why) {
        String message = why.getMessage();
        return message == null ? why.getClass().getSimpleName() : why.getClass().getSimpleName() + ": " + message;
    }
}
