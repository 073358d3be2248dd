package dev.testwatch.console;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may be shown, decided from the environment.
 *
 * @param charset what characters are sent as
 */
record Look(boolean colour, boolean unicode, boolean hyperlinks, Charset charset) {

    /** The beginnings of {@code TERM} that stand for a terminal with cursor movements as ECMA-48 has them. */
    private static final List<String> TERMINALS = List.of(
            "xterm",
            "screen",
            "tmux",
            "rxvt",
            "vt1",
            "vt2",
            "vt3",
            "vt4",
            "vt5",
            "linux",
            "ansi",
            "cygwin",
            "konsole",
            "gnome",
            "vte",
            "alacritty",
            "kitty",
            "foot",
            "wezterm",
            "ghostty",
            "st-",
            "putty",
            "eterm",
            "cons25",
            "contour",
            "mintty",
            "iterm",
            "nsterm",
            "mlterm",
            "teraterm",
            "rio",
            "dtterm",
            "pcansi",
            "wsvt25");

    /**
     * The look of a terminal or of plain lines.
     *
     * @param terminal whether stdout is a terminal that can be drawn on
     */
    static Look of(Map<String, String> environment, boolean terminal) {
        Charset charset = charset(environment);
        return new Look(
                colour(environment, terminal),
                charset.equals(StandardCharsets.UTF_8),
                terminal && hyperlinks(environment),
                charset);
    }

    /** Whether a status line can be redrawn on a terminal of this type. */
    static boolean canDraw(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        // Windows sets no TERM; its consoles are known by their interface.
        return isWindows() || type.equals("st") || TERMINALS.stream().anyMatch(type::startsWith);
    }

    static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    /** Who says no is heard before who says yes. */
    private static boolean colour(Map<String, String> environment, boolean terminal) {
        String force = environment.getOrDefault("FORCE_COLOR", "");
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()
                || List.of("0", "false").contains(force)) {
            return false;
        }
        if (!force.isEmpty()) {
            return true;
        }
        return terminal && !environment.getOrDefault("CLICOLOR", "").equals("0");
    }

    /** A terminal that does not know links shows their addresses, so only those that are known to know them. */
    private static boolean hyperlinks(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        if (type.startsWith("screen") || type.startsWith("tmux") || environment.containsKey("TMUX")) {
            return false;
        }
        boolean named = Stream.of("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio")
                .anyMatch(environment.getOrDefault("TERM_PROGRAM", "")::equals);
        return named
                || Stream.of("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM")
                        .anyMatch(environment::containsKey)
                || vte(environment) >= 5000
                || Stream.of("xterm-kitty", "alacritty", "foot", "xterm-ghostty")
                        .anyMatch(type::startsWith);
    }

    private static int vte(Map<String, String> environment) {
        String version = environment.getOrDefault("VTE_VERSION", "");
        return version.matches("\\d{1,8}") ? Integer.parseInt(version) : 0;
    }

    private static Charset charset(Map<String, String> environment) {
        Optional<String> locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
        if (locale.isEmpty()) {
            return named(System.getProperty("native.encoding", "US-ASCII"));
        }
        String name = locale.get().replaceFirst("@.*$", "");
        return name.contains(".") ? named(name.substring(name.indexOf('.') + 1)) : StandardCharsets.US_ASCII;
    }

    private static Charset named(String name) {
        try {
            return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
        } catch (IllegalCharsetNameException e) {
            return StandardCharsets.US_ASCII; // A locale may be set to anything; ASCII is read everywhere.
        }
    }
}
