package dev.testwatch.report;

import dev.testwatch.compile.Problem;
import java.util.ArrayList;
import java.util.List;

/** The compiler's words, shorter where they only repeat what the place says. */
final class ProblemText {

    private static final int LINES = 6;

    private ProblemText() {}

    /** {@code src/main/java/shop/Money.java:41:24}, as much of it as is known; empty without a file. */
    static String where(Problem problem, Sources sources) {
        String file = problem.file().map(sources::name).orElse("");
        if (file.isEmpty() || problem.line() <= 0) {
            return file;
        }
        return file + ":" + problem.line() + (problem.column() > 0 ? ":" + problem.column() : "");
    }

    /** At least one line; {@code cannot find symbol: HALF_UPP} for what javac says in three. */
    static List<String> lines(String message) {
        var lines = new ArrayList<String>();
        String symbol = "";
        for (String line : message.strip().lines().toList()) {
            String text = line.strip();
            if (text.startsWith("symbol:")) {
                symbol = text.substring("symbol:".length()).strip();
            } else if (!text.isEmpty() && !text.startsWith("location: class") && lines.size() < LINES) {
                lines.add(lines.isEmpty() ? text : Neutral.tabsExpanded(line, 4).stripTrailing());
            }
        }
        if (lines.isEmpty()) {
            lines.add(message.isBlank() ? "no message" : message.strip());
        }
        if (!symbol.isEmpty()) {
            String name = symbol.startsWith("variable ") ? symbol.substring("variable ".length()) : symbol;
            lines.set(0, lines.get(0) + ": " + name);
        }
        return lines;
    }
}
