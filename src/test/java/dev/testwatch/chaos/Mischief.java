package dev.testwatch.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The chaos of test builds: about half of the forks are killed, or what they say is lost, doubled, swapped, cut off,
 * altered or late; some file events get lost; threads dawdle. What it does is appended to the file that
 * {@code -Dtestwatch.chaos.log} names.
 */
public final class Mischief implements Chaos {

    private static final double FORKS = 0.5;
    private static final double EVENTS = 0.05;
    private static final double DAWDLING = 0.1;
    private static final int FRAMES = 40;

    private final long seed;
    private final AtomicLong forks = new AtomicLong();
    private final Random others;

    /** For the service loader. */
    public Mischief() {
        this(0);
    }

    private Mischief(long seed) {
        this.seed = seed;
        this.others = new Random(seed);
    }

    @Override
    public Chaos seeded(long number) {
        return new Mischief(number);
    }

    @Override
    public InputStream fromFork(InputStream sent, ProcessHandle fork) {
        var random = new Random(seed * 31 + forks.incrementAndGet());
        if (random.nextDouble() >= FORKS) {
            return sent;
        }
        Tampering.Kind[] kinds = Tampering.Kind.values();
        Tampering.Kind kind = kinds[random.nextInt(kinds.length)];
        return new Tampering(sent, kind, random.nextInt(FRAMES), random, () -> kill(fork), this::log);
    }

    @Override
    public boolean hears(Path file) {
        boolean lost = others.nextDouble() < EVENTS;
        if (lost) {
            log("lost the event of " + file.getFileName());
        }
        return !lost;
    }

    @Override
    public void at(Point point) {
        if (others.nextDouble() < DAWDLING) {
            log("dawdled at " + point);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(others.nextInt(200)));
        }
    }

    private static void kill(ProcessHandle fork) {
        fork.destroyForcibly();
    }

    private void log(String what) {
        String file = System.getProperty("testwatch.chaos.log", "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.write(Path.of(file), List.of(what), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
