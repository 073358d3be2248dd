package dev.testwatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests of this project, and how the pages name them: {@code `XTest`}, {@code `XTest.method`}. */
record NamedTests(Map<String, String> sources) {

    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    static NamedTests read() {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "test"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> sources.merge(
                            file.getFileName().toString().replace(".java", ""), read(file), String::concat));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NamedTests(sources);
    }

    /** What is wrong with a proof: tests that do not exist, or neither a test nor a reason. */
    List<String> wrong(String proof) {
        List<String> wrong = new ArrayList<>();
        Matcher named = NAMED.matcher(proof);
        boolean any = false;
        while (named.find()) {
            any = true;
            String source = sources.getOrDefault(named.group(1), "");
            if (source.isEmpty() || (named.group(2) != null && !source.contains(" " + named.group(2) + "("))) {
                wrong.add(named.group());
            }
        }
        if (!any && !proof.startsWith("not applicable") && !proof.startsWith("open")) {
            wrong.add("no test, and no reason");
        }
        return wrong;
    }

    /** Whether any test has a method of this name. */
    boolean anywhere(String method) {
        return sources.values().stream().anyMatch(source -> source.contains(" " + method + "("));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
