package dev.testwatch.project;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which Maven and which Java a project's build would use; found by looking, without starting either. */
record MavenProgram(Path executable) {

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");

    /** The project's own wrapper, from its root upwards, else {@code mvn} on the PATH. */
    static Optional<MavenProgram> find(Path root, Map<String, String> environment) {
        for (Path directory = root; directory != null; directory = directory.getParent()) {
            Path wrapper = directory.resolve(WINDOWS ? "mvnw.cmd" : "mvnw");
            if (Files.isRegularFile(wrapper) && Files.isExecutable(wrapper)) {
                return Optional.of(new MavenProgram(wrapper));
            }
        }
        return onPath(WINDOWS ? "mvn.cmd" : "mvn", environment).map(MavenProgram::new);
    }

    /** The directory that holds {@code .mvn}: the root or the nearest one above it. */
    static Optional<Path> configuration(Path root) {
        for (Path directory = root; directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve(".mvn"))) {
                return Optional.of(directory.resolve(".mvn"));
            }
        }
        return Optional.empty();
    }

    /** What is wrong with JAVA_HOME, which Maven would stumble over; empty if nothing is. */
    static Optional<String> javaTrouble(Map<String, String> environment) {
        String home = environment.getOrDefault("JAVA_HOME", "");
        if (home.isEmpty() || Files.isExecutable(java(Path.of(home)))) {
            return Optional.empty();
        }
        return Optional.of(
                "JAVA_HOME is " + home + ", where there is no " + Path.of(home).relativize(java(Path.of(home)))
                        + "; set it to a JDK 17 or newer, or unset it, and start testwatch again");
    }

    /** The directory of the JDK that Maven would run on; empty if it is not to be found. */
    static Optional<Path> javaHome(Map<String, String> environment) {
        String home = environment.getOrDefault("JAVA_HOME", "");
        if (!home.isEmpty()) {
            return Optional.of(Path.of(home));
        }
        return onPath(WINDOWS ? "java.exe" : "java", environment).flatMap(JavaRelease::home);
    }

    List<String> command(List<String> arguments) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(executable.toString()), arguments.stream())
                .toList();
    }

    static Optional<Path> onPath(String name, Map<String, String> environment) {
        for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(entry).resolve(name);
            if (!entry.isEmpty() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate.toAbsolutePath());
            }
        }
        return Optional.empty();
    }

    private static Path java(Path home) {
        return home.resolve("bin").resolve(WINDOWS ? "java.exe" : "java");
    }
}
