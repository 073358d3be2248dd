package dev.testwatch.project;

import dev.testwatch.project.FactText.Facts;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;

/** Makes a module's test settings out of the facts that the spy has written. */
final class TestSettingsReader {

    private static final int OLDEST_JAVA = 17;

    /** What the run of Maven was given by testwatch, and the tests are not. */
    private static final List<String> OWN_PROPERTIES =
            List.of("maven.ext.class.path", "maven.compiler.failOnError", "style.color", "testwatch.model");

    private final String name;
    private final Path directory;
    private final Facts module;
    private final boolean covered;
    private final List<String> notes;

    /**
     * @param covered whether a coverage plugin was left out, so that its placeholders stay unset
     * @param notes takes what users should know
     */
    TestSettingsReader(String name, Path directory, Facts module, boolean covered, List<String> notes) {
        this.name = name;
        this.directory = directory;
        this.module = module;
        this.covered = covered;
        this.notes = notes;
    }

    /** The settings; {@code trouble} is what keeps the module from being tested at all. */
    TestSettings read(Optional<String> trouble) {
        Path java = java();
        OptionalInt version = JavaRelease.of(java);
        ArgumentLine line = ArgumentLine.of(module.first("argLine").orElse(""));
        note(line);
        TestClassFilter classes = new TestClassFilter(module.all("include"), module.all("exclude"));
        Optional<String> skipped = trouble.or(() -> module.first("skipped"))
                .or(() -> wrongJava(java, version))
                .or(() -> classes.problems().stream().findFirst().map(problem -> "Surefire's pattern " + problem))
                .or(() ->
                        line.balanced() ? Optional.empty() : Optional.of("a quote is left open in Surefire's argLine"));
        return new TestSettings(
                java,
                version.orElse(0),
                arguments(line),
                systemProperties(),
                module.map("environment"),
                module.first("workingDirectory")
                        .map(text -> ModelReader.path(directory, text))
                        .orElse(directory),
                ModelReader.paths(directory, module.all("run.path")),
                classes,
                tags("groups"),
                tags("excludedGroups"),
                module.first("junit").orElse(""),
                skipped.orElse(""));
    }

    private Path java() {
        String java = module.first("java").orElse(System.getProperty("java.home") + "/bin/java");
        // Surefire's jvm may be a bare name.
        if (Path.of(java).getNameCount() == 1 && !Path.of(java).isAbsolute()) {
            return MavenProgram.onPath(java, System.getenv()).orElse(ModelReader.path(directory, java));
        }
        return ModelReader.path(directory, java);
    }

    private static Optional<String> wrongJava(Path java, OptionalInt version) {
        if (!Files.isExecutable(java)) {
            return Optional.of("the build runs the tests with " + java + ", which is no program");
        }
        if (version.isEmpty()) {
            return Optional.of("nothing says which version of Java " + java + " is; testwatch needs 17 or newer");
        }
        return version.getAsInt() < OLDEST_JAVA
                ? Optional.of("the build runs the tests on Java " + version.getAsInt() + " (" + java
                        + "); testwatch needs 17 or newer")
                : Optional.empty();
    }

    private void note(ArgumentLine line) {
        if (!line.agents().isEmpty()) {
            notes.add(name + ": the coverage agent in Surefire's argLine is left out");
        }
        if (!line.unset().isEmpty() && !covered) {
            notes.add(name + ": nothing in the build sets " + String.join(", ", line.unset())
                    + ", so Surefire's argLine is taken without it");
        }
    }

    private List<String> arguments(ArgumentLine line) {
        Stream<String> assertions = module.first("assertions").filter("true"::equals).map(on -> "-ea").stream();
        return Stream.concat(assertions, line.arguments().stream()).toList();
    }

    private Map<String, String> systemProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        module.first("systemPropertiesFile").ifPresent(file -> properties.putAll(file(file)));
        properties.putAll(module.map("property"));
        properties.keySet().removeAll(OWN_PROPERTIES);
        module.first("configurationParameters").ifPresent(text -> properties.putAll(parse(text)));
        return properties;
    }

    private Map<String, String> file(String file) {
        try {
            return parse(Files.readString(ModelReader.path(directory, file)));
        } catch (IOException e) {
            notes.add(name + ": Surefire's file of system properties cannot be read: " + file);
            return Map.of();
        }
    }

    private static Map<String, String> parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("a string that cannot be read", e);
        }
        Map<String, String> map = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
        return map;
    }

    private List<String> tags(String key) {
        return module.first(key).stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }
}
