package dev.testwatch.compile;

import dev.testwatch.compile.HostMessage.Done;
import dev.testwatch.compile.HostMessage.Exiting;
import dev.testwatch.compile.HostMessage.Hanging;
import dev.testwatch.compile.HostMessage.Hello;
import dev.testwatch.compile.HostMessage.Order;
import dev.testwatch.worker.Bootstrap;
import dev.testwatch.worker.Token;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A compile host that runs, seen from testwatch: takes one order at a time. Killing it is the way to end it. */
final class HostProcess implements AutoCloseable {

    private static final int START_MILLIS = 30_000;
    private static final int KNOCK_MILLIS = 2_000;

    /** The host itself tells where it hangs; who does not even do that any more is killed. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Process process;
    private final HostOutput output;
    private final Socket socket;
    private final InputStream answers;
    private final OutputStream orders;
    private long heap;
    private boolean asked;

    private HostProcess(Process process, HostOutput output, Socket socket) throws IOException {
        this.process = process;
        this.output = output;
        this.socket = socket;
        answers = new BufferedInputStream(socket.getInputStream(), 64 << 10);
        orders = new BufferedOutputStream(socket.getOutputStream(), 64 << 10);
    }

    /** What came of an order. */
    sealed interface Answer {

        record Compiled(Javac.Outcome outcome) implements Answer {}

        /**
         * It took too long.
         *
         * @param frames where it was; none if the host was not able to tell
         */
        record Hung(List<String> frames) implements Answer {}

        /**
         * The host is gone.
         *
         * @param exitCode none if it did not end but broke off
         * @param frames who called for its end, if somebody did
         * @param output the last lines that it wrote
         */
        record Ended(Optional<Integer> exitCode, List<String> frames, List<String> output) implements Answer {}
    }

    /**
     * Starts one and waits until it can take orders.
     *
     * @throws IOException if it does not start; the message says why, as far as the JVM does
     */
    static HostProcess start(ProcessBuilder command) throws IOException {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
            var bootstrap =
                    new Bootstrap(server.getInetAddress(), server.getLocalPort(), Token.random(), Token.random());
            var process = command.redirectErrorStream(true).start();
            var output = HostOutput.of(process.getInputStream());
            var unused = process.onExit().thenRun(() -> closeQuietly(server));
            try {
                bootstrap.write(process.getOutputStream());
                var host = new HostProcess(process, output, admit(server, bootstrap));
                host.heap = host.hello();
                return host;
            } catch (IOException e) {
                process.destroyForcibly();
                throw new IOException("the compiler's JVM did not start: " + said(output, e), e);
            }
        }
    }

    /** The most bytes that its heap may take. */
    long heap() {
        return heap;
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Waits for the answer. After any other than {@link Answer.Compiled} the host is dead. */
    Answer ask(Order order) {
        var answered = new CountDownLatch(1);
        var late = new AtomicBoolean();
        // Before it takes its first order it loads javac, and on a busy machine that takes its time.
        var grace = asked ? GRACE : Duration.ofMillis(START_MILLIS);
        asked = true;
        var deadline = new Thread(() -> killAfter(order.patience().plus(grace), answered, late));
        deadline.setName("testwatch-compile-deadline");
        deadline.setDaemon(true);
        deadline.start();
        try {
            HostFrames.write(order, orders);
            return answer(late);
        } catch (IOException e) {
            return late.get() ? new Answer.Hung(List.of()) : ended(List.of());
        } finally {
            answered.countDown();
        }
    }

    private Answer answer(AtomicBoolean late) throws IOException {
        var exit = List.<String>of();
        for (var message = HostFrames.read(answers); message.isPresent(); message = HostFrames.read(answers)) {
            if (message.get() instanceof Done done) {
                return new Answer.Compiled(done.outcome());
            }
            if (message.get() instanceof Hanging hanging) {
                close();
                return new Answer.Hung(hanging.frames());
            }
            if (message.get() instanceof Exiting exiting) {
                exit = exiting.frames();
            }
        }
        return late.get() ? new Answer.Hung(List.of()) : ended(exit);
    }

    private Answer ended(List<String> exit) {
        var code = exitCode();
        close();
        return new Answer.Ended(code, exit, output.lines());
    }

    /** A JVM whose socket is closed is about to be dead. */
    private Optional<Integer> exitCode() {
        try {
            return Optional.of(process.onExit()
                    .get(GRACE.toMillis(), TimeUnit.MILLISECONDS)
                    .exitValue());
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void killAfter(Duration patience, CountDownLatch answered, AtomicBoolean late) {
        try {
            if (!answered.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                late.set(true);
                close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills it and what processors have started in it. */
    @Override
    public void close() {
        // Once it is dead, the system does not know any more who they were.
        try (var descendants = process.descendants()) {
            var family = descendants.toList();
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
        closeQuietly(socket);
    }

    private long hello() throws IOException {
        var message = HostFrames.read(answers);
        if (message.isPresent() && message.get() instanceof Hello hello) {
            return hello.heap();
        }
        throw new IOException("it ended at once");
    }

    /** Anybody on this machine may knock; who does not know the token is turned away. */
    private static Socket admit(ServerSocket server, Bootstrap bootstrap) throws IOException {
        long deadline = System.nanoTime() + Duration.ofMillis(START_MILLIS).toNanos();
        while (true) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            server.setSoTimeout((int) Math.max(1, left));
            var socket = server.accept();
            if (isHost(socket, bootstrap)) {
                return socket;
            }
            closeQuietly(socket);
        }
    }

    private static boolean isHost(Socket socket, Bootstrap bootstrap) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(KNOCK_MILLIS);
            var token = Token.read(new DataInputStream(socket.getInputStream()));
            if (!bootstrap.forks().matches(token)) {
                return false;
            }
            bootstrap.parents().write(new DataOutputStream(socket.getOutputStream()));
            socket.setSoTimeout(0);
            return true;
        } catch (IOException e) {
            return false; // whoever it was, it was not the host
        }
    }

    private static String said(HostOutput output, IOException otherwise) {
        var lines = output.lines();
        return lines.isEmpty() ? String.valueOf(otherwise.getMessage()) : String.join("\n", lines);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }
}
