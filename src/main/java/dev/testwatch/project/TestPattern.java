package dev.testwatch.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One pattern of {@link TestClassFilter}, without the {@code !} before it. */
record TestPattern(String text) {

    private static final String REGEX = "%regex[";
    private static final String ANT = "%ant[";
    private static final String SOURCE = ".java";
    private static final String CLASS = ".class";

    /** Takes an entry apart at its commas; those within {@code %regex[...]} are part of the expression. */
    static List<String> split(String entry) {
        List<String> patterns = new ArrayList<>();
        int start = 0;
        int end = 0;
        while (end < entry.length()) {
            if (entry.startsWith(REGEX, end)) {
                int next = entry.indexOf("],", end);
                end = next < 0 ? entry.length() : next + 1;
            } else if (entry.charAt(end) == ',') {
                patterns.add(entry.substring(start, end).strip());
                start = ++end;
            } else {
                end++;
            }
        }
        patterns.add(entry.substring(start).strip());
        patterns.removeIf(String::isEmpty);
        return patterns;
    }

    boolean hasMethods() {
        int hash = body().indexOf('#');
        return hash >= 0 && !body().substring(hash + 1).isBlank();
    }

    /** Tells which class files are meant, by the parts of their paths: {@code com}, {@code acme}, {@code FooTest.class}. */
    Predicate<String[]> paths() {
        String classes = classes();
        if (classes.isEmpty()) {
            return path -> true;
        }
        if (text.startsWith(REGEX)) {
            if (problem().isPresent()) {
                return path -> false;
            }
            Pattern expression = Pattern.compile(classes);
            return path -> expression.matcher(String.join("/", path)).matches();
        }
        List<String[]> globs =
                globs(classes).stream().map(glob -> glob.split("/", -1)).toList();
        return path -> globs.stream().anyMatch(glob -> matches(glob, 0, path, 0));
    }

    /** What is wrong with the pattern; empty if nothing is. */
    Optional<String> problem() {
        if (!text.startsWith(REGEX)) {
            return Optional.empty();
        }
        if (!text.endsWith("]")) {
            return Optional.of(text + " lacks its closing bracket");
        }
        try {
            Pattern.compile(classes());
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(text + ": " + e.getDescription());
        }
    }

    private String body() {
        for (String prefix : List.of(REGEX, ANT)) {
            if (text.startsWith(prefix) && text.endsWith("]")) {
                return text.substring(prefix.length(), text.length() - 1);
            }
        }
        return text;
    }

    private String classes() {
        String body = body();
        int hash = body.indexOf('#');
        return (hash < 0 ? body : body.substring(0, hash)).strip();
    }

    /** The globs over class files that stand for what people write: names of sources, of classes, with or without end. */
    private static List<String> globs(String pattern) {
        String glob = pattern;
        boolean suffixed = glob.endsWith(SOURCE) || glob.endsWith(CLASS);
        if (suffixed) {
            glob = glob.substring(0, glob.lastIndexOf('.')).replace('.', '/') + CLASS;
        } else if (!glob.contains("/")) {
            boolean anySuffix = glob.endsWith(".*");
            String name = anySuffix ? glob.substring(0, glob.length() - 2) : glob;
            glob = name.replace('.', '/') + (anySuffix ? ".*" : "");
        }
        if (glob.endsWith("/")) {
            glob += "**";
        }
        if (!glob.startsWith("**/")) {
            glob = "**/" + glob;
        }
        return suffixed || glob.endsWith(".*") ? List.of(glob) : List.of(glob + CLASS, glob);
    }

    private static boolean matches(String[] glob, int at, String[] path, int from) {
        if (at == glob.length) {
            return from == path.length;
        }
        if (glob[at].equals("**")) {
            for (int next = from; next <= path.length; next++) {
                if (matches(glob, at + 1, path, next)) {
                    return true;
                }
            }
            return false;
        }
        return from < path.length && part(glob[at], path[from]) && matches(glob, at + 1, path, from + 1);
    }

    /** {@code *} stands for any characters, {@code ?} for one; on a dead end the last {@code *} takes one more. */
    private static boolean part(String glob, String name) {
        int g = 0;
        int n = 0;
        int star = glob.length();
        int taken = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                taken = n;
            } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == name.charAt(n))) {
                g++;
                n++;
            } else if (star < glob.length()) {
                g = star + 1;
                n = ++taken;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
