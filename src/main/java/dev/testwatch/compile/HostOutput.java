package dev.testwatch.compile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads what a compile host and the processors in it write, so that it never blocks, and keeps its last lines. */
final class HostOutput {

    private static final int LIMIT = 8 << 10;
    private static final int LINES = 6;
    private static final int AFTERMATH_MILLIS = 100;

    private final CompletableFuture<String> ended = new CompletableFuture<>();

    private HostOutput() {}

    /** Starts to read. */
    static HostOutput of(InputStream in) {
        var output = new HostOutput();
        var thread = new Thread(() -> output.read(in), "testwatch-compile-output");
        thread.setDaemon(true);
        thread.start();
        return output;
    }

    /** The last lines of a process that has ended; none while a process that it has left behind holds the pipe. */
    List<String> lines() {
        try {
            var lines = ended.get(AFTERMATH_MILLIS, TimeUnit.MILLISECONDS)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (TimeoutException | ExecutionException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private void read(InputStream in) {
        var tail = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        try (in) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (tail.size() + read > LIMIT) {
                    byte[] present = tail.toByteArray();
                    int kept = Math.min(present.length, LIMIT - buffer.length);
                    tail.reset();
                    tail.write(present, present.length - kept, kept);
                }
                tail.write(buffer, 0, read);
            }
        } catch (IOException e) {
            tail.writeBytes(("\n[the rest could not be read: " + e.getMessage() + "]").getBytes(encoding()));
        } finally {
            ended.complete(tail.toString(encoding()));
        }
    }

    /** What programs on this system write in. */
    private static Charset encoding() {
        return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    }
}
