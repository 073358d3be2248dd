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
     * A seat at the terminal if stdin and stdout are one that can be drawn on, else a seat for lines. A terminal is given
     * back when the program ends, also by a signal; what the user sees follows {@code TERM}, {@code NO_COLOR},
     * {@code CLICOLOR}, {@code FORCE_COLOR} and the locale.
     *
     * @param forceLines plain lines even at a terminal
     */
    public static Seat open(Map<String, String> environment, boolean forceLines) {
        Optional<JlineTty> tty = forceLines || !Look.canDraw(environment) ? Optional.empty() : JlineTty.open();
        return tty.<Seat>map(found -> atTerminal(found, Look.of(environment, true)))
                .orElseGet(() -> new LineSeat(System.in, System.out, System.err, Look.of(environment, false)));
    }

    private static Seat atTerminal(JlineTty tty, Look look) {
        // Read and written past JLine: its input polls, and a frame is to be one write whose failure is seen.
        TerminalSeat seat = Look.isWindows()
                ? TerminalSeat.open(tty, tty.terminal().input(), tty.terminal().output(), look)
                : TerminalSeat.open(
                        tty, new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), look);
        Runtime.getRuntime().addShutdownHook(new Thread(seat::close, "testwatch-restore"));
        return seat;
    }
}
