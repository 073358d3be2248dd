package dev.testwatch.project;

import dev.testwatch.project.FactText.Facts;
import dev.testwatch.project.SourceSet.Kind;
import dev.testwatch.project.SourceSet.ResourceRoot;
import dev.testwatch.spy.ForeignSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the model out of the facts that the spy has written. */
final class ModelReader {

    /**
     * @param project the model, as far as it is known
     * @param unusable what keeps modules from being tested, one entry for each such module
     * @param complete whether Maven could say everything; if not, asking again may bring more
     */
    record Model(Project project, List<String> unusable, boolean complete) {
        Model {
            unusable = List.copyOf(unusable);
        }

        boolean isUseless() {
            return project.modules().size() == unusable.size();
        }
    }

    private final Path root;
    private final FactText facts;
    private final List<String> notes = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    private ModelReader(Path root, FactText facts) {
        this.root = root;
        this.facts = facts;
    }

    static Model read(Path root, FactText facts) {
        return new ModelReader(root, facts).read();
    }

    private Model read() {
        List<String> dropped = facts.project().all("dropped");
        if (!dropped.isEmpty()) {
            notes.add("left out of Maven's run, since tests do not need them: " + String.join(", ", dropped));
        }
        List<Module> modules = facts.modules().stream().map(this::module).toList();
        boolean failed = facts.modules().stream()
                .anyMatch(module -> module.first("failed").isPresent());
        String tool = "Maven " + facts.project().first("maven").orElse("");
        Project project = new Project(root, tool.strip(), modules, buildFiles(root, facts.project()), distinct(notes));
        return new Model(project, unusable, unusable.isEmpty() && !failed);
    }

    /** The poms and settings that the model came from, those of {@code .mvn} too. */
    static List<Path> buildFiles(Path root, Facts project) {
        List<Path> files = new ArrayList<>();
        Stream.of("pom", "settings")
                .flatMap(key -> project.all(key).stream())
                .forEach(file -> files.add(path(root, file)));
        files.addAll(Fingerprint.configuration(root));
        files.addAll(Fingerprint.expected(root));
        return distinct(files);
    }

    private Module module(Facts module) {
        String name = name(module);
        Path directory = path(root, module.first("directory").orElse(""));
        module.all("note").forEach(note -> notes.add(name + " " + note));
        module.first("failed")
                .ifPresent(message -> notes.add("Maven did not get to the end of " + name + ": " + oneLine(message)));
        Optional<String> trouble =
                module.first("unknown").or(() -> module.first("missing")).map(ModelReader::oneLine);
        trouble.ifPresent(message -> unusable.add(name + ": " + message));
        SourceSet main = sourceSet(Kind.MAIN, "main", directory, module);
        SourceSet test = sourceSet(Kind.TEST, "test", directory, module);
        if (Files.exists(directory.resolve("src/main/java/module-info.java"))) {
            notes.add(name + " is a Java module; its tests run on the class path");
        }
        boolean covered = facts.project().all("dropped").stream().anyMatch(name(".*(jacoco|clover|cobertura).*"));
        TestSettings tests = new TestSettingsReader(name, directory, module, covered, notes).read(trouble);
        return new Module(name, directory, main, test, tests, enhancers(module));
    }

    private static java.util.function.Predicate<String> name(String regex) {
        return java.util.regex.Pattern.compile(regex).asMatchPredicate();
    }

    private String name(Facts module) {
        String artifact = artifact(module);
        boolean unique = facts.modules().stream()
                        .map(ModelReader::artifact)
                        .filter(artifact::equals)
                        .count()
                == 1;
        return unique ? artifact : module.first("module").orElse("") + ":" + artifact;
    }

    private static String artifact(Facts module) {
        return module.rows("module").get(0).get(1);
    }

    private static SourceSet sourceSet(Kind kind, String key, Path directory, Facts module) {
        // Where annotation processors write: compiling brings it forth, so it is no source.
        List<Path> generated = paths(directory, module.all(key + ".generated"));
        List<Path> sources = paths(directory, module.all(key + ".source")).stream()
                .filter(source -> !generated.contains(source))
                .toList();
        Path output = path(directory, module.first(key + ".output").orElse("target/" + key));
        return new SourceSet(
                kind,
                sources,
                resources(key + ".resources", directory, module, output),
                output,
                paths(directory, module.all(key + ".path")),
                module.all(key + ".argument"),
                paths(directory, module.all(key + ".processor")),
                module.all(key + ".foreign"),
                ForeignSources.beside(sources));
    }

    private static List<String> enhancers(Facts module) {
        return module.rows("enhancer").stream()
                .map(row -> row.get(1).isEmpty() ? row.get(0) : row.get(0) + " (" + row.get(1) + ")")
                .toList();
    }

    /** @param output where they go; what lies there already nobody has to copy */
    private static List<ResourceRoot> resources(String key, Path directory, Facts module, Path output) {
        List<ResourceRoot> roots = new ArrayList<>();
        List<List<String>> rows = module.rows(key);
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            roots.add(new ResourceRoot(
                    path(directory, row.get(0)),
                    row.get(1),
                    Boolean.parseBoolean(row.get(2)),
                    patterns(module.rows(key + ".include"), i),
                    patterns(module.rows(key + ".exclude"), i)));
        }
        roots.removeIf(root -> root.directory().startsWith(output));
        return distinct(roots);
    }

    private static List<String> patterns(List<List<String>> rows, int resource) {
        return rows.stream()
                .filter(row -> row.get(0).equals(String.valueOf(resource)))
                .map(row -> row.get(1))
                .toList();
    }

    static List<Path> paths(Path directory, List<String> texts) {
        return distinct(texts.stream().map(text -> path(directory, text)).toList());
    }

    static Path path(Path directory, String text) {
        return directory.resolve(text).toAbsolutePath().normalize();
    }

    static String oneLine(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static <T> List<T> distinct(List<T> values) {
        return values.stream().distinct().toList();
    }
}
