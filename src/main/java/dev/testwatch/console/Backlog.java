package dev.testwatch.console;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lines that wait to be shown. A terminal that does not read them for long gets their beginning and their end; what is
 * left out in the middle is counted. Used by one thread.
 */
final class Backlog {

    /** In characters, for each of the two ends. */
    private static final int MOST = 2 << 20;

    private final Deque<String> first = new ArrayDeque<>();
    private final Deque<String> last = new ArrayDeque<>();
    private long inFirst;
    private long inLast;
    private long leftOut;

    void add(String line) {
        if (last.isEmpty() && inFirst + line.length() <= MOST) {
            first.add(line);
            inFirst += line.length();
            return;
        }
        last.add(line);
        inLast += line.length();
        while (inLast > MOST && last.size() > 1) {
            inLast -= last.remove().length();
            leftOut++;
        }
    }

    boolean isEmpty() {
        return first.isEmpty() && last.isEmpty();
    }

    /** Takes lines away, oldest first, until they have this many characters; returns them with their line ends. */
    String take(int atLeast) {
        StringBuilder text = new StringBuilder();
        while (!isEmpty() && text.length() < atLeast) {
            text.append(next()).append("\r\n");
        }
        return text.toString();
    }

    private String next() {
        if (!first.isEmpty()) {
            String line = first.remove();
            inFirst -= line.length();
            return line;
        }
        if (leftOut > 0) {
            String line =
                    "  ... " + leftOut + " lines left out: the terminal did not read them in time; v shows failures";
            leftOut = 0;
            return line;
        }
        String line = last.remove();
        inLast -= line.length();
        return line;
    }
}
