package dev.testwatch.affected;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.fork.TestResult;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.SourceSet;
import dev.testwatch.project.SourceSet.Kind;
import dev.testwatch.project.TestClassFilter;
import dev.testwatch.project.TestSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project below a directory, with real sources, a real compiler, and tests that end as they are told to. */
final class Workbench implements AutoCloseable {

    private static final Map<String, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    final List<String> messages = new ArrayList<>();
    private final Path root;
    private final Path library;
    private final List<String> modules;
    private final Map<ClassName, byte[]> published = new HashMap<>();
    private final Map<ResourceName, Long> publishedResources = new HashMap<>();
    private List<String> jvmArguments = List.of();
    private List<Path> jars = List.of();
    private Optional<Index> index = Optional.empty();
    private Output last = new Output(Map.of(), Set.of(), Resources.NONE);

    Workbench(Path root, String... modules) {
        this.root = root;
        this.library = root.resolve("library");
        this.modules = modules.length == 0 ? List.of("app") : List.of(modules);
        create(library);
    }

    // ---- sources

    /** Compiles a class that belongs to no module, as a jar's classes do. */
    Workbench library(String source) {
        Path file = write(root.resolve("library-src/" + path(source)), source);
        Javac.compile(List.of(file), library, List.of(library));
        return this;
    }

    Workbench main(String source) {
        return main(modules.get(0), source);
    }

    Workbench main(String module, String source) {
        write(root.resolve(module + "/src/main/java/" + path(source)), source);
        return this;
    }

    Workbench test(String source) {
        return test(modules.get(0), source);
    }

    Workbench test(String module, String source) {
        write(root.resolve(module + "/src/test/java/" + path(source)), source);
        return this;
    }

    Workbench resource(String path, String content) {
        write(root.resolve(modules.get(0) + "/src/main/resources/" + path), content);
        return this;
    }

    Workbench delete(String path) {
        try {
            Files.delete(root.resolve(modules.get(0)).resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Workbench jvmArguments(String... arguments) {
        jvmArguments = List.of(arguments);
        return this;
    }

    /** Jars of this name are on the class path of all tests. */
    Workbench jars(String... names) {
        jars = Arrays.stream(names).map(root::resolve).toList();
        return this;
    }

    // ---- what testwatch does

    /** Compiles everything and brings the index up to date with the difference. */
    Workbench save() {
        Output output = publish();
        index().update(output);
        last = output;
        return this;
    }

    /** What {@link #save} published last, whatever index saw it. */
    Output everything() {
        return new Output(Map.copyOf(published), Set.of(), new Resources(Map.copyOf(publishedResources), Set.of()));
    }

    Output publish() {
        Map<ClassName, byte[]> classes = new LinkedHashMap<>();
        Map<ResourceName, Long> resources = new LinkedHashMap<>();
        List<Path> classPath = new ArrayList<>(List.of(library));
        for (String module : modules) {
            compile(module, classPath).forEach((name, bytes) -> classes.put(new ClassName(module, name), bytes));
            Path directory = root.resolve(module + "/src/main/resources");
            for (Path file : files(directory)) {
                String path = directory.relativize(file).toString();
                resources.put(new ResourceName(module, path), Digest.ofContent(bytes(file)));
            }
        }
        Output difference = difference(classes, resources);
        published.clear();
        published.putAll(classes);
        publishedResources.clear();
        publishedResources.putAll(resources);
        return difference;
    }

    /** The class files of a module by binary name. Adds them to the class path. */
    private Map<String, byte[]> compile(String module, List<Path> classPath) {
        List<Path> sources = new ArrayList<>(files(sources(module, Kind.MAIN)));
        sources.addAll(files(sources(module, Kind.TEST)));
        String key = modules
                + module
                + Stream.concat(files(root.resolve("library-src")).stream(), sources.stream())
                        .map(file -> root.relativize(file) + new String(bytes(file), StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
        if (modules.size() == 1 && COMPILED.containsKey(key)) {
            return COMPILED.get(key);
        }
        Path output = root.resolve("published/" + module);
        delete(output);
        create(output);
        Javac.compile(sources, output, classPath);
        classPath.add(output);
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (Path file : files(output)) {
            String name = output.relativize(file).toString().replace('/', '.');
            classes.put(name.substring(0, name.length() - 6), bytes(file));
        }
        COMPILED.put(key, classes);
        return classes;
    }

    Index index() {
        if (index.isEmpty()) {
            index = Optional.of(Index.open(project(), state(), messages::add));
        }
        return index.get();
    }

    /** Closes the index and opens it again, as a new process would. */
    Workbench restart() {
        close();
        index().reconcile(everything());
        return this;
    }

    /** As if the process had been killed: what was appended is there, nothing else is. */
    Workbench kill() {
        try {
            Path copy = root.resolve("copy-of-state");
            delete(copy);
            create(copy);
            for (String name : List.of("index", "index.prev", "journal")) {
                if (Files.exists(state().resolve(name))) {
                    Files.copy(state().resolve(name), copy.resolve(name));
                }
            }
            close();
            delete(state());
            Files.delete(state());
            Files.move(copy, state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Selection stale() {
        return index().stale(question(false));
    }

    Question question(boolean rerunFailed) {
        Set<ClassName> classes = new HashSet<>(last.written().keySet());
        classes.addAll(last.removed());
        Set<ResourceName> resources = new HashSet<>(last.resources().written().keySet());
        resources.addAll(last.resources().removed());
        return new Question(classes, resources, Map.of(), Set.of(), rerunFailed);
    }

    /** Simple names of the test classes that would run now. */
    Set<String> staleNames() {
        return stale().tests().stream().map(s -> simpleName(s.test())).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Runs what is stale; these test classes, by simple name, fail. */
    Workbench run(String... failing) {
        for (Selected selected : stale().tests()) {
            run(selected, Arrays.asList(failing).contains(simpleName(selected.test())));
        }
        last = new Output(Map.of(), Set.of(), Resources.NONE);
        return this;
    }

    void run(Selected selected, boolean fails) {
        String name = selected.test().name();
        index().record(selected, List.of(result(name, "works", fails)), Duration.ofMillis(12));
    }

    static TestResult result(String className, String method, boolean failed) {
        return new TestResult(
                "[class:" + className + "]/[method:" + method + "()]",
                className,
                className,
                Optional.of(method),
                method + "()",
                false,
                failed ? TestResult.Status.FAILED : TestResult.Status.SUCCESSFUL,
                Duration.ofMillis(3),
                Optional.empty(),
                "",
                "");
    }

    static String simpleName(TestClass test) {
        return test.name().substring(test.name().lastIndexOf('.') + 1);
    }

    TestClass testClass(String name) {
        return new TestClass(modules.get(0), name);
    }

    ClassName className(String name) {
        return new ClassName(modules.get(0), name);
    }

    Path state() {
        return root.resolve(".testwatch");
    }

    @Override
    public void close() {
        index.ifPresent(Index::close);
        index = Optional.empty();
    }

    // ---- the project

    Project project() {
        List<Module> all = new ArrayList<>();
        List<Path> before = new ArrayList<>();
        for (String module : modules) {
            Path target = root.resolve(module + "/target");
            List<Path> classPath = new ArrayList<>(List.of(target.resolve("test-classes"), target.resolve("classes")));
            classPath.addAll(before);
            classPath.addAll(jars);
            before.add(target.resolve("classes"));
            TestSettings tests = new TestSettings(
                    Path.of("java"),
                    17,
                    jvmArguments,
                    Map.of(),
                    Map.of(),
                    root.resolve(module),
                    classPath,
                    new TestClassFilter(List.of(), List.of()),
                    List.of(),
                    List.of(),
                    "JUnit 6",
                    "");
            all.add(new Module(
                    module,
                    root.resolve(module),
                    sourceSet(module, Kind.MAIN, target.resolve("classes")),
                    sourceSet(module, Kind.TEST, target.resolve("test-classes")),
                    tests,
                    List.of()));
        }
        return new Project(root, "Maven", all, List.of(), List.of());
    }

    private SourceSet sourceSet(String module, Kind kind, Path output) {
        Path resources = root.resolve(module + "/src/main/resources");
        return new SourceSet(
                kind,
                List.of(sources(module, kind)),
                kind == Kind.TEST
                        ? List.of()
                        : List.of(new SourceSet.ResourceRoot(resources, "", false, List.of(), List.of())),
                output,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private Path sources(String module, Kind kind) {
        return root.resolve(module + (kind == Kind.MAIN ? "/src/main/java" : "/src/test/java"));
    }

    private Output difference(Map<ClassName, byte[]> classes, Map<ResourceName, Long> resources) {
        Map<ClassName, byte[]> written = new HashMap<>(classes);
        written.entrySet().removeIf(e -> Arrays.equals(e.getValue(), published.get(e.getKey())));
        Set<ClassName> removed = new HashSet<>(published.keySet());
        removed.removeAll(classes.keySet());
        Map<ResourceName, Long> writtenResources = new HashMap<>(resources);
        writtenResources.entrySet().removeIf(e -> e.getValue().equals(publishedResources.get(e.getKey())));
        Set<ResourceName> removedResources = new HashSet<>(publishedResources.keySet());
        removedResources.removeAll(resources.keySet());
        return new Output(written, removed, new Resources(writtenResources, removedResources));
    }

    // ---- files

    /** The path of a source file, by its package and the first type that it declares. */
    private static String path(String source) {
        String code = source.replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
        String directory = "";
        var packageName = Pattern.compile("package\\s+([\\w.]+)\\s*;").matcher(code);
        if (packageName.find()) {
            directory = packageName.group(1).replace('.', '/') + "/";
        }
        if (code.contains("module app")) {
            return "module-info.java";
        }
        var type = Pattern.compile("(?:class|interface|enum|record)\\s+(\\w+)").matcher(code);
        return directory + (type.find() ? type.group(1) : "package-info") + ".java";
    }

    private static Path write(Path file, String text) {
        try {
            create(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        for (Path file : files(directory)) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
