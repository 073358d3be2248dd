package dev.testwatch.affected;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Fork;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.fork.Patience;
import dev.testwatch.fork.Progress;
import dev.testwatch.fork.Run;
import dev.testwatch.fork.Standby;
import dev.testwatch.fork.TestResult;
import dev.testwatch.worker.Message;
import dev.testwatch.worker.Message.Node;
import java.io.File;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All cases as one project, compiled once, and what is known of it after runs in real forks. */
final class Corpus implements AutoCloseable {

    private static final String MODULE = "app";

    /** As the watch has them: below a directory that is hidden, those of tests apart. */
    private static final String HIDDEN = ".published";

    private static final String CLASSES = HIDDEN + "/app/classes";
    private static final String TEST_CLASSES = HIDDEN + "/app/test-classes";

    private final Path root;
    private final Map<ClassName, byte[]> classes = new LinkedHashMap<>();
    private final Map<ResourceName, Long> resources = new LinkedHashMap<>();
    private final Map<String, Index> indexes = new LinkedHashMap<>();

    private Corpus(Path root) {
        this.root = root;
    }

    /** Compiles all cases. */
    static Corpus of(List<CorpusCase> cases, Path root) {
        Corpus corpus = new Corpus(root);
        Map<String, String> files = new LinkedHashMap<>();
        cases.forEach(each -> files.putAll(each.files()));
        corpus.write(Map.of(), files);
        Output output = corpus.compile(files, root.resolve("compiled"));
        cases.forEach(corpus::createPackage);
        corpus.publish(output);
        corpus.classes.putAll(output.written());
        corpus.resources.putAll(output.resources().written());
        return corpus;
    }

    /** Runs these test classes, those of each inner list in a fork of their own in this order, and keeps what came of it. */
    void run(String name, List<List<String>> forks) {
        Path state = root.resolve("state-" + name.replace(' ', '-'));
        Index index = Index.open(new Workbench(root).project(), state, Corpus::fail);
        indexes.put(name, index);
        index.reconcile(everything());
        ProbePack probes = ProbePack.open(state, Corpus::fail);
        probes.reconcile(everything());
        try (Standby standby = new Standby(state)) {
            forks.forEach(tests -> record(index, tests, run(standby, probes, tests)));
        }
    }

    private void record(Index index, List<String> tests, Heard heard) {
        List<TestClass> all =
                tests.stream().map(test -> new TestClass(MODULE, test)).toList();
        for (Selected selected : index.of(all, new Reason.NeverRun()).tests()) {
            String name = selected.test().name();
            List<TestResult> results = heard.results.getOrDefault(name, List.of());
            if (results.isEmpty() || results.stream().anyMatch(TestResult::failed)) {
                fail(name + " has to pass before the edit: " + results);
            }
            index.record(selected, results, Duration.ofMillis(1), Optional.ofNullable(heard.footprints.get(name)));
        }
    }

    private Heard run(Standby standby, ProbePack probes, List<String> tests) {
        List<Path> classPath = new ArrayList<>(List.of(root.resolve(TEST_CLASSES), root.resolve(CLASSES)));
        classPath.addAll(libraries());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ForkCommand command =
                new ForkCommand(java, List.of("-XX:TieredStopAtLevel=1"), Map.of(), Map.of(), classPath, root);
        Heard heard = new Heard();
        Message.Run what = new Message.Run(
                tests.stream().map(test -> "class:" + test).toList(),
                List.of(),
                List.of(),
                Optional.empty(),
                probes.recording()
                        .map(files -> new Message.Recording(
                                files.table(),
                                files.data(),
                                List.of(root.toString()),
                                List.of(root.resolve(HIDDEN).toString()))));
        try (Fork fork = standby.apart(command)) {
            Run run = fork.run(what, heard, Patience.of(Duration.ofMinutes(5)));
            if (!(run instanceof Run.Completed)) {
                fail("the fork came to no end: " + run);
            }
        }
        return heard;
    }

    /** What testwatch knows of, by name. */
    Map<String, Index> indexes() {
        return indexes;
    }

    /** What a case's edit writes and removes. The sources are as edited then. */
    Output edit(CorpusCase of) {
        write(of.files(), of.edited());
        Output next = compile(of.edited(), root.resolve("edited").resolve(of.packageName()));
        Map<ClassName, byte[]> written = new HashMap<>(next.written());
        written.entrySet().removeIf(entry -> Arrays.equals(entry.getValue(), classes.get(entry.getKey())));
        Set<ClassName> removed = classes.keySet().stream()
                .filter(name -> name.binaryName().startsWith(of.packageName() + "."))
                .filter(name -> !next.written().containsKey(name))
                .collect(Collectors.toSet());
        Map<ResourceName, Long> changed = new HashMap<>(next.resources().written());
        changed.entrySet().removeIf(entry -> entry.getValue().equals(resources.get(entry.getKey())));
        Set<ResourceName> gone = resources.keySet().stream()
                .filter(name -> of.files().containsKey(name.path()))
                .filter(name -> !next.resources().written().containsKey(name))
                .collect(Collectors.toSet());
        Output edit = new Output(written, removed, new Resources(changed, gone));
        publish(edit);
        return edit;
    }

    /** The edit that takes it back. */
    Output undo(CorpusCase of, Output edit) {
        write(of.edited(), of.files());
        Set<ClassName> added = new HashSet<>(edit.written().keySet());
        added.removeAll(classes.keySet());
        Set<ResourceName> addedResources =
                new HashSet<>(edit.resources().written().keySet());
        addedResources.removeAll(resources.keySet());
        Map<ClassName, byte[]> back = new HashMap<>(classes);
        back.keySet()
                .removeIf(name ->
                        !edit.written().containsKey(name) && !edit.removed().contains(name));
        Map<ResourceName, Long> backResources = new HashMap<>(resources);
        backResources
                .keySet()
                .removeIf(name -> !edit.resources().written().containsKey(name)
                        && !edit.resources().removed().contains(name));
        Output undo = new Output(back, added, new Resources(backResources, addedResources));
        publish(undo);
        return undo;
    }

    private Output everything() {
        return new Output(classes, Set.of(), new Resources(resources, Set.of()));
    }

    /** Compiles sources that lie in their places, and puts what they make and all resources into a directory. */
    private Output compile(Map<String, String> files, Path output) {
        Map<ClassName, byte[]> made = new LinkedHashMap<>();
        Map<ResourceName, Long> data = new LinkedHashMap<>();
        try {
            Files.createDirectories(output);
            List<Path> sources = files.keySet().stream()
                    .filter(CorpusCase::isSource)
                    .map(this::place)
                    .toList();
            OtherLanguages.compile(sources, output, libraries());
            List<Path> classPath = new ArrayList<>(libraries());
            classPath.add(output);
            Javac.compile(
                    sources.stream()
                            .filter(source -> source.toString().endsWith(".java"))
                            .toList(),
                    output,
                    classPath);
            for (Path file : files(output)) {
                String name = output.relativize(file).toString().replace('/', '.');
                String binaryName = name.substring(0, name.length() - ".class".length());
                made.put(new ClassName(MODULE, binaryName), Files.readAllBytes(file));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                if (!CorpusCase.isSource(file.getKey()) && !CorpusCase.isFile(file.getKey())) {
                    byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                    data.put(new ResourceName(MODULE, file.getKey()), Digest.ofContent(bytes));
                    Path copy = output.resolve(file.getKey());
                    Files.createDirectories(copy.getParent());
                    Files.write(copy, bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Output(made, Set.of(), new Resources(data, Set.of()));
    }

    private void write(Map<String, String> before, Map<String, String> after) {
        try {
            for (String gone : before.keySet()) {
                if (!after.containsKey(gone)) {
                    for (Path place : places(gone)) {
                        Files.delete(place);
                    }
                }
            }
            for (Map.Entry<String, String> file : after.entrySet()) {
                if (!file.getValue().equals(before.get(file.getKey()))) {
                    for (Path place : places(file.getKey())) {
                        Files.createDirectories(place.getParent());
                        Files.writeString(place, file.getValue());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is, and of a resource also where tests find it. */
    private List<Path> places(String path) {
        boolean resource = !CorpusCase.isSource(path) && !CorpusCase.isFile(path);
        return resource ? List.of(place(path), root.resolve(CLASSES).resolve(path)) : List.of(place(path));
    }

    private Path place(String path) {
        if (CorpusCase.isFile(path)) {
            return root.resolve(path);
        }
        String sources = CorpusCase.isTest(path) ? "src/test/java" : "src/main/java";
        return root.resolve(MODULE)
                .resolve(CorpusCase.isSource(path) ? sources : "src/main/resources")
                .resolve(path);
    }

    /** So that no edit adds a package to those that somebody may have listed. */
    private void createPackage(CorpusCase of) {
        try {
            Files.createDirectories(root.resolve(CLASSES).resolve(of.packageName()));
            Files.createDirectories(root.resolve(TEST_CLASSES).resolve(of.packageName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts class files where tests find them. */
    private void publish(Output output) {
        try {
            for (Map.Entry<ClassName, byte[]> written : output.written().entrySet()) {
                Path place = published(written.getKey());
                Files.createDirectories(place.getParent());
                Files.write(place, written.getValue());
            }
            for (ClassName removed : output.removed()) {
                Files.delete(published(removed));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path published(ClassName name) {
        String path = name.binaryName().replace('.', '/');
        boolean test = CorpusCase.isTest(path.replaceFirst("\\$.*", "") + ".java");
        return root.resolve(test ? TEST_CLASSES : CLASSES).resolve(path + ".class");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
    }

    /** The jars of JUnit and of the other languages, as this build has them. */
    private static List<Path> libraries() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(classPath)
                .map(Path::of)
                .filter(Files::isRegularFile)
                .filter(entry -> entry.getFileName()
                        .toString()
                        .matches("(junit|opentest4j|apiguardian|jspecify|kotlin-stdlib|groovy).*"))
                .toList();
    }

    private static void fail(String message) {
        throw new IllegalStateException(message);
    }

    @Override
    public void close() {
        indexes.values().forEach(Index::close);
    }

    /** What a fork says. */
    private static final class Heard implements Progress {

        private final Map<String, List<TestResult>> results = new HashMap<>();
        private final Map<String, Footprint> footprints = new HashMap<>();

        @Override
        public void planned(List<Node> tests) {
            // Who is to run is known.
        }

        @Override
        public void registered(Node test) {
            // It will start.
        }

        @Override
        public void started(Node test) {
            // It will finish.
        }

        @Override
        public void finished(TestResult result) {
            results.computeIfAbsent(result.testClass(), name -> new ArrayList<>())
                    .add(result);
        }

        @Override
        public void ended(String testClass, Optional<Footprint> footprint) {
            footprint.ifPresent(known -> footprints.put(testClass, known));
        }
    }
}
