package dev.testwatch.affected;

import java.util.Set;
import java.util.regex.Pattern;

/** What a string can name: classes by their binary names, files and directories by the last segment of a path. */
final class Mentions {

    private static final String SUFFIX = ".class";
    private static final Pattern PROPERTY = Pattern.compile("(?:[a-z][A-Za-z0-9_-]*\\.){2,}class");
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_FILE_NAME = 255;

    private Mentions() {}

    /**
     * Adds everything in {@code text} that has the form of a binary name with a package: also the {@code shop.Prices}
     * in {@code shop.Prices#all}, {@code [Lshop.Prices;} and {@code shop/Prices}.
     */
    static void classes(String text, Set<String> names) {
        int length = Math.min(text.length(), LONGEST_TEXT);
        int start = 0;
        while (start < length) {
            int end = start;
            boolean dotted = false;
            while (end < length && isNamePart(text.charAt(end))) {
                dotted |= !Character.isJavaIdentifierPart(text.charAt(end));
                end++;
            }
            if (dotted) {
                name(text, start, end, names);
            }
            start = end + 1;
        }
    }

    private static boolean isNamePart(char c) {
        return c == '.' || c == '/' || (c > ' ' && Character.isJavaIdentifierPart(c));
    }

    private static void name(String text, int start, int end, Set<String> names) {
        int from = start;
        int to = end;
        while (from < to && !Character.isJavaIdentifierStart(text.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isJavaIdentifierPart(text.charAt(to - 1))) {
            to--;
        }
        String path = text.substring(from, to);
        String name =
                (path.endsWith(SUFFIX) ? path.substring(0, path.length() - SUFFIX.length()) : path).replace('/', '.');
        if (name.indexOf('.') > 0 && !name.startsWith("java.")) {
            names.add(name);
            boolean array = from > 0 && text.charAt(from) == 'L' && text.charAt(from - 1) == '[';
            if (array) {
                names.add(name.substring(1));
            }
        }
    }

    /**
     * Whether this string names a class file, or ends the name of one. Small words with dots between them are the name
     * of a property, {@code java.util.logging.config.class}; behind a space begins another thing, as in {@code p .class}.
     */
    static boolean isClassFile(String text) {
        int end = text.length() - SUFFIX.length();
        return text.endsWith(SUFFIX)
                && !(end > 0 && text.charAt(end - 1) == ' ')
                && !PROPERTY.matcher(text).matches();
    }

    /**
     * Adds the last segment of {@code text} read as a path ({@code data/prices.json}, {@code classpath:prices.json},
     * {@code /data/}), and of a pattern every segment that is no pattern itself.
     */
    static void files(String text, Set<String> tails) {
        if (text.length() > LONGEST_TEXT || text.indexOf('\n') >= 0) {
            return;
        }
        boolean pattern = text.indexOf('%') >= 0 || text.indexOf('*') >= 0 || text.indexOf('{') >= 0;
        int end = text.length();
        while (end > 0 && isBoundary(text.charAt(end - 1))) {
            end--;
        }
        do {
            int start = end;
            while (start > 0 && !isBoundary(text.charAt(start - 1))) {
                start--;
            }
            tail(text.substring(start, end), tails);
            end = start - 1;
        } while (pattern && end > 0);
    }

    private static void tail(String tail, Set<String> tails) {
        boolean couldBeFile = tail.indexOf('.') >= 0 && !tail.endsWith(".");
        boolean couldBeDirectory = tail.indexOf(' ') < 0;
        boolean plain = tail.indexOf('%') < 0 && tail.indexOf('*') < 0 && tail.indexOf('{') < 0;
        if (!tail.isEmpty() && tail.length() <= LONGEST_FILE_NAME && plain && (couldBeFile || couldBeDirectory)) {
            tails.add(tail);
        }
    }

    /** The characters 1 and 2 stand for what is put into a concatenated string. */
    private static boolean isBoundary(char c) {
        return c == '/' || c == '\\' || c == ':' || c == '\1' || c == '\2';
    }
}
