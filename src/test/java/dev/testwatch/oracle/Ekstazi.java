package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.project.TestSettings;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Ekstazi's core: its agent notes which class files each test class uses, its checker compares them. As its own hooks
 * are for JUnit 4 and older, {@link EkstaziListener} tells it where a test class begins and ends.
 */
final class Ekstazi implements Yardstick {

    static final String NAME = "Ekstazi 5.3.0's core with our JUnit 5 listener";

    private static final String VERSION = "5.3.0";
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
    private static final String CHECKER = "org.ekstazi.check.AffectedChecker";
    private static final String AFFECTED = "AFFECTED:";

    private final Set<TestClass> tests;
    private final Twin twin;
    private final TestSettings settings;
    private final Path jar;
    private final Path notes;

    private Ekstazi(Set<TestClass> tests, Twin twin, TestSettings settings, Path jar, Path notes) {
        this.tests = Set.copyOf(tests);
        this.twin = twin;
        this.settings = settings;
        this.jar = jar;
        this.notes = notes;
    }

    /** Lets it note what each test class uses while all run in one JVM. */
    static Ekstazi prepare(Subject subject, Twin twin, Path work) throws IOException {
        if (twin.root().startsWith("/tmp")) {
            throw new IllegalArgumentException(
                    "Ekstazi notes nothing of what lies below /tmp: -Doracle.work has to name another place");
        }
        Files.createDirectories(work);
        new Program(
                        work,
                        Map.of(),
                        List.of(
                                "mvn",
                                "--batch-mode",
                                "--quiet",
                                COPY,
                                "-Dartifact=org.ekstazi:org.ekstazi.core:" + VERSION,
                                "-DoutputDirectory=" + work))
                .lines();
        Path jar = work.resolve("org.ekstazi.core-" + VERSION + ".jar");
        TestSettings settings = subject.project().modules().get(0).tests().ofFork(1);
        Ekstazi ekstazi = new Ekstazi(subject.tests(), twin, settings, jar, work.resolve("ekstazi"));
        ekstazi.record(
                listener(work.resolve("listener")),
                pattern(subject.everything().written().keySet()));
        return ekstazi;
    }

    /** A directory with nothing but the listener. */
    private static Path listener(Path directory) throws IOException {
        String name = EkstaziListener.class.getName().replace('.', '/') + ".class";
        Path file = directory.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (InputStream bytes =
                Objects.requireNonNull(EkstaziListener.class.getClassLoader().getResourceAsStream(name))) {
            Files.write(file, bytes.readAllBytes());
        }
        return directory;
    }

    private void record(Path listener, String pattern) throws IOException {
        Files.createDirectories(notes);
        List<String> command = new ArrayList<>(List.of(settings.java().toString()));
        settings.jvmArguments().forEach(argument -> command.add(twin.of(argument)));
        settings.systemProperties().forEach((key, value) -> command.add("-D" + key + "=" + twin.of(value)));
        command.add("-Djunit.jupiter.execution.parallel.enabled=false");
        command.add("-javaagent:" + jar + "=mode=multi,force.all=true,dependencies.classes.instrument=" + pattern + ","
                + options());
        String classPath = settings.classPath().stream()
                .map(entry -> twin.of(entry).toString())
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", listener + File.pathSeparator + classPath, EkstaziListener.class.getName()));
        tests.forEach(test -> command.add(test.name()));
        new Program(twin.of(settings.workingDirectory()), settings.environment(), command).lines();
    }

    private String options() {
        return "dependencies.format=txt,root.dir=file:" + notes;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** What it has no notes of it would run. */
    @Override
    public Optional<Set<TestClass>> selection() throws IOException {
        Set<String> noted = noted();
        List<String> lines;
        try {
            lines = new Program(
                            twin.root(),
                            Map.of(),
                            List.of(
                                    settings.java().toString(),
                                    "-cp",
                                    jar.toString(),
                                    CHECKER,
                                    notes.toString(),
                                    "--debug",
                                    "",
                                    options()))
                    .lines();
        } catch (IOException e) {
            return Optional.empty();
        }
        return affected(lines).map(names -> {
            Set<TestClass> selected = new HashSet<>(tests);
            selected.removeIf(test -> noted.contains(test.name()) && !names.contains(test.name()));
            return selected;
        });
    }

    private Set<String> noted() throws IOException {
        try (var files = Files.list(notes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".clz"))
                    .map(name -> name.substring(0, name.length() - ".clz".length()))
                    .collect(Collectors.toSet());
        }
    }

    /** The test classes in the checker's answer; nothing if it does not come to that. */
    static Optional<Set<String>> affected(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(AFFECTED))
                .findFirst()
                .map(line -> line.substring(AFFECTED.length()).strip())
                .filter(list -> list.startsWith("[") && list.endsWith("]"))
                .map(list -> Arrays.stream(list.substring(1, list.length() - 1).split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet()));
    }

    /** Which classes the agent is to put its probes into: those in packages of these, and nobody else's. */
    static String pattern(Collection<ClassName> classes) {
        Set<String> packages = new TreeSet<>();
        for (ClassName name : classes) {
            int end = name.binaryName().lastIndexOf('.');
            if (end > 0) {
                packages.add(name.binaryName().substring(0, end + 1).replace('.', '/'));
            }
        }
        Set<String> outermost = new TreeSet<>(packages);
        outermost.removeIf(
                inner -> packages.stream().anyMatch(outer -> !outer.equals(inner) && inner.startsWith(outer)));
        return "^(" + String.join("|", outermost) + ")";
    }
}
