package dev.testwatch.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tests chosen in the syntax of Surefire's {@code -Dtest}: {@code FooTest}, {@code Foo*#bar*+baz}, {@code !SlowTest},
 * several between commas.
 */
public record TestChoice(String text) {

    /** Whether tests of this class are meant. Of patterns that begin with {@code !} only those without methods count. */
    public boolean matches(String binaryName) {
        List<String> patterns = TestPattern.split(text);
        boolean onlyExclusions = patterns.stream().allMatch(pattern -> pattern.startsWith("!"));
        List<String> includes = new ArrayList<>(onlyExclusions ? List.of("**/*") : List.of());
        includes.addAll(patterns);
        // Nested classes belong to their test class here, so none is left out by its name alone.
        return new TestClassFilter(includes, List.of("!")).matches(binaryName);
    }

    /** Where a test class comes that this {@link #matches}: classes run in the order in which they are named. */
    public int place(String binaryName) {
        List<String> patterns = TestPattern.split(text);
        for (int i = 0; i < patterns.size(); i++) {
            boolean included = !patterns.get(i).startsWith("!");
            if (included && new TestClassFilter(List.of(patterns.get(i)), List.of("!")).matches(binaryName)) {
                return i;
            }
        }
        return patterns.size();
    }

    /**
     * A regular expression for the methods that are meant; empty if all are. Where the patterns name methods of several
     * classes it takes in the methods of all: rather a test too many than one too few.
     */
    public Optional<String> methods() {
        List<String> included = TestPattern.split(text).stream()
                .filter(pattern -> !pattern.startsWith("!"))
                .toList();
        boolean everywhere =
                !included.isEmpty() && included.stream().allMatch(pattern -> new TestPattern(pattern).hasMethods());
        if (!everywhere) {
            return Optional.empty();
        }
        return Optional.of(included.stream()
                .map(pattern -> pattern.substring(pattern.indexOf('#') + 1).replaceFirst("\\]$", ""))
                .flatMap(methods -> List.of(methods.split("\\+", -1)).stream())
                .map(TestChoice::expression)
                .collect(Collectors.joining("|", "^(", ")$")));
    }

    /** What is wrong with it; empty if nothing is. */
    public Optional<String> problem() {
        return TestPattern.split(text).stream()
                .flatMap(pattern ->
                        new TestPattern(pattern.startsWith("!") ? pattern.substring(1) : pattern).problem().stream())
                .findFirst();
    }

    private static String expression(String glob) {
        var expression = new StringBuilder();
        for (char c : glob.strip().toCharArray()) {
            expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return expression.toString();
    }
}
