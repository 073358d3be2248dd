package dev.testwatch.fork;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Bytes for people: sixteen a line, as numbers and as text. */
final class Hex {

    private static final int WIDTH = 16;
    private static final HexFormat FORMAT = HexFormat.ofDelimiter(" ");

    private Hex() {}

    static List<String> lines(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += WIDTH) {
            int end = Math.min(bytes.length, at + WIDTH);
            var text = new StringBuilder();
            for (int i = at; i < end; i++) {
                text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
            }
            String numbers = FORMAT.formatHex(bytes, at, end);
            lines.add(numbers + " ".repeat(3 * WIDTH - numbers.length()) + text);
        }
        return lines;
    }
}
