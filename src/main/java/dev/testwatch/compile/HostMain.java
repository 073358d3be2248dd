package dev.testwatch.compile;

import dev.testwatch.compile.HostMessage.Done;
import dev.testwatch.compile.HostMessage.Exiting;
import dev.testwatch.compile.HostMessage.Hanging;
import dev.testwatch.compile.HostMessage.Hello;
import dev.testwatch.compile.HostMessage.Order;
import dev.testwatch.worker.Bootstrap;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The compile host's own program: runs javac, and the annotation processors that take part, as testwatch orders it, one
 * order at a time; ends with testwatch. What anybody in it writes to its standard streams is no part of the protocol.
 */
final class HostMain {

    private static final int FAREWELL_SECONDS = 2;
    private static final int ORPHANED = 86;

    private final Map<Path, Opened> opened = new HashMap<>();
    private final InputStream orders;
    private final OutputStream answers;

    /** The one thread that writes: an order's answer and a JVM's last words may come at the same time. */
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> daemon("testwatch-sender", task));

    private HostMain(Socket socket) throws IOException {
        orders = new BufferedInputStream(socket.getInputStream(), 64 << 10);
        answers = new BufferedOutputStream(socket.getOutputStream(), 64 << 10);
    }

    /** javac for one source set, until its class path is to be read anew. */
    private record Opened(int opening, Javac javac) {}

    /** Takes no arguments: what it has to know comes on standard input. */
    public static void main(String[] arguments) throws Exception {
        var input = new FileInputStream(FileDescriptor.in);
        System.setIn(InputStream.nullInputStream());
        var bootstrap = Bootstrap.read(input);
        daemon("testwatch-liveness", () -> dieWith(input)).start();
        // Not closed here: the end of this JVM closes it, and until then it is testwatch's sign of life.
        @SuppressWarnings("resource")
        var socket = bootstrap.connect();
        new HostMain(socket).work();
    }

    private void work() throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(this::lastWords, "testwatch-exit"));
        send(new Hello(Runtime.getRuntime().maxMemory())).get();
        warmUp();
        while (true) {
            var message = HostFrames.read(orders);
            if (message.isEmpty() || !(message.get() instanceof Order order)) {
                Runtime.getRuntime().halt(ORPHANED);
                return;
            }
            send(answer(order)).get();
        }
    }

    private HostMessage answer(Order order) throws InterruptedException {
        var work = new FutureTask<>(() -> compile(order));
        var thread = BigStack.start(BigStack.LAST_RESORT_MEGABYTES, work);
        try {
            return new Done(work.get(order.patience().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Hanging(StackFrames.of(thread.getStackTrace()));
        } catch (ExecutionException e) {
            boolean memory = e.getCause() instanceof OutOfMemoryError;
            return new Done(new Javac.Outcome.Broken("javac failed: " + e.getCause(), Optional.empty(), memory));
        }
    }

    private Javac.Outcome compile(Order order) {
        var settings = order.settings();
        var known = opened.get(settings.generatedSources());
        if (known != null && known.opening() != order.opening()) {
            known.javac().close();
            known = null;
        }
        if (known == null) {
            known = new Opened(order.opening(), Javac.open(settings));
            opened.put(settings.generatedSources(), known);
        }
        var sources = order.sources().stream()
                .map(given -> SourceText.given(given.path(), given.text()))
                .toList();
        return known.javac().compile(sources, order.view(), order.hidden());
    }

    /** Nobody waits for it yet: javac's own classes are loaded now. */
    private static void warmUp() {
        BigStack.call(BigStack.USUAL_MEGABYTES, () -> {
            var nothing = new Javac.Settings(
                    List.of("-proc:none"), StandardCharsets.UTF_8, List.of(), List.of(), List.of(), Path.of(""));
            try (var javac = Javac.open(nothing)) {
                return javac.compile(
                        List.of(SourceText.given(Path.of("Warm.java").toAbsolutePath(), "class Warm { int n = 1; }")),
                        List.of(new Shelf(Path.of(""), Set.of(), Map.of())),
                        Set.of());
            }
        });
    }

    private Future<HostMessage> send(HostMessage message) {
        return sender.submit(() -> {
            HostFrames.write(message, answers);
            return message;
        });
    }

    /** Somebody has called for the JVM's end: testwatch ends it by killing it. */
    private void lastWords() {
        var unused =
                send(new Exiting(StackFrames.ofExit(Thread.getAllStackTraces().values())));
        sender.shutdown();
        try {
            boolean said = sender.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
            if (!said) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    private static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
