package dev.testwatch.project;

import java.util.List;
import java.util.regex.Pattern;

/** Surefire's includes and excludes, in its syntax: which classes of the test output directory hold tests. */
public record TestClassFilter(List<String> includes, List<String> excludes) {

    public TestClassFilter {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    /** Whether the build would take this class, given by its binary name, for a test class. */
    public boolean matches(String binaryName) {
        String path = binaryName.replace('.', '/');
        List<String> wanted =
                includes.isEmpty() ? List.of("**/Test*", "**/*Test", "**/*Tests", "**/*TestCase") : includes;
        return wanted.stream().anyMatch(p -> matches(p, path))
                && excludes.stream().noneMatch(p -> matches(p, path));
    }

    private static boolean matches(String pattern, String path) {
        String ant = pattern.replaceFirst("\\.(java|class)$", "")
                .replace("**/", "\0")
                .replace("**", "\1");
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < ant.length(); i++) {
            char c = ant.charAt(i);
            switch (c) {
                case '\0' -> regex.append("(?:.*/)?");
                case '\1' -> regex.append(".*");
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return path.matches(regex.toString());
    }
}
