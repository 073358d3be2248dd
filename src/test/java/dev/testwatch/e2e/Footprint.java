package dev.testwatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a process takes up, as Linux tells it.
 *
 * @param fds open file descriptors
 * @param threads their names as the system has them, without those that the JDK keeps: its one timer, which begins when it
 *     is first needed, and those that wait for processes to end, each for another minute
 * @param children processes that it has started and that are there, the dead that nobody has buried included
 * @param zombies those dead
 * @param temporary files in its directory for temporary files
 * @param resident memory, in KiB
 */
record Footprint(long fds, List<String> threads, long children, long zombies, long temporary, long resident) {

    /** Beginnings: the system cuts long names off. */
    private static final List<String> KEPT_BY_THE_JDK = List.of("process reaper", "CompletableFutu");

    Footprint {
        threads = List.copyOf(threads);
    }

    static Footprint of(long pid, Path temporary) {
        Path process = Path.of("/proc", Long.toString(pid));
        return new Footprint(
                count(process.resolve("fd")),
                threads(process.resolve("task")),
                children(pid).count(),
                children(pid).filter(stat -> stat.contains(") Z ")).count(),
                count(temporary),
                resident(process));
    }

    /** Whether nothing that can be counted is more than it was. */
    boolean within(Footprint before) {
        return fds <= before.fds
                && threads.size() <= before.threads.size()
                && children <= before.children
                && zombies == 0
                && temporary <= before.temporary;
    }

    /** Collects all garbage of a JVM, so that what it then takes up is what it needs. */
    static void collectGarbage(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("jcmd does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> children(long pid) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().chars().allMatch(Character::isDigit))
                    .map(process -> text(process.resolve("stat")))
                    .filter(stat -> parent(stat).equals(Long.toString(pid)))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String parent(String stat) {
        // pid (name) state ppid ...; the name may hold anything.
        String[] rest = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return rest.length < 2 ? "" : rest[1];
    }

    private static List<String> threads(Path tasks) {
        try (Stream<Path> all = Files.list(tasks)) {
            return all.map(task -> text(task.resolve("comm")))
                    .filter(name -> !name.isEmpty() && KEPT_BY_THE_JDK.stream().noneMatch(name::startsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a file says, empty if whose it is has ended meanwhile. */
    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static long count(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long resident(Path process) {
        try (Stream<String> lines = Files.lines(process.resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
