package dev.testwatch.compile;

import java.util.List;

/** A pattern over paths as Ant and Maven have them: {@code *}, {@code ?}, and {@code **} for any number of directories. */
final class AntPattern {

    private final List<String> parts;

    private AntPattern(List<String> parts) {
        this.parts = parts;
    }

    static AntPattern of(String pattern) {
        var slashed = pattern.replace('\\', '/');
        return new AntPattern(List.of((slashed.endsWith("/") ? slashed + "**" : slashed).split("/")));
    }

    /** Whether the pattern fits a path with {@code /} between its parts. */
    boolean matches(String path) {
        return matches(0, path.split("/"), 0);
    }

    private boolean matches(int part, String[] path, int at) {
        if (part == parts.size()) {
            return at == path.length;
        }
        if (parts.get(part).equals("**")) {
            for (int next = at; next <= path.length; next++) {
                if (matches(part + 1, path, next)) {
                    return true;
                }
            }
            return false;
        }
        return at < path.length && fits(parts.get(part), 0, path[at], 0) && matches(part + 1, path, at + 1);
    }

    private static boolean fits(String pattern, int p, String name, int n) {
        if (p == pattern.length()) {
            return n == name.length();
        }
        char c = pattern.charAt(p);
        if (c == '*') {
            return fits(pattern, p + 1, name, n) || (n < name.length() && fits(pattern, p, name, n + 1));
        }
        return n < name.length() && (c == '?' || c == name.charAt(n)) && fits(pattern, p + 1, name, n + 1);
    }
}
