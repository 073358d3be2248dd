package dev.testwatch.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a developer would use without a watch, on a copy of the project of its own. */
final class Peers {

    private static final String DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:";
    private static final Pattern PLATFORM = Pattern.compile("junit-platform-(?:engine|commons)-([0-9][^/\\\\]*)\\.jar");

    private final Settings settings;
    private final Path project;
    private final Path log;
    private final String dependencies;
    private final Path launcher;

    private Peers(Settings settings, Path project, String dependencies, Path launcher) {
        this.settings = settings;
        this.project = project;
        this.log = settings.work().resolve("peers.log");
        this.dependencies = dependencies;
        this.launcher = launcher;
    }

    /** Builds the project and fetches JUnit's ConsoleLauncher in the version that the project's JUnit has. */
    static Peers prepare(Settings settings, Path project) throws IOException, InterruptedException {
        Path log = settings.work().resolve("prepare.log");
        Path classPath = settings.work().resolve("classpath.txt");
        Command.run(project, log, maven(settings, "-DskipTests", "test"));
        Command.run(
                project,
                log,
                maven(
                        settings,
                        DEPENDENCY_PLUGIN + "build-classpath",
                        "-Dmdep.outputFile=" + classPath,
                        "-DincludeScope=test"));
        String dependencies = Files.readString(classPath).strip();
        String artifact = "junit-platform-console-standalone";
        String version = platformVersion(dependencies);
        Command.run(
                project,
                log,
                maven(
                        settings,
                        DEPENDENCY_PLUGIN + "copy",
                        "-Dartifact=org.junit.platform:" + artifact + ":" + version,
                        "-DoutputDirectory=" + settings.work()));
        return new Peers(settings, project, dependencies, settings.work().resolve(artifact + "-" + version + ".jar"));
    }

    /** The class path of the project's tests, but for its own classes, with JUnit's launcher. */
    List<Path> libraries() {
        return RecordingCost.paths(launcher + File.pathSeparator + dependencies);
    }

    /** {@code mvn -o -q test -Dtest=…} after the edit, in milliseconds. */
    double maven(Edit edit, String text, Set<String> testClasses) throws IOException, InterruptedException {
        Path file = edit.in(project);
        String original = Files.readString(file);
        Files.writeString(file, text);
        try {
            return Command.run(project, log, maven(settings, "-o", "test", "-Dtest=" + String.join(",", testClasses)));
        } finally {
            Files.writeString(file, original);
        }
    }

    /** javac of what has to be compiled, then the ConsoleLauncher; in milliseconds. */
    double javacAndLauncher(Edit edit, String text, Set<String> testClasses) throws IOException, InterruptedException {
        Path file = edit.in(project);
        String original = Files.readString(file);
        Path classes = Directories.empty(settings.work().resolve("classes"));
        Files.writeString(file, text);
        try {
            double compiling =
                    isSource(file) ? javac(sources(edit, testClasses), classes) : copyResource(file, classes);
            return compiling + launcher(classes, testClasses);
        } finally {
            Files.writeString(file, original);
        }
    }

    private double javac(List<Path> sources, Path classes) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(jdk("javac"), "-encoding", "UTF-8", "-nowarn", "-proc:none", "-g"));
        command.addAll(List.of("-d", classes.toString(), "-cp", classPath(classes)));
        sources.forEach(source -> command.add(source.toString()));
        return Command.run(project, log, command);
    }

    private double launcher(Path classes, Set<String> testClasses) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk("java")));
        command.addAll(settings.jvmArguments());
        command.addAll(List.of("-cp", launcher + File.pathSeparator + classPath(classes)));
        command.addAll(
                List.of("org.junit.platform.console.ConsoleLauncher", "execute", "--disable-banner", "--details=none"));
        testClasses.forEach(test -> command.add("--select-class=" + test));
        return Command.run(project, log, command);
    }

    /** The fresh classes stand before those of the last build. */
    private String classPath(Path classes) {
        return Stream.of(classes, project.resolve("target/test-classes"), project.resolve("target/classes"))
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator))
                + File.pathSeparator
                + dependencies;
    }

    /** The file itself; if it reaches others, its package and the affected tests too. */
    private List<Path> sources(Edit edit, Set<String> testClasses) throws IOException {
        Path edited = edit.in(project);
        if (!edit.reachesOtherFiles()) {
            return List.of(edited);
        }
        Stream<Path> tests = testClasses.stream()
                .map(test -> project.resolve("src/test/java/" + test.replace('.', '/') + ".java"))
                .filter(Files::exists);
        try (Stream<Path> neighbours = Files.list(edited.getParent())) {
            return Stream.concat(neighbours.filter(Peers::isSource), tests)
                    .distinct()
                    .toList();
        }
    }

    private double copyResource(Path file, Path classes) throws IOException {
        Path inRoot = Stream.of("src/main/resources", "src/test/resources")
                .map(project::resolve)
                .filter(file::startsWith)
                .map(root -> root.relativize(file))
                .findFirst()
                .orElse(file.getFileName());
        long start = System.nanoTime();
        Path copy = classes.resolve(inRoot.toString());
        Files.createDirectories(Optional.ofNullable(copy.getParent()).orElse(classes));
        Files.copy(file, copy);
        return Sample.millis(start, System.nanoTime());
    }

    private static List<String> maven(Settings settings, String... arguments) {
        List<String> command = new ArrayList<>(List.of(settings.maven(), "-q", "-B"));
        command.addAll(settings.mavenArguments());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java");
    }

    private static String jdk(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private static String platformVersion(String dependencies) throws IOException {
        Matcher matcher = PLATFORM.matcher(dependencies);
        if (!matcher.find()) {
            throw new IOException("no JUnit Platform on the test class path: " + dependencies);
        }
        return matcher.group(1);
    }
}
