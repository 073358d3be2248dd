package dev.testwatch.console;

import java.util.Optional;

/** What a key means while no prompt is open. */
final class Keys {

    private Keys() {}

    /**
     * What to do for a key. A character or Ctrl with a letter that is bound to nothing gives {@link Command.Unknown};
     * other keys and pasted text do nothing.
     */
    static Does meaning(Key key, KeyMap keys) {
        if (!(key instanceof Key.Press press)) {
            return new Does.Nothing();
        }
        return keys.ofKey(press.name()).map(Binding::does).orElseGet(() -> unbound(press, keys));
    }

    private static Does unbound(Key.Press press, KeyMap keys) {
        if (press.text().isEmpty() && !press.name().startsWith("Ctrl-")) {
            return new Does.Nothing();
        }
        return new Does.Give(new Command.Unknown(press.name(), otherCase(press.name(), keys)));
    }

    /** Most slips are a Shift too many or Caps Lock. */
    private static Optional<String> otherCase(String name, KeyMap keys) {
        if (name.codePointCount(0, name.length()) != 1) {
            return Optional.empty();
        }
        int c = name.codePointAt(0);
        String other =
                Character.toString(Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
        return keys.ofKey(other).filter(b -> !b.description().isEmpty()).map(b -> other);
    }
}
