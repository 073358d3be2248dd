package dev.testwatch.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A shell that outlives this program by a moment and resets the terminal if nobody else could, as after {@code kill -9}.
 * It notes the terminal's modes before anything is changed, and then waits at the end of a pipe: if that ends without a
 * word of farewell, it puts them back and takes back what may have been written to the screen.
 *
 * <p>It is out of reach of what ends this program: in a session of its own where {@code setsid} is to be had, so that
 * killing the whole job does not kill it too, and deaf to the signals of a terminal. It holds nothing that this program
 * does not hold, and it ends when this program ends.
 */
final class Sentinel {

    private static final long PATIENCE_MILLIS = 500;

    private static final String START = """
            if command -v setsid >/dev/null 2>&1; then exec setsid /bin/sh -c "$0"; fi
            exec /bin/sh -c "$0"
            """;

    /*
     * Stdout is the terminal, already open: in a session of its own there is no /dev/tty. The modes are only put back if
     * they are still those of this program: a shell may have its prompt there by now, with modes of its own. What is
     * written does no harm at a prompt; the cursor is saved because leaving the other screen and giving up a scroll
     * region move it.
     */
    private static final String WATCH = """
            exec 3>&1
            trap '' INT HUP QUIT TERM TSTP TTIN TTOU
            noted=$(stty -g <&3) || exit 0
            echo noted >&2
            exec 2>/dev/null
            raw=
            while read -r word; do
              case $word in
                raw) raw=$(stty -g <&3) ;;
                ok) exit 0 ;;
              esac
            done
            if [ -z "$raw" ] || [ "$(stty -g <&3)" = "$raw" ]; then stty "$noted" <&3; fi
            printf '\\0337\\033[?1049l\\033[r\\0338\\033[0m\\033[?7h\\033[?2004l\\033[?25h\\033[J'
            """;

    private final CompletableFuture<OutputStream> pipe = new CompletableFuture<>();

    private Sentinel() {}

    /** Posts one, and returns at once; without a shell there is none, and nothing is said of it. */
    static Sentinel post() {
        Sentinel sentinel = new Sentinel();
        Daemon.start("sentinel", sentinel::start);
        return sentinel;
    }

    private void start() {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", START, WATCH);
        shell.redirectOutput(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = shell.start();
            try (var answers =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.US_ASCII))) {
                String answer = answers.readLine();
                if (answer == null || !answer.equals("noted")) {
                    throw new IOException("no sentinel: " + answer);
                }
            }
            pipe.complete(process.getOutputStream());
        } catch (IOException e) {
            pipe.completeExceptionally(e); // The hook still gives the terminal back in all cases but kill -9.
        }
    }

    /** Waits until the modes of the terminal are noted, so that they may be changed; not for long. */
    void awaitNoted() {
        try {
            pipe.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // There is none, or the machine is very busy: the watch is worth more than it.
        }
    }

    /** The terminal is in the mode of this program now. */
    void terminalIsRaw() {
        var unused = pipe.thenAccept(open -> say(open, "raw\n"));
    }

    /** The terminal is as it was: nothing is left to do. */
    void dismiss() {
        var unused = pipe.thenAccept(open -> say(open, "ok\n"));
    }

    private static void say(OutputStream open, String word) {
        try {
            open.write(word.getBytes(StandardCharsets.US_ASCII));
            open.flush();
        } catch (IOException e) {
            // It was killed; there is nobody to tell, and the hook is left.
        }
    }
}
