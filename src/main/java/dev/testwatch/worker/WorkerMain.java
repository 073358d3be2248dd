package dev.testwatch.worker;

import dev.testwatch.worker.Message.Hello;
import dev.testwatch.worker.Message.Run;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The fork's own program: finds its parent, gets warm, runs once what it is told to, and dies. */
public final class WorkerMain {

    private static final int HANDSHAKE_MILLIS = 30_000;
    private static final long HOOKS_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int ORPHANED = 86;

    /** A round more costs some 40 ms of a core in idle time, and what it gains is hardly to be measured any more. */
    private static final int ROUNDS = 10;

    private WorkerMain() {}

    /** Takes no arguments: what it has to know comes on standard input. */
    public static void main(String[] arguments) throws IOException {
        InputStream input = OutputCapture.takeInput();
        Bootstrap bootstrap = Bootstrap.read(input);
        start("testwatch-liveness", () -> dieWith(input));
        // Not closed here: the end of this JVM closes it, and until then it is the parent's sign of life.
        @SuppressWarnings("resource")
        Socket socket = connect(bootstrap);
        var outbox =
                new Outbox(socket.getOutputStream(), () -> Runtime.getRuntime().halt(ORPHANED));
        work(new BufferedInputStream(socket.getInputStream()), outbox);
    }

    private static void work(InputStream orders, Outbox outbox) throws IOException {
        var over = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> lastWords(over, outbox), "testwatch-exit"));
        outbox.send(new Hello(ProcessHandle.current().pid(), System.getProperty("java.version", ""), platform()));
        warmUp(orders, outbox);
        outbox.send(new Message.Ready());
        Optional<Message> order = new Frames.Reader(orders).read();
        if (order.isPresent() && order.get() instanceof Run run) {
            run(run, outbox);
        }
        over.set(true);
        // As in the build, shutdown hooks run; unlike there, they do not hold up anybody for long.
        start("testwatch-exit", () -> {
            LockSupport.parkNanos(HOOKS_NANOS);
            Runtime.getRuntime().halt(0);
        });
        Runtime.getRuntime().exit(0);
    }

    private static void run(Run run, Outbox outbox) {
        try {
            TestRun.asTheBuildWould(run, outbox);
        } catch (LinkageError e) {
            // No JUnit Platform on the class path, or one that is too old.
            outbox.send(new Message.Broken(Rendering.of(e)));
            outbox.send(new Message.Ended(0, 0, 0, 0, 0, 0));
        }
    }

    private static void warmUp(InputStream orders, Outbox outbox) {
        try {
            Warming.run(outbox, ROUNDS, () -> waiting(orders));
        } catch (IOException | LinkageError | RuntimeException e) {
            // A version of JUnit that cannot be warmed up may well run tests; if not, the run says so.
            outbox.send(new Message.Broken(Rendering.of(e)));
        }
    }

    private static boolean waiting(InputStream orders) {
        try {
            return orders.available() > 0;
        } catch (IOException e) {
            // The read that comes next finds out.
            return true;
        }
    }

    /** Both ends prove who they are before the first frame. */
    private static Socket connect(Bootstrap bootstrap) throws IOException {
        var socket = new Socket(Proxy.NO_PROXY);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(bootstrap.address(), bootstrap.port()), HANDSHAKE_MILLIS);
        socket.setSoTimeout(HANDSHAKE_MILLIS);
        bootstrap.forks().write(new DataOutputStream(socket.getOutputStream()));
        Token answer = Token.read(new DataInputStream(socket.getInputStream()));
        if (!bootstrap.parents().matches(answer)) {
            throw new IOException("who listens on port " + bootstrap.port() + " is not this fork's parent");
        }
        socket.setSoTimeout(0);
        return socket;
    }

    private static String platform() {
        try {
            return Platform.version();
        } catch (LinkageError e) {
            return "";
        }
    }

    private static void dieWith(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // Nothing is sent after the bootstrap block; only the end means something.
            }
        } catch (IOException e) {
            // A broken pipe says the same as a closed one.
        }
        Runtime.getRuntime().halt(ORPHANED);
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
