package dev.testwatch.worker;

import dev.testwatch.worker.Message.Thrown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An exception as strings. Exceptions are user code: their methods may throw, never return, lead in a circle or be
 * endlessly long; what comes out is finite all the same.
 */
final class Rendering {

    /** Together all strings of one exception stay well below the limit of a frame, even at three bytes a character. */
    private static final int BUDGET = 1_500_000;

    private static final int TEXT = 64 << 10;
    private static final int DEPTH = 32;
    private static final int SUPPRESSED = 100;
    private static final int PATIENCE_SECONDS = 2;

    private final Set<Throwable> seen = identitySet();
    private int budget = BUDGET;

    private Rendering() {}

    /** Renders; takes no longer than two seconds. */
    static Thrown of(Throwable thrown) {
        if (harmless(thrown, identitySet())) {
            return new Rendering().render(thrown, 0);
        }
        // Waits in a way that neither sees nor loses an interrupt of the test's thread.
        return CompletableFuture.supplyAsync(() -> new Rendering().render(thrown, 0), Rendering::run)
                .completeOnTimeout(
                        plain(thrown, "its own methods did not return within " + PATIENCE_SECONDS + " s"),
                        PATIENCE_SECONDS,
                        TimeUnit.SECONDS)
                .join();
    }

    /** {@code shop.Money.rounded(Money.java:41)}, without module and loader. */
    static String frame(StackTraceElement element) {
        String file = element.getFileName();
        String where = file == null ? "Unknown Source" : file;
        if (element.isNativeMethod()) {
            where = "Native Method";
        } else if (file != null && element.getLineNumber() >= 0) {
            where = file + ":" + element.getLineNumber();
        }
        return element.getClassName() + "." + element.getMethodName() + "(" + where + ")";
    }

    private static void run(Runnable rendering) {
        var thread = new Thread(rendering, "testwatch-rendering");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether all of it is of the JDK's and JUnit's making, so that no other code is called. */
    private static boolean harmless(Throwable thrown, Set<Throwable> seen) {
        if (seen.size() > SUPPRESSED || !known(thrown.getClass())) {
            return false;
        }
        if (!seen.add(thrown)) {
            return true;
        }
        Throwable cause = thrown.getCause();
        if (cause != null && !harmless(cause, seen)) {
            return false;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!harmless(suppressed, seen)) {
                return false;
            }
        }
        return true;
    }

    private static Set<Throwable> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static boolean known(Class<?> type) {
        return type.getClassLoader() == null
                || type.getName().startsWith("org.junit.")
                || type.getName().startsWith("org.opentest4j.");
    }

    private Thrown render(Throwable thrown, int depth) {
        if (!seen.add(thrown)) {
            return plain(thrown, "[circular reference]");
        }
        budget -= thrown.getClass().getName().length();
        if (depth == DEPTH || budget <= 0) {
            return plain(thrown, "[the rest is left out]");
        }
        Optional<String> message = guarded("getMessage()", thrown::getMessage).map(this::capped);
        List<String> frames = frames(thrown);
        Compared compared = Compared.by(thrown);
        Optional<Thrown> cause = cause(thrown).map(next -> render(next, depth + 1));
        List<Thrown> suppressed = new ArrayList<>();
        for (Throwable next : suppressed(thrown)) {
            if (suppressed.size() < SUPPRESSED && budget > 0) {
                suppressed.add(render(next, depth + 1));
            }
        }
        return new Thrown(
                thrown.getClass().getName(),
                message,
                frames,
                cause,
                suppressed,
                compared.expected().map(this::capped),
                compared.actual().map(this::capped));
    }

    private static Thrown plain(Throwable thrown, String message) {
        String type = thrown.getClass().getName();
        return new Thrown(
                type, Optional.of(message), List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }

    private static Optional<String> guarded(String what, Supplier<String> supplier) {
        try {
            return Optional.ofNullable(supplier.get());
        } catch (Throwable e) {
            return Optional.of("[" + what + " threw " + e.getClass().getName() + "]");
        }
    }

    private static Optional<Throwable> cause(Throwable thrown) {
        try {
            return Optional.ofNullable(thrown.getCause());
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }

    private static List<? extends Throwable> suppressed(Throwable thrown) {
        Throwable[] suppressed = thrown.getSuppressed();
        return suppressed.length == 0 ? Compared.several(thrown) : List.of(suppressed);
    }

    private List<String> frames(Throwable thrown) {
        List<String> frames = new ArrayList<>();
        try {
            for (StackTraceElement element : thrown.getStackTrace()) {
                frames.add(frame(element));
            }
        } catch (Throwable e) {
            frames.add("[getStackTrace() threw " + e.getClass().getName() + "]");
        }
        List<String> kept = new ArrayList<>();
        for (String frame : Folding.folded(frames)) {
            if (budget > 0) {
                kept.add(capped(frame));
            }
        }
        return kept;
    }

    /** Keeps both ends of a long text, states its length, and takes what is kept from the budget. */
    private String capped(String text) {
        String capped = capped(text, Math.min(TEXT, Math.max(budget, 0)));
        budget -= capped.length();
        return capped;
    }

    static String capped(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int half = limit / 2;
        return text.substring(0, half) + "\n[... " + text.length() + " characters in all ...]\n"
                + text.substring(text.length() - half);
    }
}
