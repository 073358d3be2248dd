package dev.testwatch.compile;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a Java source just far enough to know its package, the types it declares and the identifiers it mentions. It
 * understands comments and literals and nothing else, so it also reads what javac would refuse.
 */
final class SourceScanner {

    private static final Set<String> DECLARING = Set.of("class", "interface", "enum", "record");

    /** The code points of line feed, carriage return, quotes, asterisk, slash and backslash. */
    private static final Set<String> DELIMITERS = Set.of("000a", "000d", "0022", "0027", "002a", "002f", "005c");

    private final String text;
    private final Set<String> declared = new HashSet<>();
    private final StringBuilder packageName = new StringBuilder();
    private int[] hashes = new int[256];
    private int count;
    private int at;
    private boolean everything;
    private boolean declaring;
    private boolean inPackage;

    private SourceScanner(String text) {
        this.text = text;
    }

    /** What a source says of itself. */
    record Scan(String packageName, Set<String> declared, Names identifiers) {}

    static Scan scan(String text) {
        var scanner = new SourceScanner(text);
        // Escaped, these begin or end a comment or a literal where it does not look like it: then nothing is certain.
        scanner.everything = hasDelimiterEscape(text);
        scanner.run();
        return new Scan(
                scanner.packageName.toString(),
                Set.copyOf(scanner.declared),
                scanner.everything ? Names.ALL : Names.ofHashes(Arrays.copyOf(scanner.hashes, scanner.count)));
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isJavaIdentifierStart(c)) {
                identifier();
            } else if (c >= '0' && c <= '9') {
                at = endOfWord(at);
            } else if (c == '"') {
                at = text.startsWith("\"\"\"", at) ? endOfTextBlock() : endOfLiteral('"');
            } else if (c == '\'') {
                at = endOfLiteral('\'');
            } else if (c == '/' && text.startsWith("//", at)) {
                at = endOfLine();
            } else if (c == '/' && text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                punctuation(c);
                at++;
            }
        }
    }

    private void punctuation(char c) {
        if (c == '\\') {
            everything = true;
        } else if (c == ';' || c == '{') {
            inPackage = false;
        }
    }

    private void identifier() {
        int end = endOfWord(at);
        var word = text.substring(at, end);
        at = end;
        add(word.hashCode());
        if (inPackage) {
            packageName.append(packageName.isEmpty() ? "" : ".").append(word);
        } else if (declaring) {
            declared.add(word);
        }
        declaring = DECLARING.contains(word);
        inPackage = inPackage || (word.equals("package") && packageName.isEmpty() && declared.isEmpty());
    }

    private void add(int hash) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, count * 2);
        }
        hashes[count++] = hash;
    }

    private int endOfWord(int from) {
        int end = from + 1;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int endOfLine() {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** A literal ends with its line at the latest, so that a forgotten quote does not hide the rest of the file. */
    private int endOfLiteral(char quote) {
        int end = at + 1;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == quote) {
                return end + 1;
            }
            if (c == '\n' || c == '\r') {
                return end;
            }
            end += c == '\\' ? 2 : 1;
        }
        return text.length();
    }

    private int endOfTextBlock() {
        int end = at + 3;
        while (end < text.length()) {
            if (text.charAt(end) == '\\') {
                end += 2;
            } else if (text.startsWith("\"\"\"", end)) {
                return end + 3;
            } else {
                end++;
            }
        }
        return text.length();
    }

    private static boolean hasDelimiterEscape(String text) {
        for (int i = text.indexOf("\\u"); i >= 0; i = text.indexOf("\\u", i + 2)) {
            int digits = i + 1;
            while (digits < text.length() && text.charAt(digits) == 'u') {
                digits++;
            }
            if (digits + 4 <= text.length()
                    && DELIMITERS.contains(text.substring(digits, digits + 4).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
