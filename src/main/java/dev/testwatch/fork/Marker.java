package dev.testwatch.fork;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * An environment variable that a fork leaves to all that it starts. By it they are found after the fork is dead and
 * they are nobody's children any more; on systems that show the environment of processes as files, that is on Linux.
 */
public record Marker(String value) {

    private static final Duration GRACE = Duration.ofMillis(500);
    private static final String NAME = "TESTWATCH_FORK";

    /** One of its kind. It is no secret. */
    public static Marker unique() {
        return new Marker(UUID.randomUUID().toString());
    }

    /** Leaves it to a process that is about to be started, and to all that this one starts. */
    public void putInto(Map<String, String> environment) {
        environment.put(NAME, value);
    }

    /** Ends every process that carries it, at first with a word, then without; says which there were. */
    List<String> killAll() {
        List<ProcessHandle> marked = carriers();
        List<String> names = marked.stream().map(Marker::name).toList();
        marked.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + GRACE.toNanos();
        for (ProcessHandle each : marked) {
            long left = Math.max(0, deadline - System.nanoTime());
            each.onExit().completeOnTimeout(each, left, TimeUnit.NANOSECONDS).join();
            each.destroyForcibly();
        }
        return names;
    }

    /** The processes that carry it now; none on systems that do not show them. */
    public List<ProcessHandle> carriers() {
        return ProcessHandle.allProcesses().filter(this::isOn).toList();
    }

    private static String name(ProcessHandle process) {
        return process.info().command().orElse("a process") + " (pid " + process.pid() + ")";
    }

    private boolean isOn(ProcessHandle process) {
        Path environment = Path.of("/proc", String.valueOf(process.pid()), "environ");
        if (!Files.isReadable(environment)) {
            return false;
        }
        try {
            String variables = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
            return variables.contains(NAME + "=" + value);
        } catch (IOException e) {
            // It has ended, or is another user's.
            return false;
        }
    }
}
