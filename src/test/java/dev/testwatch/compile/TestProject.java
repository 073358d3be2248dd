package dev.testwatch.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.SourceSet;
import dev.testwatch.project.SourceSet.ResourceRoot;
import dev.testwatch.project.TestClassFilter;
import dev.testwatch.project.TestSettings;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** A project in a temporary directory whose build tool is a plain run of javac. */
final class TestProject {

    private final Path root;
    private final List<String> modules = new ArrayList<>();
    private final List<Path> jars = new ArrayList<>();
    private final List<Path> processorPath = new ArrayList<>();
    private final Map<String, Path> ownProcessorPath = new HashMap<>();
    private final List<String> foreign = new ArrayList<>();
    private final List<String> enhancers = new ArrayList<>();
    private final Set<Path> touched = new HashSet<>();
    private List<String> arguments = List.of("-encoding", "UTF-8", "--release", "17", "-parameters");
    private final List<String> said = new CopyOnWriteArrayList<>();
    private boolean filtered;

    TestProject(Path root, String... modules) {
        this.root = root.toAbsolutePath();
        this.modules.addAll(modules.length == 0 ? List.of("shop") : Arrays.asList(modules));
    }

    TestProject arguments(String... javac) {
        arguments = List.of(javac);
        return this;
    }

    TestProject jar(Path jar) {
        jars.add(jar);
        return this;
    }

    TestProject processorPath(Path path) {
        processorPath.add(path);
        return this;
    }

    /** A processor path for one module alone. */
    TestProject processorPathOf(String module, Path path) {
        ownProcessorPath.put(module, path);
        return this;
    }

    TestProject foreign(String language) {
        foreign.add(language);
        return this;
    }

    /** The build changes class files with this plugin. */
    TestProject enhancer(String plugin) {
        enhancers.add(plugin);
        return this;
    }

    TestProject filtered() {
        filtered = true;
        return this;
    }

    Path path(String path) {
        return root.resolve(modules.get(0)).resolve(path);
    }

    /** Writes a main source, named after its package and the first top-level type. */
    Path main(String source) {
        return source("src/main/java", source);
    }

    Path test(String source) {
        return source("src/test/java", source);
    }

    Path source(String sourceRoot, String source) {
        var packageName = source.replaceAll("(?s).*?package ([\\w.]+);.*", "$1");
        var type = source.replaceAll("(?s).*?(?:class|interface|enum|record) (\\w+).*", "$1");
        return write(sourceRoot + "/" + packageName.replace('.', '/') + "/" + type + ".java", source);
    }

    Path write(String path, String content) {
        return writeIn(modules.get(0), path, content);
    }

    Path writeIn(String module, String path, String content) {
        var file = root.resolve(module).resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        touched.add(file);
        return file;
    }

    void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        touched.add(file);
    }

    /** What was written and deleted since the last time. */
    Change change() {
        var exists = touched.stream().collect(Collectors.partitioningBy(Files::exists, Collectors.toSet()));
        touched.clear();
        return new Change(exists.get(true), exists.get(false));
    }

    Project project() {
        var made = new ArrayList<Module>();
        var outputs = new ArrayList<Path>();
        for (var name : modules) {
            var directory = root.resolve(name);
            var main = set(directory, SourceSet.Kind.MAIN, outputs);
            outputs.add(main.output());
            var test = set(directory, SourceSet.Kind.TEST, outputs);
            made.add(new Module(name, directory, main, test, settings(directory), enhancers));
        }
        return new Project(root, "javac", made, List.of(), List.of());
    }

    private SourceSet set(Path directory, SourceSet.Kind kind, List<Path> outputs) {
        var name = kind == SourceSet.Kind.MAIN ? "main" : "test";
        var classPath = new ArrayList<>(outputs);
        classPath.addAll(jars);
        return new SourceSet(
                kind,
                List.of(directory.resolve("src/" + name + "/java")),
                List.of(new ResourceRoot(
                        directory.resolve("src/" + name + "/resources"), "", filtered, List.of(), List.of("**/*.bak"))),
                directory.resolve(kind == SourceSet.Kind.MAIN ? "target/classes" : "target/test-classes"),
                classPath,
                arguments,
                processorPathOf(directory),
                foreign,
                List.of());
    }

    private List<Path> processorPathOf(Path module) {
        var own = ownProcessorPath.get(module.getFileName().toString());
        return own == null ? processorPath : List.of(own);
    }

    private static TestSettings settings(Path directory) {
        return new TestSettings(
                Path.of("java"),
                17,
                List.of(),
                Map.of(),
                Map.of(),
                directory,
                List.of(),
                new TestClassFilter(List.of(), List.of()),
                List.of(),
                List.of(),
                "",
                "");
    }

    Map<Path, Long> contents() {
        var contents = new HashMap<Path, Long>();
        try (var walk = Files.walk(root)) {
            for (var file : (Iterable<Path>) walk::iterator) {
                if (Files.isRegularFile(file)
                        && file.toString().contains("/src/".replace('/', java.io.File.separatorChar))) {
                    contents.put(file, ContentHash.of(Files.readAllBytes(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    /** Makes the build tool's output directories, a minute after all sources were written. */
    TestProject build() {
        var project = project();
        for (var module : project.modules()) {
            build(module.main());
            build(module.test());
        }
        touched.clear();
        return this;
    }

    private void build(SourceSet set) {
        try {
            Files.createDirectories(set.output());
            var command = new ArrayList<>(set.compilerArguments());
            var classPath = new ArrayList<>(set.classPath());
            classPath.add(set.output());
            command.addAll(List.of(
                    "-d",
                    set.output().toString(),
                    "-cp",
                    classPath.stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator))));
            var sources = files(set.sources().get(0));
            sources.removeIf(file -> !file.toString().endsWith(".java"));
            for (var source : sources) {
                Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
                command.add(source.toString());
            }
            if (!sources.isEmpty()) {
                var javac = ToolProvider.getSystemJavaCompiler();
                assertThat(javac.run(null, null, null, command.toArray(String[]::new)))
                        .isZero();
            }
            var resources = set.resources().get(0);
            for (var resource : files(resources.directory())) {
                var target = set.output().resolve(resources.directory().relativize(resource));
                Files.createDirectories(target.getParent());
                Files.copy(resource, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(Path directory) {
        if (!Files.exists(directory)) {
            return new ArrayList<>();
        }
        try (var walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).collect(Collectors.toCollection(ArrayList::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path state() {
        return root.resolve(".testwatch");
    }

    Compiler open() {
        return open(CompilerSettings.USUAL);
    }

    Compiler open(CompilerSettings settings) {
        return Compiler.open(project(), state(), contents(), settings, said::add);
    }

    /** What the compiler said of itself. */
    List<String> said() {
        return said;
    }

    /** The class files and resources published for the first module. */
    Set<String> published(String kind) {
        var directory = state().resolve(modules.get(0)).resolve(kind);
        return files(directory).stream()
                .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                .collect(Collectors.toSet());
    }

    static Set<String> names(Set<ClassName> names) {
        return names.stream().map(ClassName::binaryName).collect(Collectors.toSet());
    }

    /** Where the errors are and what they say, by file name and line. */
    static Map<String, String> errors(Compilation compilation) {
        var errors = new LinkedHashMap<String, String>();
        for (var problem : compilation.problems()) {
            if (problem.severity() == Problem.Severity.ERROR) {
                var file = problem.file()
                        .map(path -> path.getFileName().toString())
                        .orElse("");
                errors.put(file + ":" + problem.line(), problem.message());
            }
        }
        return errors;
    }
}
