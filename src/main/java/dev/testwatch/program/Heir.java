package dev.testwatch.program;

import dev.testwatch.fork.OwnSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A shell that outlives this program by a moment and ends what it has started if nobody else could, as after
 * {@code kill -9}: it waits at the end of a pipe, and if that ends without a word of farewell, it ends all processes
 * that carry a variable in their environment. Where the system does not show the environment of processes as files
 * there is none. It is in a session of its own, so that killing the whole job does not kill it too.
 */
final class Heir implements AutoCloseable {

    private static final String NAME = "TESTWATCH_WATCH";

    private static final String SCRIPT = """
            trap '' INT HUP QUIT TERM TSTP TTIN TTOU
            carriers() { grep -lsF "$1" /proc/[0-9]*/environ | sed 's|/proc/||;s|/environ||'; }
            while read -r word; do
              if [ "$word" = ok ]; then exit 0; fi
            done
            for pid in $(carriers "$0"); do kill -TERM "$pid"; done
            for i in 1 2 3 4 5 6 7 8 9 10; do
              if [ -z "$(carriers "$0")" ]; then exit 0; fi
              sleep 0.2
            done
            for pid in $(carriers "$0"); do kill -KILL "$pid"; done
            """;

    private final String value = UUID.randomUUID().toString();
    private final Optional<OutputStream> pipe;

    private Heir() {
        this.pipe = start(NAME + "=" + value);
    }

    /** Appoints one; without a shell there is none, and nothing is said of it. */
    static Heir appoint() {
        return new Heir();
    }

    private static Optional<OutputStream> start(String variable) {
        // The variable is an argument, so that the shell does not carry it itself.
        var shell = new ProcessBuilder(OwnSession.command(List.of("/bin/sh", "-c", SCRIPT, variable)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return Optional.of(shell.start().getOutputStream());
        } catch (IOException e) {
            return Optional.empty(); // whatever ends this program but kill -9 ends the others, too
        }
    }

    /** What those carry in their environment that are to be ended. */
    Map<String, String> mark() {
        return Map.of(NAME, value);
    }

    /** All has come to its end: nothing is left to do. */
    @Override
    public void close() {
        try {
            if (pipe.isPresent()) {
                pipe.get().write("ok\n".getBytes(StandardCharsets.US_ASCII));
                pipe.get().close();
            }
        } catch (IOException e) {
            return; // it was killed; there is nobody to tell
        }
    }
}
