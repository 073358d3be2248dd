package dev.testwatch.worker;

import dev.testwatch.worker.Message.Hello;
import dev.testwatch.worker.Message.Run;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The fork's own program: finds its parent, gets warm, runs once what it is told to, and dies. */
public final class WorkerMain {

    private static final long HOOKS_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PULSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int ORPHANED = 86;

    /** A round more costs some 40 ms of a core in idle time; six more make no run quicker as far as can be measured. */
    private static final int ROUNDS = 4;

    private WorkerMain() {}

    /** Takes no arguments: what it has to know comes on standard input, of which nothing is left for tests to read. */
    public static void main(String[] arguments) throws IOException {
        Bootstrap bootstrap = Bootstrap.read(OutputCapture.takeInput());
        // Not closed here: the end of this JVM closes it, and until then it is the parent's sign of life.
        @SuppressWarnings("resource")
        Socket socket = bootstrap.connect();
        Runnable orphaned = () -> Runtime.getRuntime().halt(ORPHANED);
        var outbox = new Outbox(socket.getOutputStream(), orphaned);
        var threads = new TestThreads();
        Orders orders = Orders.from(
                new BufferedInputStream(socket.getInputStream()), outbox, () -> StackDump.of(threads.now()), orphaned);
        work(orders, outbox, threads);
    }

    private static void work(Orders orders, Outbox outbox, TestThreads threads) {
        var over = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> lastWords(over, outbox), "testwatch-exit"));
        outbox.send(new Hello(ProcessHandle.current().pid(), System.getProperty("java.version", ""), platform()));
        Probing probing = Probing.prepare();
        warmUp(orders, outbox, probing);
        outbox.send(new Message.Ready());
        Run run = orders.await();
        start("testwatch-pulse", () -> pulse(over, outbox));
        run(run, outbox, threads, probing);
        over.set(true);
        // As in the build, shutdown hooks run; unlike there, they do not hold up anybody for long.
        start("testwatch-exit", () -> {
            LockSupport.parkNanos(HOOKS_NANOS);
            Runtime.getRuntime().halt(0);
        });
        Runtime.getRuntime().exit(0);
    }

    private static void run(Run run, Outbox outbox, TestThreads threads, Probing probing) {
        try {
            TestRun.asTheBuildWould(run, outbox, threads, probing);
        } catch (LinkageError e) {
            // No JUnit Platform on the class path, or one that is too old.
            outbox.send(new Message.Broken(Rendering.of(e)));
            outbox.send(new Message.Ended(0, 0, 0, 0, 0, 0, 0));
        }
    }

    private static void warmUp(Orders orders, Outbox outbox, Probing probing) {
        try {
            Warming.run(outbox, ROUNDS, orders::waiting, probing);
        } catch (IOException | LinkageError | RuntimeException e) {
            // A version of JUnit that cannot be warmed up may well run tests; if not, the run says so.
            outbox.send(new Message.Broken(Rendering.of(e)));
        }
    }

    private static void pulse(AtomicBoolean over, Outbox outbox) {
        LockSupport.parkNanos(PULSE_NANOS);
        while (!over.get()) {
            outbox.send(new Message.Pulse());
            LockSupport.parkNanos(PULSE_NANOS);
        }
    }

    private static String platform() {
        try {
            return Platform.version();
        } catch (LinkageError e) {
            return "";
        }
    }

    private static void lastWords(AtomicBoolean over, Outbox outbox) {
        if (!over.get()) {
            OutputCapture.flushAll();
            outbox.send(LastWords.of(Thread.getAllStackTraces().values()));
        }
    }

    private static void start(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
