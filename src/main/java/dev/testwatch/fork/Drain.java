package dev.testwatch.fork;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Reads what a JVM itself writes, for as long as anybody holds the pipe, and keeps the end of it. */
final class Drain {

    /** In characters: room for the stacks of a few hundred threads. */
    private static final int LIMIT = 256 << 10;

    private static final long SETTLED_MILLIS = 100;
    private static final int LINES = 200;

    private final AtomicReference<String> text = new AtomicReference<>("");
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Drain() {}

    /** Starts to read. */
    static Drain of(InputStream in) {
        var drain = new Drain();
        Threads.start("testwatch-drain", () -> drain.read(in));
        return drain;
    }

    /**
     * The last lines. Waits no longer than this for the end: a process that the JVM has left behind may hold the pipe
     * open for hours.
     */
    List<String> lines(Duration patience) {
        ended.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        List<String> lines = Objects.requireNonNull(text.get()).lines().toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    /** The last text that begins with this word, once nothing more is added to it; empty if it does not come in time. */
    List<String> awaitFrom(String word, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String before = "";
        while (System.nanoTime() < deadline) {
            String now = Objects.requireNonNull(text.get());
            if (now.contains(word) && now.equals(before)) {
                break;
            }
            before = now;
            TimeUnit.MILLISECONDS.sleep(SETTLED_MILLIS);
        }
        int at = before.lastIndexOf(word);
        return at < 0 ? List.of() : before.substring(at).lines().toList();
    }

    private void read(InputStream in) {
        var tail = new Tail(LIMIT);
        char[] buffer = new char[4096];
        try (Reader reader = new InputStreamReader(in, encoding())) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                tail.append(new String(buffer, 0, read));
                if (!reader.ready()) {
                    text.set(tail.toString());
                }
            }
            text.set(tail.toString());
        } catch (IOException e) {
            tail.append("\n[the rest could not be read: " + e.getMessage() + "]");
            text.set(tail.toString());
        } finally {
            ended.complete(null);
        }
    }

    /** What programs on this system write in. */
    private static Charset encoding() {
        return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    }
}
