package dev.testwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the system says a thread of another process has computed; on Linux only. */
final class ThreadTime {

    private static final double NANOS_PER_MILLI = 1e6;

    private ThreadTime() {}

    /** Milliseconds that the thread which runs a JVM's {@code main} has had a processor for; 0 where nobody can tell. */
    static double ofMain(long pid) throws IOException {
        Path tasks = Path.of("/proc", String.valueOf(pid), "task");
        if (!Files.isDirectory(tasks)) {
            return 0;
        }
        double nanos = 0;
        List<Path> threads;
        try (Stream<Path> all = Files.list(tasks)) {
            threads = all.toList();
        }
        for (Path thread : threads) {
            nanos += nanos(thread);
        }
        return nanos / NANOS_PER_MILLI;
    }

    /** It is named as the program is; so is the first one, which only waits for it. */
    private static double nanos(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip().equals("java")
                    ? Double.parseDouble(
                            Files.readString(thread.resolve("schedstat")).split(" ", 2)[0])
                    : 0;
        } catch (IOException e) {
            return 0; // one that has just ended, and so another one
        }
    }
}
