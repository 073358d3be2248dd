package dev.testwatch.console;

import java.nio.charset.CharsetEncoder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes lines fit to be shown: whatever a test printed or is called, nothing but text, colours and links reaches the
 * terminal. Other control characters become visible ({@code ^[}), characters that the terminal's encoding lacks become
 * {@code \}{@code u20AC}.
 */
final class SafeText {

    private static final Pattern SGR = Pattern.compile("\u001b\\[[0-9;:]*m");
    private static final Pattern LINK =
            Pattern.compile("\u001b\\]8;[^;\\p{Cntrl}]*;[\\x20-\\x7e]*(?:\u001b\\\\|\u0007)");
    private static final String LINK_START = "\u001b]8;";
    private static final String LINK_END_START = "\u001b]8;;\u001b";
    private static final String LINK_END = "\u001b]8;;\u001b\\";
    private static final String RESET = "\u001b[0m";
    private static final List<String> RESETS = List.of(RESET, "\u001b[m");

    private SafeText() {}

    /** The lines, each of them safe; a line break within a line makes two of it. */
    static List<String> lines(List<String> lines, Look look) {
        CharsetEncoder encoder = look.charset().newEncoder();
        return lines.stream()
                .flatMap(line -> List.of(line.split("\\R", -1)).stream())
                .map(line -> line(line, look, encoder))
                .toList();
    }

    /** One safe line; line breaks and tabs become spaces. */
    static String line(String line, Look look) {
        return line(line.replaceAll("[\\r\\n\\t]", " "), look, look.charset().newEncoder());
    }

    /** The end of the colour sequence or link that begins here; {@code at} if none does. */
    static int sequenceEnd(String text, int at) {
        if (text.charAt(at) != '\u001b') {
            return at;
        }
        int end = end(SGR, text, at);
        return end > at ? end : end(LINK, text, at);
    }

    private static int end(Pattern pattern, String text, int at) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? matcher.end() : at;
    }

    private static String line(String line, Look look, CharsetEncoder encoder) {
        StringBuilder safe = new StringBuilder(line.length());
        boolean coloured = false;
        boolean linked = false;
        int at = 0;
        while (at < line.length()) {
            int end = sequenceEnd(line, at);
            if (end > at) {
                String sequence = line.substring(at, end);
                if (sequence.startsWith(LINK_START) && look.hyperlinks()) {
                    safe.append(sequence);
                    linked = !sequence.startsWith(LINK_END_START);
                } else if (!sequence.startsWith(LINK_START) && look.colour()) {
                    safe.append(sequence);
                    coloured = !RESETS.contains(sequence);
                }
                at = end;
            } else {
                int c = line.codePointAt(at);
                append(safe, c, encoder);
                at += Character.charCount(c);
            }
        }
        // What stays open would go on in the next line.
        return safe.append(linked ? LINK_END : "").append(coloured ? RESET : "").toString();
    }

    /** Characters that end a line or change its direction, so that something else is read than is there. */
    private static boolean turns(int c) {
        return switch (c) {
            case 0x061c, 0x200e, 0x200f, 0x2028, 0x2029 -> true;
            default -> (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        };
    }

    private static void append(StringBuilder safe, int c, CharsetEncoder encoder) {
        if (c == '\t' || (c >= ' ' && c < 0x7f)) {
            safe.append((char) c);
        } else if (c < ' ' || c == 0x7f) {
            safe.append('^').append((char) (c ^ 0x40));
        } else if (Character.isISOControl(c) || turns(c) || !encoder.canEncode(Character.toString(c))) {
            Character.toString(c).chars().forEach(unit -> safe.append(String.format("\\u%04X", unit)));
        } else {
            safe.appendCodePoint(c);
        }
    }
}
