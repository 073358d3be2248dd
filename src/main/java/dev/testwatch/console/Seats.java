package dev.testwatch.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.Map;
import java.util.Optional;

/** Finds out where the user sits. */
public final class Seats {

    private Seats() {}

    /**
     * A seat at the terminal if stdin and stdout are one that can be drawn on, else a seat for lines. What the user sees
     * follows {@code TERM}, {@code NO_COLOR}, {@code CLICOLOR}, {@code FORCE_COLOR} and the locale. See {@link Ending}
     * for a program that is ended by a signal.
     *
     * @param forceLines plain lines even at a terminal
     */
    public static Seat open(Map<String, String> environment, boolean forceLines) {
        Optional<TerminalSeat> terminal =
                forceLines || !Look.canDraw(environment) ? Optional.empty() : atTerminal(Look.of(environment, true));
        return terminal.<Seat>map(seat -> seat)
                .orElseGet(() -> new LineSeat(System.in, System.out, System.err, Look.of(environment, false)));
    }

    private static Optional<TerminalSeat> atTerminal(Look look) {
        return Look.isWindows()
                ? WindowsTty.open().map(tty -> TerminalSeat.open(tty, tty.input(), tty.output(), look))
                : PosixTty.open().map(tty -> TerminalSeat.open(tty, in(), out(), look));
    }

    /** Not {@link System#in}: that buffers, and someone may have replaced it. */
    private static FileInputStream in() {
        return new FileInputStream(FileDescriptor.in);
    }

    /** Not {@link System#out}: a frame is to be one write, and its failure is to be seen. */
    private static FileOutputStream out() {
        return new FileOutputStream(FileDescriptor.out);
    }
}
