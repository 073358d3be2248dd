package dev.testwatch.fork;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A parent with little memory for a fork that writes a lot. */
final class FloodParent {

    private FloodParent() {}

    /** @param arguments the state directory, the fixture's class, how many megabytes, and where to write what came of it */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        var command = new ForkCommand(
                Forks.java(), List.of(), Map.of("flood", arguments[2]), Map.of(), Forks.classPath(), directory);
        try (Fork fork = Fork.start(command, ForkFiles.in(directory))) {
            fork.awaitReady();
            System.gc();
            long before = peak();
            long began = System.nanoTime();
            Run run = fork.run(Forks.classes(arguments[1]), new Forks.Heard(), Patience.of(Duration.ofMinutes(10)));
            double seconds = (System.nanoTime() - began) / 1e9;
            String output = run.results().isEmpty() ? "" : run.results().get(0).output();
            Files.writeString(
                    Path.of(arguments[3]),
                    run.getClass().getSimpleName() + "\n" + (peak() >> 20) + "\n" + (before >> 20) + "\n" + seconds
                            + "\n" + output);
        }
    }

    /** The most that was ever used of the heap, in bytes. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
