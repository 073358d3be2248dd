package dev.testwatch.affected;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Small sources, an edit, and what has to be selected then. In a file of cases each begins with {@code ## } and its
 * sentence. {@code $p} stands for the package that a case has for itself.
 *
 * @param files what there is, by path below a source or resource root: sources end in {@code .java}, {@code .kt} or
 *     {@code .groovy}
 * @param edited the same after the edit
 * @param must simple names of the test classes that the edit has to select
 * @param may those that it may select beside them
 * @param warm those that it may select beside them where others ran before them
 * @param alone those that are asked about after a run by themselves, too
 * @param spreads whether the edit may select the tests of other cases
 * @param wide whether the edits of other cases may select the tests of this one
 */
record CorpusCase(
        String sentence,
        String packageName,
        Map<String, String> files,
        Map<String, String> edited,
        Set<String> must,
        Set<String> may,
        Set<String> warm,
        Set<String> alone,
        boolean spreads,
        boolean wide) {

    private static final Pattern DIRECTIVE =
            Pattern.compile("(edit|delete|add|file|must|may|warm|alone|spreads|wide) ?([^:]*):(?: (.*))?");
    private static final Pattern SOURCE = Pattern.compile("(\\w+(?:\\.kt|\\.groovy)?): (.*)");

    private static final String HEAD = "package %s; import java.util.*; import java.util.function.*;"
            + " import org.junit.jupiter.api.*; import static org.junit.jupiter.api.Assertions.*; ";

    private static final String KOTLIN_HEAD =
            "package %s; import org.junit.jupiter.api.Test; import org.junit.jupiter.api.Assertions.*; ";

    private static final Pattern TEST = Pattern.compile("(?:.*/)?(\\w*Test)\\.(?:java|kt|groovy)");

    CorpusCase {
        files = new TreeMap<>(files);
        edited = new TreeMap<>(edited);
        must = new TreeSet<>(must);
        may = new TreeSet<>(may);
        warm = new TreeSet<>(warm);
        alone = new TreeSet<>(alone);
    }

    /** Reads all cases of a directory, in the order of its files. */
    static List<CorpusCase> all(Path directory) throws IOException {
        List<CorpusCase> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String[] parts = Files.readString(file).split("(?m)^## ", -1);
                for (int i = 1; i < parts.length; i++) {
                    String name = file.getFileName().toString().replaceAll("\\W.*", "");
                    all.add(read(parts[i], name + i));
                }
            }
        }
        return all;
    }

    private static CorpusCase read(String text, String packageName) {
        List<String> lines = new ArrayList<>();
        text.replace("$p", packageName).lines().forEach(line -> {
            if (line.startsWith(" ")) {
                int last = lines.size() - 1;
                lines.set(last, lines.get(last) + "\n" + line);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(line);
            }
        });
        Reader reader = new Reader(packageName);
        lines.subList(1, lines.size()).forEach(reader::line);
        return reader.made(lines.get(0));
    }

    /** Simple names of the test classes. */
    List<String> tests() {
        return files.keySet().stream()
                .map(TEST::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .sorted()
                .toList();
    }

    static boolean isSource(String path) {
        return path.endsWith(".java") || path.endsWith(OtherLanguages.KOTLIN) || path.endsWith(OtherLanguages.GROOVY);
    }

    /** Whether it lies beside all sources and resources, in the project's directory. */
    static boolean isFile(String path) {
        return path.startsWith("data/");
    }

    static boolean isTest(String path) {
        return TEST.matcher(path).matches() || path.endsWith("Base.java") || path.endsWith("Extension.java");
    }

    @Override
    public String toString() {
        return sentence;
    }

    /** Takes the lines of a case. */
    private static final class Reader {

        private final String packageName;
        private final Map<String, String> files = new LinkedHashMap<>();
        private final Map<String, Optional<String>> changes = new LinkedHashMap<>();
        private final Map<String, Set<String>> sets = new LinkedHashMap<>();

        Reader(String packageName) {
            this.packageName = packageName;
        }

        void line(String line) {
            Matcher directive =
                    Pattern.compile(DIRECTIVE.pattern(), Pattern.DOTALL).matcher(line);
            Matcher source = Pattern.compile(SOURCE.pattern(), Pattern.DOTALL).matcher(line);
            if (directive.matches()) {
                take(
                        directive.group(1),
                        directive.group(2),
                        Optional.ofNullable(directive.group(3)).orElse(""));
            } else if (source.matches()) {
                files.put(path(source.group(1)), content(source.group(1), source.group(2)));
            } else {
                throw new IllegalArgumentException("neither a source nor a directive: " + line);
            }
        }

        private void take(String directive, String name, String rest) {
            switch (directive) {
                case "file" -> files.put(path(name), rest);
                case "add" -> changes.put(path(name), Optional.of(content(name, rest)));
                case "delete" -> changes.put(path(name), Optional.empty());
                case "edit" -> edit(path(name), rest);
                default ->
                    sets.put(
                            directive,
                            Stream.of(rest.replaceAll("\\(.*", "").split("[ ,]+"))
                                    .filter(word -> !word.isEmpty())
                                    .collect(Collectors.toSet()));
            }
        }

        private void edit(String path, String rest) {
            String[] parts = rest.split(" => ?", -1);
            String before = Optional.ofNullable(changes.getOrDefault(path, Optional.ofNullable(files.get(path))))
                    .orElseThrow()
                    .orElseThrow();
            if (parts.length != 2 || !before.contains(parts[0])) {
                throw new IllegalArgumentException("no such text in " + path + ": " + rest);
            }
            changes.put(path, Optional.of(before.replace(parts[0], parts[1])));
        }

        private String path(String name) {
            if (name.startsWith("META-INF/") || isFile(name)) {
                return name;
            }
            return packageName + "/" + (name.contains(".") ? name : name + ".java");
        }

        private String content(String name, String text) {
            if (name.endsWith(OtherLanguages.KOTLIN)) {
                return KOTLIN_HEAD.formatted(packageName) + text;
            }
            boolean headless = name.contains(".") && !name.endsWith(OtherLanguages.GROOVY);
            return headless ? text : HEAD.formatted(packageName) + text;
        }

        CorpusCase made(String sentence) {
            Map<String, String> edited = new LinkedHashMap<>(files);
            changes.forEach((path, content) ->
                    content.ifPresentOrElse(text -> edited.put(path, text), () -> edited.remove(path)));
            return new CorpusCase(
                    sentence,
                    packageName,
                    files,
                    edited,
                    sets.getOrDefault("must", Set.of()),
                    sets.getOrDefault("may", Set.of()),
                    sets.getOrDefault("warm", Set.of()),
                    sets.getOrDefault("alone", Set.of()),
                    sets.containsKey("spreads"),
                    sets.containsKey("wide"));
        }
    }
}
