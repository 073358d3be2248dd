package dev.testwatch.program;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How processes are ended: a signal, and after a while the one that cannot be ignored.
 *
 * @param signal its name: {@code TERM}, {@code INT}, {@code HUP}
 * @param grace how long they may take for it
 */
public record Ladder(String signal, Duration grace) {

    private static final Duration GLANCE = Duration.ofMillis(10);
    private static final Duration DEATH = Duration.ofSeconds(5);
    private static final String USUAL = "TERM";

    /** The same without the first step. */
    Ladder atOnce() {
        return new Ladder(signal, Duration.ZERO);
    }

    /**
     * Returns when none of them lives any more; or when the system does not let them die.
     *
     * @param family who they are now; asked again and again, because they may go on starting others
     */
    void end(Supplier<Collection<ProcessHandle>> family) throws InterruptedException {
        if (!grace.isZero()) {
            send(family.get());
            await(family, grace);
        }
        long deadline = System.nanoTime() + DEATH.toNanos();
        do {
            family.get().forEach(ProcessHandle::destroyForcibly);
        } while (!await(family, GLANCE) && System.nanoTime() < deadline);
    }

    /** Whether none was left in time. */
    private static boolean await(Supplier<Collection<ProcessHandle>> family, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!family.get().isEmpty()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(GLANCE.toNanos());
        }
        return true;
    }

    private void send(Collection<ProcessHandle> processes) throws InterruptedException {
        if (signal.equals(USUAL) || processes.isEmpty() || !sent(processes)) {
            processes.forEach(ProcessHandle::destroy);
        }
    }

    /** Java knows one signal only; a shell knows all of them. */
    private boolean sent(Collection<ProcessHandle> processes) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" \"$@\"", signal));
        processes.forEach(process -> command.add(String.valueOf(process.pid())));
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.getOutputStream().close();
            return kill.waitFor(DEATH.toMillis(), TimeUnit.MILLISECONDS) && kill.exitValue() == 0;
        } catch (IOException e) {
            return false; // No shell here; the usual signal does as well.
        }
    }
}
