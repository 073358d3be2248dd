package dev.testwatch.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** A thread that writes to the terminal and does nothing else: it alone waits when the terminal does not read. */
final class Pen {

    private final BlockingQueue<Optional<Stroke>> strokes = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> broken = new CompletableFuture<>();
    private final OutputStream out;
    private final Charset charset;

    /** One write. */
    private record Stroke(String text, CompletableFuture<Void> done) {}

    private Pen(OutputStream out, Charset charset) {
        this.out = out;
        this.charset = charset;
    }

    static Pen start(OutputStream out, Charset charset) {
        Pen pen = new Pen(out, charset);
        Daemon.start("pen", pen::run);
        return pen;
    }

    /** Writes this in one piece; completes when the terminal has taken it, or is gone and never will. */
    CompletableFuture<Void> write(String text) {
        Stroke stroke = new Stroke(text, new CompletableFuture<>());
        strokes.add(Optional.of(stroke));
        return stroke.done();
    }

    /** Completes when the terminal takes no more output; what is written from then on is thrown away. */
    CompletableFuture<Void> broken() {
        return broken;
    }

    /** Ends the thread once all is written. */
    void end() {
        strokes.add(Optional.empty());
    }

    private void run() {
        try {
            for (Optional<Stroke> next = strokes.take(); next.isPresent(); next = strokes.take()) {
                write(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Stroke stroke) {
        try {
            if (!broken.isDone()) {
                out.write(stroke.text().getBytes(charset));
                out.flush();
            }
        } catch (IOException e) {
            broken.complete(null);
        } finally {
            stroke.done().complete(null);
        }
    }
}
