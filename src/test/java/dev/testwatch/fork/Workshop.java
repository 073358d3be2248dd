package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Message;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A directory of classes made for one test, that a fork runs with JUnit and nothing else beside it. */
final class Workshop {

    private final Path classes;
    private final List<Path> junit;
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** @param junit JUnit's jars */
    Workshop(Path classes, List<Path> junit) {
        this.classes = classes;
        this.junit = List.copyOf(junit);
    }

    /** With JUnit as this build has it. */
    static Workshop in(Path directory) throws IOException {
        List<Path> jars =
                Forks.classPath().stream().filter(Files::isRegularFile).toList();
        return new Workshop(Files.createDirectories(directory.resolve("made")), jars);
    }

    /** The source of a class with one test of this name, which holds if this statement does. */
    static String test(String name, String statement) {
        return "class " + name + " { @org.junit.jupiter.api.Test void holds() throws Exception { " + statement + " } }";
    }

    /** Compiles sources of the unnamed package, by the name of their class. */
    Workshop compile(Map<String, String> sources) throws IOException {
        Path source = Files.createTempDirectory(classes.getParent(), "src");
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", path(), "--release", "17"));
        for (Map.Entry<String, String> each : sources.entrySet()) {
            Path file = source.resolve(each.getKey() + ".java");
            arguments.add(Files.writeString(file, each.getValue()).toString());
        }
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        assertThat(exit).isZero();
        return this;
    }

    /** Registers a provider for {@link java.util.ServiceLoader}. */
    Workshop register(String service, String provider) throws IOException {
        Path file = classes.resolve("META-INF/services").resolve(service);
        Files.createDirectories(file.getParent());
        Files.writeString(file, provider + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return this;
    }

    Path file(String className) {
        return classes.resolve(className + ".class");
    }

    byte[] bytes(String className) {
        try {
            return Files.readAllBytes(file(className));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path classes() {
        return classes;
    }

    Run run(String... testClasses) {
        return run(List.of(), testClasses);
    }

    /** @param more what comes behind the rest of the class path */
    Run run(List<Path> more, String... testClasses) {
        List<Path> classPath = new ArrayList<>(List.of(classes));
        classPath.addAll(junit);
        classPath.addAll(more);
        var command = new ForkCommand(Forks.java(), Forks.SHORT_LIVED, Map.of(), Map.of(), classPath, classes);
        var what = new Message.Run(
                Stream.of(testClasses).map(name -> "class:" + name).toList(), List.of(), List.of(), Optional.empty());
        var progress = new Forks.Told() {
            @Override
            public void leaked(String testClass, List<String> what) {
                told.addAll(what);
            }
        };
        try (Fork fork = Fork.start(command, ForkFiles.in(classes.getParent()))) {
            return fork.run(what, progress, Patience.of(Duration.ofSeconds(60)));
        }
    }

    /** What the run had to say beside its tests. */
    List<String> told() {
        return told;
    }

    /** What went wrong with a test or a class, as people get to see it. */
    static String failure(Run run, String testClass) {
        return run.results().stream()
                .filter(result -> result.failed() && result.testClass().equals(testClass))
                .map(result -> result.detail().map(Rendered::of).orElse("no detail"))
                .collect(Collectors.joining("\n"));
    }

    static boolean passed(Run run, String testClass) {
        return run.results().stream()
                .anyMatch(result -> result.status() == TestResult.Status.SUCCESSFUL
                        && result.testClass().equals(testClass));
    }

    private String path() {
        return Stream.concat(Stream.of(classes), junit.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A text as bytes that are no class file. */
    static byte[] noClass() {
        return "this is no class file".getBytes(StandardCharsets.UTF_8);
    }
}
