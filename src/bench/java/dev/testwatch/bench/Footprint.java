package dev.testwatch.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the watch costs while nothing happens.
 *
 * @param files how many files lie below the project's sources
 * @param console CPU of the console, in percent of one core
 * @param forks CPU of the forks that stand by, in percent of one core
 * @param heap what of the console's heap is in use after a collection, in bytes
 */
record Footprint(long files, double console, double forks, long heap) {

    /** Linux counts CPU in hundredths of a second, whatever its kernel's clock. */
    private static final double TICKS_PER_SECOND = 100;

    /** Of the fields behind the program's name: time in the program itself, and in the kernel for it. */
    private static final int USER_TICKS = 11;

    private static final int KERNEL_TICKS = 12;
    private static final Pattern USED =
            Pattern.compile("^ *(?!Metaspace|class space)\\S.*? used (\\d+)K", Pattern.MULTILINE);

    /** Observes a process that idles; empty where the system does not tell what a process uses. */
    static Optional<Footprint> of(long pid, List<ProcessHandle> children, long files, Duration time)
            throws IOException, InterruptedException {
        if (!Files.exists(stat(pid))) {
            return Optional.empty();
        }
        long console = ticks(pid);
        long forks = ticks(children);
        Thread.sleep(time.toMillis());
        double consoleTicks = ticks(pid) - console;
        double forkTicks = ticks(children) - forks;
        double ticks = TICKS_PER_SECOND * time.toMillis() / 1000;
        return Optional.of(new Footprint(files, 100 * consoleTicks / ticks, 100 * forkTicks / ticks, heap(pid)));
    }

    private static long heap(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        return used.results().mapToLong(match -> Long.parseLong(match.group(1))).sum() * 1024;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + " failed: " + output);
        }
        return output;
    }

    private static long ticks(List<ProcessHandle> processes) {
        return processes.stream()
                .filter(ProcessHandle::isAlive)
                .mapToLong(process -> ticks(process.pid()))
                .sum();
    }

    private static long ticks(long pid) {
        try {
            String line = Files.readString(stat(pid));
            List<String> fields = Pattern.compile(" ")
                    .splitAsStream(line.substring(line.lastIndexOf(')') + 2))
                    .toList();
            return Long.parseLong(fields.get(USER_TICKS)) + Long.parseLong(fields.get(KERNEL_TICKS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path stat(long pid) {
        return Path.of("/proc/" + pid + "/stat");
    }
}
