package dev.testwatch.console;

import dev.testwatch.report.Notification;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What calls for attention through a terminal: its bell, and a notification where it is known to show such. */
public final class Signal {

    private static final String BELL = "\u0007";
    private static final String END = "\u001b\\";

    private final String sequence;

    private Signal(String sequence) {
        this.sequence = sequence;
    }

    static Signal of(Notification notification, Map<String, String> environment) {
        Optional<String> shown = Stream.of(notice(environment), titled(environment))
                .flatMap(Optional::stream)
                .findFirst();
        String title = harmless(notification.title());
        String text = harmless(notification.text());
        return new Signal(shown.map(start -> start.endsWith("notify;")
                        ? start + title + ";" + text + END
                        : start + title + (text.isEmpty() ? "" : " - " + text) + END)
                .orElse("")
                .concat(BELL));
    }

    /** Whether the terminal itself shows a notification. */
    static boolean isShown(Map<String, String> environment) {
        return notice(environment).isPresent() || titled(environment).isPresent();
    }

    /** Control sequences; there is nothing in them but what this class has put there. */
    String sequence() {
        return sequence;
    }

    /** OSC 9, as iTerm2 has brought it up. */
    private static Optional<String> notice(Map<String, String> environment) {
        String program = environment.getOrDefault("TERM_PROGRAM", "");
        boolean known = Stream.of("iTerm.app", "WezTerm", "ghostty").anyMatch(program::equals)
                || environment.containsKey("KITTY_WINDOW_ID")
                || Stream.of("xterm-kitty", "xterm-ghostty").anyMatch(type(environment)::startsWith);
        return Optional.of("\u001b]9;").filter(start -> known && !isWrapped(environment));
    }

    /** OSC 777, as rxvt has brought it up. */
    private static Optional<String> titled(Map<String, String> environment) {
        boolean known = Stream.of("rxvt-unicode", "foot", "contour").anyMatch(type(environment)::startsWith);
        return Optional.of("\u001b]777;notify;").filter(start -> known && !isWrapped(environment));
    }

    /** Multiplexers keep such sequences to themselves. */
    private static boolean isWrapped(Map<String, String> environment) {
        String type = type(environment);
        return type.startsWith("screen") || type.startsWith("tmux") || environment.containsKey("TMUX");
    }

    private static String type(Map<String, String> environment) {
        return Objects.requireNonNull(environment.getOrDefault("TERM", ""));
    }

    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}]", " ").replace(';', ',');
    }
}
