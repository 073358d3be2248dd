package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.watch.WatchSpec.Mode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes figures to target/watch-measurements.txt; run it with {@code -DargLine=-Dtestwatch.measure=true}. */
@EnabledIfSystemProperty(named = "testwatch.measure", matches = "true")
class WatchMeasurementTest {

    private static final int FILES = 5_000;
    private static final int SAVES = 50;

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AUTO", "POLL"})
    void fromSaveToChange(Mode mode) throws Exception {
        Path src = sources();
        var heard = new Heard();
        try (var watcher = SourceWatcher.start(spec(mode, src), heard)) {
            assertThat(watcher.contents()).hasSize(FILES);
            Path file = src.resolve("p7/A7.java");
            var inPlace = new ArrayList<Long>();
            var byRename = new ArrayList<Long>();
            for (int i = 0; i < SAVES; i++) {
                long start = System.nanoTime();
                Files.writeString(file, "in place " + i);
                inPlace.add(micros(start, heard));
                Path temporary = Files.writeString(src.resolve("p7/A7.java~"), "by rename " + i);
                start = System.nanoTime();
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
                byRename.add(micros(start, heard));
            }
            publish(mode + ", microseconds from save to change, in place", summary(inPlace));
            publish(mode + ", microseconds from save to change, by rename", summary(byRename));
        }
    }

    private static WatchSpec spec(Mode mode, Path src) {
        return new WatchSpec(Set.of(src), Set.of(), Set.of(), mode, WatchSpec.QUIET, WatchSpec.INTERVAL);
    }

    private static long micros(long start, Heard heard) throws InterruptedException {
        heard.next();
        return TimeUnit.NANOSECONDS.toMicros(
                heard.seen.get(heard.seen.size() - 1).decided() - start);
    }

    private static String summary(List<Long> figures) {
        Collections.sort(figures);
        return "median " + figures.get(figures.size() / 2) + ", 90 % " + figures.get(figures.size() * 9 / 10)
                + ", most " + figures.get(figures.size() - 1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void idleCost(Mode mode) throws Exception {
        Path src = sources();
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long start = System.nanoTime();
        try (var watcher = SourceWatcher.start(spec(mode, src), new Heard())) {
            publish(
                    mode + ", milliseconds to start with " + watcher.contents().size() + " files",
                    String.valueOf(Duration.ofNanos(System.nanoTime() - start).toMillis()));
            for (int part = 1; part <= 3; part++) {
                long cpu = system.getProcessCpuTime();
                long wall = System.nanoTime();
                Thread.sleep(Duration.ofSeconds(15).toMillis());
                double share = 100.0 * (system.getProcessCpuTime() - cpu) / (System.nanoTime() - wall);
                publish(mode + ", percent of a core, quarter minute " + part, "%.2f".formatted(share));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void burst(Mode mode) throws Exception {
        Path src = sources();
        var heard = new Heard();
        var files = new HashSet<Path>();
        try (var watcher = SourceWatcher.start(spec(mode, src), heard)) {
            assertThat(watcher.contents()).hasSize(FILES);
            long start = System.nanoTime();
            for (int i = 0; i < 2 * FILES; i++) {
                files.add(Files.writeString(src.resolve("p" + i % 25 + "/B" + i + ".java"), "burst " + i));
            }
            long written = System.nanoTime();
            Change change = heard.until(so -> so.modified().containsAll(files));
            assertThat(change).isEqualTo(new Change(files, Set.of()));
            publish(
                    mode + ", milliseconds to write and to see " + files.size() + " files, changes, messages",
                    TimeUnit.NANOSECONDS.toMillis(written - start) + ", "
                            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + ", " + heard.seen.size() + ", "
                            + heard.messagesSoFar());
        }
    }

    private static void publish(String what, String figure) throws IOException {
        Files.writeString(
                Path.of("target/watch-measurements.txt"),
                what + ": " + figure + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private Path sources() throws IOException {
        Path src = temp.toRealPath().resolve("src");
        String body = "class A {}\n".repeat(500);
        for (int i = 0; i < FILES; i++) {
            Path directory = Files.createDirectories(src.resolve("p" + i % 250));
            Files.writeString(directory.resolve("A" + i + ".java"), body + i);
        }
        return src;
    }
}
