package dev.testwatch.console;

import dev.testwatch.report.Attention;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Notification;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Calls a user who looks elsewhere: by the terminal, and by the desktop if the terminal shows no notifications. */
public final class Notifier {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Seat seat;
    private final Map<String, String> environment;
    private final Optional<Desktop> desktop;
    private Attention attention;

    Notifier(Seat seat, Map<String, String> environment, Optional<Desktop> desktop, Attention attention) {
        this.seat = seat;
        this.environment = environment;
        this.desktop = desktop;
        this.attention = attention;
    }

    /** Looks for what this platform can show notifications with. */
    public static Notifier at(Seat seat, Map<String, String> environment, Attention.When when) {
        boolean shown = seat.interactive() && Signal.isShown(environment);
        Optional<Desktop> desktop =
                shown ? Optional.empty() : Desktop.find(environment, System.getProperty("os.name", ""), PATIENCE);
        return new Notifier(seat, environment, desktop, Attention.to(when));
    }

    /** Takes in what happens, in order; never blocks. */
    public void take(Notice notice) {
        Optional<Notification> due = attention.on(notice);
        attention = attention.after(notice);
        due.ifPresent(notification -> {
            seat.ring(Signal.of(notification, environment));
            desktop.ifPresent(there -> there.show(notification));
        });
    }
}
