package dev.testwatch.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/** A hash of all that the model of a project comes from. */
final class Fingerprint {

    private static final Pattern ENVIRONMENT = Pattern.compile("env\\.(\\w+)");
    private static final List<String> VARIABLES = List.of("JAVA_HOME", "MAVEN_ARGS", "MAVEN_OPTS", "MAVEN_SKIP_RC");

    private final CRC32 crc = new CRC32();
    private final Adler32 adler = new Adler32();
    private long length;
    private final Map<String, String> environment;

    private Fingerprint(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The fingerprint of these build files, of the variables of the environment that they name, of the Maven and the
     * Java that would be used.
     */
    static String of(Path root, Map<String, String> environment, List<Path> buildFiles) {
        Fingerprint fingerprint = new Fingerprint(environment);
        for (Path file : buildFiles) {
            fingerprint.addFile(file);
        }
        VARIABLES.forEach(fingerprint::addVariable);
        Path home = Path.of(System.getProperty("user.home", ""));
        fingerprint.addFile(home.resolve(".mavenrc"));
        fingerprint.addFile(Path.of("/etc/mavenrc"));
        MavenProgram.find(root, environment).ifPresent(maven -> fingerprint.addProgram(maven.executable()));
        MavenProgram.javaHome(environment).ifPresent(java -> fingerprint.addFile(java.resolve("release")));
        return fingerprint.value();
    }

    /** The files of {@code .mvn}, as far as they say something about the build. */
    static List<Path> configuration(Path root) {
        return MavenProgram.configuration(root).map(Fingerprint::files).orElse(List.of());
    }

    /** The files by which {@code .mvn} has a say in the build, whether they are there yet or not. */
    static List<Path> expected(Path root) {
        Path directory = MavenProgram.configuration(root).orElse(root.resolve(".mvn"));
        return Stream.of("maven.config", "jvm.config", "extensions.xml")
                .map(directory::resolve)
                .toList();
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells a text from others by two sums and its length: no defence against malice, but cheap in a cold JVM. */
    static String hash(String text) {
        Fingerprint fingerprint = new Fingerprint(Map.of());
        fingerprint.add(text);
        return fingerprint.value();
    }

    private void addFile(Path file) {
        add(file.toString());
        String content = content(file);
        add(content);
        variables(content).forEach(this::addVariable);
    }

    private static String content(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "absent";
        } catch (IOException e) {
            return "unreadable";
        }
    }

    /** The variables of the environment that these files name, and those that Maven itself takes arguments from. */
    static Set<String> variables(List<Path> buildFiles) {
        Set<String> names = new TreeSet<>(List.of("MAVEN_ARGS", "MAVEN_OPTS"));
        buildFiles.forEach(file -> names.addAll(variables(content(file))));
        return names;
    }

    private static Set<String> variables(String content) {
        Matcher variable = ENVIRONMENT.matcher(content);
        Set<String> names = new TreeSet<>();
        while (variable.find()) {
            names.add(variable.group(1));
        }
        return names;
    }

    private void addVariable(String name) {
        add(name + "=" + environment.getOrDefault(name, ""));
    }

    private void addProgram(Path program) {
        try {
            add(program.toRealPath().toString());
            add(Files.getLastModifiedTime(program).toString());
        } catch (IOException e) {
            add("unreadable");
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        crc.update(bytes);
        crc.update(0);
        adler.update(bytes);
        adler.update(0);
        length += bytes.length + 1;
    }

    private String value() {
        return Long.toHexString(crc.getValue()) + "-" + Long.toHexString(adler.getValue()) + "-" + length;
    }
}
