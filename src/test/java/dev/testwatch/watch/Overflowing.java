package dev.testwatch.watch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Watches the directory that is its first argument through a reader that rests whenever it has just begun, until more
 * was written than the system keeps for it. All files in the directory are written so often that as many overflows are
 * told as the second argument says, and then without a rest for as many seconds as the third says. Prints how that
 * went, and whether in the end all is known that is there.
 */
final class Overflowing {

    private static final int FILES = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SLICE = Duration.ofSeconds(5);

    /** After so many of them the system has dropped events that nobody had read. */
    private static final int ROUNDS_OF_REST = 3;

    private final Mirror mirror = new Mirror();
    private final Semaphore written = new Semaphore(0);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean tired = new AtomicBoolean();
    private final Path root;
    private int rounds;

    private Overflowing(Path root) {
        this.root = root;
    }

    public static void main(String[] arguments) throws Exception {
        // What older Java platforms drop at; newer ones are told so, or they would drop nothing.
        System.setProperty("jdk.nio.file.WatchService.maxEventsPerPoll", "512");
        var overflowing = new Overflowing(Path.of(arguments[0]));
        overflowing.play(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
    }

    private void play(int overflows, long seconds) throws Exception {
        write();
        var spec = WatchSpec.of(Set.of(root), Set.of(), Set.of());
        try (var watcher = SourceWatcher.start(spec, mirror, this::arm)) {
            mirror.startsWith(watcher.contents());
            for (int told = 1; told <= overflows; told++) {
                overflow(told);
            }
            long start = System.nanoTime();
            while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
                write();
            }
            System.out.println("millis " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            System.out.println("overflows " + overflows());
            System.out.println("busy " + TimeUnit.NANOSECONDS.toMillis(busy()));
            over.set(true);
            written.release(ROUNDS_OF_REST);
            mirror.awaitEqual(Mirror.coldScan(Set.of(root)), "in the end");
        }
        System.out.println("equal");
    }

    /** Writes what makes events overflow once, and waits until that has been told. */
    private void overflow(int told) throws Exception {
        long start = System.nanoTime();
        while (overflows() < told) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("no overflow number " + told + ": " + mirror.messages());
            }
            // One that noticed late last time may have rested for too short.
            tired.set(true);
            for (int round = 0; round <= ROUNDS_OF_REST; round++) {
                write();
            }
            // A reader that noticed late still rests.
            written.release(ROUNDS_OF_REST);
            awaitOverflow(told);
        }
    }

    private void awaitOverflow(int told) throws InterruptedException {
        long start = System.nanoTime();
        while (overflows() < told && System.nanoTime() - start < SLICE.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private void write() throws IOException {
        rounds++;
        for (int i = 0; i < FILES; i++) {
            Path file = root.resolve("A" + i + ".java");
            // Three events, which the system does not make one of.
            Files.deleteIfExists(file);
            Files.writeString(file, "round " + rounds);
        }
        written.release();
    }

    private Doorbell arm(Doorbell.Hearing hearing, Doorbell.Ear ear) throws IOException {
        tired.set(true);
        return NativeDoorbell.arm(hearing, new Doorbell.Ear() {
            @Override
            public void rang(Path path, boolean directory) {
                ear.rang(path, directory);
                if (tired.getAndSet(false)) {
                    rest();
                }
            }

            @Override
            public void broke(Throwable cause) {
                ear.broke(cause);
            }
        });
    }

    private void rest() {
        try {
            written.drainPermits();
            if (!over.get()) {
                written.acquire(ROUNDS_OF_REST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int overflows() {
        return (int) mirror.messages().stream()
                .filter(message -> message.startsWith("File events overflowed: all "))
                .count();
    }

    /** How long the watcher's thread has kept a processor busy. */
    private static long busy() {
        var threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("testwatch-watch"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
                .sum();
    }
}
