package dev.testwatch.project;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Surefire's includes and excludes, in its syntax: which classes of the test output directory hold tests.
 *
 * <p>An entry is a list of patterns between commas. A pattern is an Ant glob over the class file's path
 * ({@code **}{@code /*Test.java}), a class name ({@code com.acme.FooTest}), {@code %ant[...]} or {@code %regex[...]}
 * over {@code com/acme/FooTest.class}; {@code !} before it turns an include into an exclude. Without includes and
 * without excludes those hold that Surefire has by default.
 */
public record TestClassFilter(List<String> includes, List<String> excludes) {

    private static final List<String> DEFAULT_INCLUDES =
            List.of("**/Test*.java", "**/*Test.java", "**/*Tests.java", "**/*TestCase.java");
    private static final List<String> DEFAULT_EXCLUDES = List.of("**/*$*");

    public TestClassFilter {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    /**
     * Whether the build takes this class for a test class. Of a pattern with methods ({@code Foo*#bar*}) the part
     * before {@code #} counts; as an exclude it takes no class away, only methods.
     *
     * @param binaryName as {@link Class#getName()} has it
     */
    public boolean matches(String binaryName) {
        return classes().test(binaryName);
    }

    /** As {@link #matches}, for many classes: the patterns are taken apart once. */
    public Predicate<String> classes() {
        List<TestPattern> included = new ArrayList<>();
        List<TestPattern> excluded = new ArrayList<>();
        collect(includes.isEmpty() ? DEFAULT_INCLUDES : includes, included, excluded);
        collect(excludes.isEmpty() ? DEFAULT_EXCLUDES : excludes, excluded, excluded);
        excluded.removeIf(TestPattern::hasMethods);
        Predicate<String[]> wanted = included.isEmpty() ? path -> true : any(included);
        Predicate<String[]> unwanted = any(excluded);
        return binaryName -> {
            String[] path = (binaryName.replace('.', '/') + ".class").split("/", -1);
            return wanted.test(path) && !unwanted.test(path);
        };
    }

    private static Predicate<String[]> any(List<TestPattern> patterns) {
        return patterns.stream().map(TestPattern::paths).reduce(path -> false, Predicate::or);
    }

    /** The patterns that make no sense, each with the reason; they match nothing. */
    List<String> problems() {
        List<TestPattern> patterns = new ArrayList<>();
        collect(includes, patterns, patterns);
        collect(excludes, patterns, patterns);
        return patterns.stream().flatMap(pattern -> pattern.problem().stream()).toList();
    }

    private static void collect(List<String> entries, List<TestPattern> plain, List<TestPattern> negated) {
        for (String entry : entries) {
            for (String text : TestPattern.split(entry)) {
                if (!text.startsWith("!")) {
                    plain.add(new TestPattern(text));
                } else if (text.length() > 1) {
                    negated.add(new TestPattern(text.substring(1)));
                }
            }
        }
    }
}
