package dev.testwatch.bench;

import dev.testwatch.e2e.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures how long it takes from a key to what it changes on the screen: at rest, for the first lists of a project with
 * very many tests, and while tests run. The jar writes to a pseudo-terminal whose other end is read here.
 *
 * <p>{@code mvn -q -Pbench verify -Dbench.main=dev.testwatch.bench.KeyLatency}; the project is made below
 * {@code bench.work}.
 */
public final class KeyLatency {

    private static final String ESC = "\u001b";
    private static final String WATCHING = "watching.*all [\\d,]+ pass";

    private static final int CLASSES = 500;
    private static final int TESTS = 20;
    private static final int ROUNDS = 40;

    /** Between two keys, so that they are spread over a run. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private KeyLatency() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Settings.fromProperties().work().resolve("keys").toAbsolutePath();
        Directories.empty(root);
        write(root);
        try (Pty pty = Pty.start(100, 40, Map.of(), root)) {
            pty.awaitLastLine(WATCHING);
            say("first list of / after the first run", List.of(pressed(pty, "/", "Enter use")));
            say("first letter of the search", List.of(pressed(pty, "q", "find  q .*match")));
            say("each further letter", letters(pty));
            leave(pty, WATCHING);
            say("p, at rest", prompts(pty, WATCHING));
            pty.type("a");
            pty.awaitLastLine("[1-9][\\d,]*/[\\d,]+ ");
            say("p, while tests run", prompts(pty, "\\d+/[\\d,]+ |" + WATCHING));
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

    private static List<Double> prompts(Pty pty, String back) throws InterruptedException {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            all.add(pressed(pty, "p", "Enter use"));
            leave(pty, back);
            Thread.sleep(PAUSE.toMillis());
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

    private static void write(Path root) throws IOException {
        Path sources = Files.createDirectories(root.resolve("src/test/java/app/quotes"));
        Files.writeString(root.resolve("pom.xml"), GeneratedSources.POM);
        for (int number = 0; number < CLASSES; number++) {
            String methods = IntStream.range(0, TESTS)
                    .mapToObj(test -> "    @org.junit.jupiter.api.Test\n    void isQuotedInTheCurrencyOfCountry" + test
                            + "() {}\n")
                    .collect(Collectors.joining("\n"));
            Files.writeString(
                    sources.resolve("Quote" + number + "Test.java"),
                    "package app.quotes;\n\nclass Quote" + number + "Test {\n\n" + methods + "}\n");
        }
    }
}
