package dev.testwatch.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an editor is to go for a failed test.
 *
 * @param line from 1
 */
public record Spot(Path file, int line) {

    /**
     * Where it failed as far as its stack tells; of a test without one, as when its JVM died, where it is declared. Empty
     * if it has no source here.
     */
    public static Optional<Spot> of(FailingTest test, Sources sources) {
        return of(test, new Places(sources), sources);
    }

    static Optional<Spot> of(FailingTest test, Places places, Sources sources) {
        return Failure.inTest(test, places)
                .map(place -> new Spot(place.file(), place.line()))
                .or(() -> declaration(test, sources));
    }

    private static Optional<Spot> declaration(FailingTest test, Sources sources) {
        String outer = Frame.topLevel(test.result().className());
        return sources.find(outer, TestName.simple(outer) + ".java").map(file -> {
            List<String> lines = sources.lines(file);
            int method = test.result()
                    .methodName()
                    .map(name -> line(lines, "\\b" + Pattern.quote(name) + "\\s*\\("))
                    .orElse(0);
            int found =
                    method > 0 ? method : line(lines, "\\bclass\\s+" + Pattern.quote(TestName.simple(outer)) + "\\b");
            return new Spot(file, Math.max(1, found));
        });
    }

    /** The first line in which this is found; 0 if there is none. */
    private static int line(List<String> lines, String expression) {
        Pattern pattern = Pattern.compile(expression);
        for (int i = 0; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).find()) {
                return i + 1;
            }
        }
        return 0;
    }

    /** {@code src/test/java/shop/PriceTest.java:27}. */
    String name(Sources sources) {
        return sources.name(file) + ":" + line;
    }
}
