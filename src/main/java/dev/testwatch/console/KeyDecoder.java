package dev.testwatch.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the characters that a terminal sends into keys. A state machine without a clock: {@link #patience} says how long
 * an unfinished sequence may wait for its rest, {@link #giveUp} is called when it has waited so long. Sequences that are
 * not known are swallowed whole.
 */
final class KeyDecoder {

    /** A terminal sends the rest of a sequence at once; a hand on the Esc key does not. */
    private static final Duration SEQUENCE = Duration.ofMillis(50);

    /** A long paste arrives in pieces; one that never ends must not swallow the keyboard. */
    private static final Duration PASTE = Duration.ofSeconds(1);

    private static final int LONGEST_PASTE = 10_000;
    private static final String PASTE_END = "\u001b[201~";
    private static final char ESC = '\u001b';

    private static final Map<String, String> SEQUENCES = Map.ofEntries(
            Map.entry("[A", "Up"),
            Map.entry("[B", "Down"),
            Map.entry("[C", "Right"),
            Map.entry("[D", "Left"),
            Map.entry("[H", "Home"),
            Map.entry("[F", "End"),
            Map.entry("OA", "Up"),
            Map.entry("OB", "Down"),
            Map.entry("OC", "Right"),
            Map.entry("OD", "Left"),
            Map.entry("OH", "Home"),
            Map.entry("OF", "End"),
            Map.entry("OM", "Enter"),
            Map.entry("[Z", "Shift-Tab"),
            Map.entry("[3~", "Delete"),
            Map.entry("[15~", "F5"),
            Map.entry("[[E", "F5"));

    private enum State {
        GROUND,
        ESCAPE,
        SEQUENCE,
        /** Three characters after {@code ESC [ M}: a mouse click in the old form. */
        MOUSE,
        /** A string for the terminal, up to BEL or ST. */
        STRING,
        PASTE
    }

    private final StringBuilder collected = new StringBuilder();
    private final List<Key> keys = new ArrayList<>();
    private State state = State.GROUND;
    private Optional<Character> highSurrogate = Optional.empty();

    /** The keys that these characters complete. */
    List<Key> feed(String characters) {
        characters.chars().forEach(c -> take((char) c));
        return drain();
    }

    /** How long to wait for the rest of what has begun; empty when nothing has. */
    Optional<Duration> patience() {
        return switch (state) {
            case GROUND -> Optional.empty();
            case PASTE -> Optional.of(PASTE);
            default -> Optional.of(SEQUENCE);
        };
    }

    /** Nothing more came in time: a lone ESC was the Esc key, any other beginning is forgotten. */
    List<Key> giveUp() {
        if (state == State.ESCAPE) {
            press("Esc");
        }
        become(State.GROUND);
        return drain();
    }

    private List<Key> drain() {
        List<Key> drained = List.copyOf(keys);
        keys.clear();
        return drained;
    }

    private void take(char c) {
        switch (state) {
            case GROUND -> ground(c);
            case ESCAPE -> escape(c);
            case SEQUENCE -> sequence(c);
            case MOUSE -> mouse(c);
            case STRING -> string(c);
            case PASTE -> paste(c);
        }
    }

    private void ground(char c) {
        if (c == ESC) {
            become(State.ESCAPE);
        } else if (Character.isHighSurrogate(c)) {
            highSurrogate = Optional.of(c);
        } else if (Character.isLowSurrogate(c)) {
            highSurrogate.ifPresent(high -> press(Character.toString(Character.toCodePoint(high, c))));
            highSurrogate = Optional.empty();
        } else {
            named(c).ifPresent(this::press);
        }
    }

    private static Optional<String> named(char c) {
        return switch (c) {
            case '\r', '\n' -> Optional.of("Enter");
            case '\t' -> Optional.of("Tab");
            case ' ' -> Optional.of("Space");
            case '\b', '\u007f' -> Optional.of("Backspace");
            default -> {
                if (c >= 1 && c <= 26) {
                    yield Optional.of("Ctrl-" + (char) ('A' + c - 1));
                }
                yield Character.isISOControl(c) ? Optional.empty() : Optional.of(Character.toString(c));
            }
        };
    }

    private void escape(char c) {
        if (c == ESC) {
            press("Esc");
        } else if (c == '[' || c == 'O') {
            become(State.SEQUENCE);
            collected.append(c);
        } else if (c == ']' || c == 'P' || c == '_' || c == '^' || c == 'X') {
            become(State.STRING);
        } else {
            become(State.GROUND); // Alt and a key: bound to nothing.
        }
    }

    private void sequence(char c) {
        if (c == ESC) {
            become(State.ESCAPE);
            return;
        }
        collected.append(c);
        String text = collected.toString();
        if (text.equals("[M")) {
            become(State.MOUSE);
        } else if (text.equals("[200~")) {
            become(State.PASTE);
        } else if (isComplete(text)) {
            become(State.GROUND);
            Optional.ofNullable(SEQUENCES.get(text)).ifPresent(this::press);
        }
    }

    /** Whether a sequence has its last character; the Linux console's F-keys have one after a second bracket. */
    private static boolean isComplete(String text) {
        char last = text.charAt(text.length() - 1);
        if (text.equals("[[")) {
            return false;
        }
        return last >= '@' || last < ' ';
    }

    private void mouse(char c) {
        collected.append(c);
        if (collected.length() == 3) {
            become(State.GROUND);
        }
    }

    private void string(char c) {
        boolean terminator = c == '\\' && collected.length() > 0 && collected.charAt(0) == ESC;
        collected.setLength(0);
        if (c == '\u0007' || terminator) {
            become(State.GROUND);
        } else if (c == ESC) {
            collected.append(c);
        }
    }

    private void paste(char c) {
        collected.append(c);
        int length = collected.length();
        if (c == '~'
                && length >= PASTE_END.length()
                && collected.indexOf(PASTE_END, length - PASTE_END.length()) >= 0) {
            keys.add(new Key.Paste(collected.substring(0, length - PASTE_END.length())));
            become(State.GROUND);
        } else if (length > LONGEST_PASTE) {
            // Keep the end only: it is what the end mark is recognised by, and so long a text is of no use.
            collected.delete(0, length - PASTE_END.length());
        }
    }

    private void press(String name) {
        keys.add(new Key.Press(name));
    }

    private void become(State next) {
        state = next;
        collected.setLength(0);
    }
}
