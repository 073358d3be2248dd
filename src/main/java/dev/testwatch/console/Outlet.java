package dev.testwatch.console;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Writes lines to stdout and stderr on a thread of its own, in the order in which they come, and leaves none out: what
 * reads a pipe may depend on every line. A reader that pauses holds nobody up as long as what waits for it is less than
 * {@value #MOST} characters; then those who print wait too, because the only other ways are to lose lines or to run out
 * of memory.
 */
final class Outlet {

    private static final int MOST = 32 << 20;

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST);
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final PrintStream out;
    private final PrintStream err;
    private final Look look;

    /** What was printed at once. */
    private record Piece(List<String> lines, int size, boolean error, boolean last) {}

    private Outlet(PrintStream out, PrintStream err, Look look) {
        this.out = out;
        this.err = err;
        this.look = look;
    }

    static Outlet open(PrintStream out, PrintStream err, Look look) {
        Outlet outlet = new Outlet(out, err, look);
        Daemon.start("lines-out", outlet::run);
        return outlet;
    }

    /** Has these lines written soon. */
    void print(List<String> lines, boolean error) {
        if (lines.isEmpty() || closed.isDone()) {
            return;
        }
        // One more for each line: very many empty ones take their room too.
        long size = lines.stream().mapToLong(line -> line.length() + 1L).sum();
        int taken = (int) Math.min(size, MOST);
        try {
            room.acquire(taken);
            pieces.add(new Piece(List.copyOf(lines), taken, error, false));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Completes when nobody reads stdout any more; what is printed from then on is thrown away. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Completes when all is written that was printed before this call; nothing is written that is printed after it. */
    CompletableFuture<Void> end() {
        pieces.add(new Piece(List.of(), 0, false, true));
        return ended;
    }

    private void run() {
        try {
            for (Piece piece = pieces.take(); !piece.last(); piece = pieces.take()) {
                write(piece);
                room.release(piece.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed.complete(null);
            ended.complete(null);
            room.release(MOST); // Whoever waits may go on.
        }
    }

    private void write(Piece piece) {
        if (closed.isDone()) {
            return;
        }
        PrintStream stream = piece.error() ? err : out;
        String end = System.lineSeparator();
        stream.print(String.join(end, SafeText.lines(piece.lines(), look)) + end);
        // checkError flushes. Nobody reading stdout is the end; stderr may be closed on purpose.
        if (stream.checkError() && !piece.error()) {
            closed.complete(null);
        }
    }
}
