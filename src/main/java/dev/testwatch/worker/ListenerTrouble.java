package dev.testwatch.worker;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Tells of the project's listeners that throw: the launcher goes on without them and only logs it, where nobody looks.
 * Each text is told once.
 */
final class ListenerTrouble extends Handler {

    /** Held because the log manager does not hold it. */
    private static final Logger LOGGER =
            Logger.getLogger("org.junit.platform.launcher.core.CompositeTestExecutionListener");

    private final Outbox outbox;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private ListenerTrouble(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Until the end of this JVM. */
    static void tellTo(Outbox outbox) {
        try {
            LOGGER.addHandler(new ListenerTrouble(outbox));
        } catch (SecurityException e) {
            // Where a security manager forbids it, the log is all there is.
        }
    }

    @Override
    public void publish(LogRecord entry) {
        Throwable thrown = entry.getThrown();
        if (thrown == null) {
            return;
        }
        String message = String.valueOf(entry.getMessage());
        int method = message.indexOf('(');
        String what = method < 0 ? message : message.substring(0, method);
        if (told.add(what)) {
            Message.Thrown why = Rendering.of(thrown);
            outbox.send(new Message.Leak(
                    "",
                    List.of("goes on without a listener's help: " + what + ": " + why.type()
                            + why.message().map(text -> ": " + text).orElse(""))));
        }
    }

    @Override
    public void flush() {
        // Nothing is kept.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
