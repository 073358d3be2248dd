package dev.testwatch.bench;

import dev.testwatch.e2e.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures how long it takes from a key to what it changes on the screen: at rest, for the first lists of a project with
 * very many tests, and while tests run. The jar writes to a pseudo-terminal whose other end is read here.
 *
 * <p>{@code KeyLatency <directory> <classes> <tests of each> <rounds>}
 */
public final class KeyLatency {

    private static final String ESC = "\u001b";
    private static final String WATCHING = "watching.*all [\\d,]+ pass";

    private KeyLatency() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]).toAbsolutePath();
        write(root, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        int rounds = Integer.parseInt(arguments[3]);
        try (Pty pty = Pty.start(100, 40, Map.of(), root)) {
            pty.awaitLastLine(WATCHING);
            say("first list of / after the first run", List.of(pressed(pty, "/", "Enter use")));
            say("first letter of the search", List.of(pressed(pty, "q", "find  q .*match")));
            say("each further letter", letters(pty));
            leave(pty, WATCHING);
            say("p, at rest", prompts(pty, rounds, WATCHING));
            pty.type("a");
            pty.awaitLastLine("\\d+/[\\d,]+ ");
            say("p, while tests run", prompts(pty, rounds, "\\d+/[\\d,]+ |" + WATCHING));
            System.out.println("(then: " + pty.lastLine().strip() + ")");
            pty.awaitLastLine(WATCHING);
            pty.type("q");
            pty.awaitExit();
        }
        try (Pty pty = Pty.start(100, 40, Map.of(), root)) {
            pty.awaitLastLine(WATCHING);
            say("first list of / after a restart", List.of(pressed(pty, "/", "Enter use")));
            say("first letter of the search", List.of(pressed(pty, "q", "find  q .*match")));
        }
    }

    private static List<Double> letters(Pty pty) {
        List<Double> all = new ArrayList<>();
        String typed = "q";
        for (String letter : List.of("u", "o", "t", "e")) {
            typed += letter;
            all.add(pressed(pty, letter, "find  " + typed + " .*match"));
        }
        return all;
    }

    private static List<Double> prompts(Pty pty, int rounds, String back) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            all.add(pressed(pty, "p", "Enter use"));
            leave(pty, back);
        }
        return all;
    }

    private static void leave(Pty pty, String back) {
        pty.type(ESC);
        pty.awaitLastLine(back);
    }

    private static double pressed(Pty pty, String key, String seen) {
        long start = System.nanoTime();
        pty.type(key);
        pty.awaitScreen(seen);
        return (System.nanoTime() - start) / 1e6;
    }

    private static void say(String what, List<Double> millis) {
        System.out.printf(
                "%-40s median %5.1f ms, most %5.1f ms (%d)%n",
                what,
                Figures.median(millis).orElse(0),
                millis.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                millis.size());
    }

    private static void write(Path root, int classes, int tests) throws IOException {
        Path sources = Files.createDirectories(root.resolve("src/test/java/app/quotes"));
        Files.writeString(root.resolve("pom.xml"), GeneratedSources.POM);
        for (int number = 0; number < classes; number++) {
            String methods = IntStream.range(0, tests)
                    .mapToObj(test -> "    @org.junit.jupiter.api.Test\n    void isQuotedInTheCurrencyOfCountry" + test
                            + "() {}\n")
                    .collect(Collectors.joining("\n"));
            Files.writeString(
                    sources.resolve("Quote" + number + "Test.java"),
                    "package app.quotes;\n\nclass Quote" + number + "Test {\n\n" + methods + "}\n");
        }
    }
}
