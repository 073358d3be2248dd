package dev.testwatch.oracle;

import dev.testwatch.affected.Index;
import dev.testwatch.affected.Index.TestMethod;
import dev.testwatch.affected.ProbePack;
import dev.testwatch.affected.Question;
import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.affected.Standing;
import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.compile.Compiler;
import dev.testwatch.compile.CompilerSettings;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.fork.Standby;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.ProjectReader;
import dev.testwatch.project.Reading;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.ContentHash;
import dev.testwatch.worker.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Maven project that the oracles ask about: testwatch's own reader, compiler, index and forks over a state directory
 * of its own, put together as the watch puts them together. Confined to one thread.
 */
public final class Subject implements AutoCloseable {

    /** Class files are what the compiler makes of the sources, whatever the build would do to them. */
    private static final CompilerSettings HERE = CompilerSettings.USUAL.by(CompilerSettings.Maker.JAVAC);

    private final Project project;
    private final Compiler compiler;
    private final Index index;
    private final ProbePack probes;
    private final Runner runner;
    private Map<Path, Long> contents;
    private Set<ClassName> blocked = Set.of();

    private Subject(
            Project project,
            Compiler compiler,
            Index index,
            ProbePack probes,
            Runner runner,
            Map<Path, Long> contents) {
        this.project = project;
        this.compiler = compiler;
        this.index = index;
        this.probes = probes;
        this.runner = runner;
        this.contents = contents;
    }

    /**
     * Reads, compiles and indexes a project. Maven builds below it; everything else goes below {@code state}.
     *
     * @param messages told what happens, in whole sentences
     * @throws IllegalStateException if it cannot be read
     */
    public static Subject open(Path root, Path state, Consumer<String> messages) throws IOException {
        ProjectReader reader = new ProjectReader(root, state, System.getenv());
        Map<Path, Long> contents = contents(root.toRealPath());
        Project project = reader.cached(messages).orElseGet(() -> read(reader));
        Compiler compiler = Compiler.open(project, state, contents, HERE, messages);
        Index index = Index.open(project, state, Duration.ZERO, messages);
        index.reconcile(compiler.everything());
        ProbePack probes = ProbePack.open(state, messages);
        probes.reconcile(compiler.everything());
        Runner runner = new Runner(
                new Standby(state), () -> probes.recording().map(recording -> seeing(recording, project, state)));
        for (Module module : project.modules()) {
            if (module.tests().skipped().isEmpty()) {
                List<Path> classPath = compiler.published(module.tests().classPath());
                runner.launch(module, ForkCommand.of(module.tests(), classPath, 1));
            }
        }
        Subject subject = new Subject(project, compiler, index, probes, runner, contents);
        Compilation compilation = compiler.compile(compiler.behind(contents));
        if (!subject.take(compilation)) {
            messages.accept(
                    "What needs this is left out: " + compilation.problems().get(0));
        }
        return subject;
    }

    /** Hears of files in the project's directory, as the watch does. */
    private static Message.Recording seeing(Message.Recording recording, Project project, Path state) {
        List<String> without = new ArrayList<>(List.of(state.toString()));
        for (Module module : project.modules()) {
            without.add(module.main().output().toString());
            without.add(module.test().output().toString());
        }
        return new Message.Recording(
                recording.table(), recording.data(), List.of(project.root().toString()), without);
    }

    private static Project read(ProjectReader reader) {
        Reading reading = reader.read(progress -> {});
        if (reading instanceof Reading.Read read) {
            return read.project();
        }
        throw new IllegalStateException(((Reading.Unreadable) reading).message());
    }

    /**
     * Brings everything up to date with the sources as they are now.
     *
     * @return whether they compile
     */
    boolean compile() throws IOException {
        Map<Path, Long> before = contents;
        contents = contents(project.root());
        Set<Path> modified = new HashSet<>();
        contents.forEach((file, hash) -> {
            if (!hash.equals(before.get(file))) {
                modified.add(file);
            }
        });
        Set<Path> deleted = new HashSet<>(before.keySet());
        deleted.removeAll(contents.keySet());
        return take(compiler.compile(new Change(modified, deleted)));
    }

    /** @return whether everything compiles */
    private boolean take(Compilation compilation) {
        blocked = Set.of();
        if (compilation instanceof Compilation.Succeeded succeeded) {
            take(succeeded.output());
        } else if (compilation instanceof Compilation.Partial partial) {
            take(partial.output());
            blocked = partial.blocked().keySet();
        }
        return compilation instanceof Compilation.Succeeded;
    }

    private void take(Output output) {
        index.update(output);
        probes.update(output);
    }

    Runner runner() {
        return runner;
    }

    /** The test classes that can be run. */
    Set<TestClass> tests() {
        Set<TestClass> tests = new HashSet<>(index.testClasses());
        tests.removeIf(test -> !runner.runs(test));
        tests.removeAll(index.blocked(blocked));
        return tests;
    }

    /** Everything that is published, as the build made it. */
    Output everything() {
        return compiler.everything();
    }

    Project project() {
        return project;
    }

    /** Where the build tool puts what is published in each of these directories. */
    Map<Path, Path> outputs() {
        Map<Path, Path> outputs = new HashMap<>();
        project.modules().stream()
                .flatMap(module ->
                        Stream.of(module.main().output(), module.test().output()))
                .forEach(output ->
                        outputs.put(compiler.published(List.of(output)).get(0), output));
        return outputs;
    }

    Path file(ClassName name) {
        return find(name).orElseThrow();
    }

    private Optional<Path> find(ClassName name) {
        String path = name.binaryName().replace('.', '/') + ".class";
        return directories(name.module())
                .map(directory -> directory.resolve(path))
                .filter(Files::exists)
                .findFirst();
    }

    boolean isTest(ClassName name) {
        Module module = module(name.module());
        return file(name)
                .startsWith(compiler.published(List.of(module.test().output())).get(0));
    }

    Path file(ResourceName name) {
        return directories(name.module())
                .map(directory -> directory.resolve(name.path()))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private Stream<Path> directories(String name) {
        Module module = module(name);
        return compiler.published(List.of(module.test().output(), module.main().output())).stream();
    }

    private Module module(String name) {
        return project.modules().stream()
                .filter(module -> module.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Publishes an edit and tells the index.
     *
     * @return the edit that takes it back
     */
    Edit apply(Edit edit) throws IOException {
        Contents before = Contents.present(edit.files().files().keySet());
        Output old = before(edit, before);
        edit.files().write();
        take(edit.output());
        index.look(); // as the watch does before it chooses: a resource may count as a file that somebody reads
        return new Edit(edit.where(), edit.member(), "took back: " + edit.what(), before, old, edit.kind());
    }

    private Output before(Edit edit, Contents files) {
        Map<ClassName, byte[]> classes = new HashMap<>();
        Set<ClassName> added = new HashSet<>();
        Map<ResourceName, Long> resources = new HashMap<>();
        edit.classes().forEach(name -> find(name)
                .flatMap(files::of)
                .ifPresentOrElse(bytes -> classes.put(name, bytes), () -> added.add(name)));
        edit.output().resources().written().keySet().forEach(name -> files.of(file(name))
                .ifPresent(bytes -> resources.put(name, ContentHash.of(bytes))));
        return new Output(classes, added, new Resources(resources, Set.of()));
    }

    /** What testwatch would run now, after this edit. */
    Set<TestClass> selection(Edit edit) {
        return selected(stale(edit));
    }

    private static Set<TestClass> selected(Stream<Selected> stale) {
        return stale.map(Selected::test).collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Selected> stale(Edit edit) {
        return stale(edit.classes(), edit.output().resources().written().keySet());
    }

    private Stream<Selected> stale(Set<ClassName> classes, Set<ResourceName> resources) {
        return index.stale(new Question(classes, resources, Map.of(), blocked, false)).tests().stream();
    }

    /** Of these those of which testwatch would run only some methods now if others took longer: their unique ids. */
    Map<TestClass, List<String>> methods(Set<TestClass> selected) {
        return index.methods(selected);
    }

    /** By test class that testwatch would run now, after this edit: what made it do so, for people. */
    Map<TestClass, String> causes(Edit edit) {
        return stale(edit).collect(Collectors.toMap(Selected::test, this::cause));
    }

    private String cause(Selected selected) {
        Optional<String> unrecorded = index.unrecorded(selected.test());
        if (unrecorded.isPresent()) {
            return "no recording of " + selected.test().name() + ": " + unrecorded.get();
        } else if (selected.reason() instanceof Reason.DependsOn depends) {
            return depends.element()
                    .orElse(selected.test().name() + " depends on what it can reach, names or resources");
        } else if (selected.reason() instanceof Reason.Undecidable undecidable) {
            return selected.test().name() + " " + undecidable.why();
        }
        return selected.reason().getClass().getSimpleName();
    }

    /** What testwatch would run now. */
    Set<TestClass> selection() {
        return selected(stale(Set.of(), Set.of()));
    }

    /** Whether a result is known for the present content. */
    boolean isKnown(TestClass test) {
        return index.standing(test) != Standing.STALE;
    }

    /** The test classes that reach one of these classes in the static graph. */
    Set<TestClass> reaching(Set<ClassName> classes) {
        return index.blocked(classes);
    }

    /**
     * What testwatch would run if something were published, which is not.
     *
     * @param methods of some of these, the only methods that would run: their unique ids
     */
    record Supposed(Set<TestClass> selected, Map<TestClass, List<String>> methods) {}

    Supposed whatIf(Output changed, Output present) {
        index.update(changed);
        Set<TestClass> selected = selected(
                stale(changed.written().keySet(), changed.resources().written().keySet()));
        var supposed = new Supposed(selected, methods(selected));
        index.update(present);
        return supposed;
    }

    /** From now on every test is one that never ran. */
    void forget() {
        index.forget();
    }

    /** Runs these, and keeps what came of them as the watch would. */
    Map<TestClass, Outcome> runAndRecord(Collection<TestClass> tests) {
        return runAndRecord(List.of(), tests);
    }

    /** Runs each by itself, as the watch lets it do when idle, and keeps what came of them. */
    Map<TestClass, Outcome> runAlone(Collection<TestClass> tests) {
        Map<TestClass, Outcome> outcomes = new LinkedHashMap<>();
        tests.forEach(test -> outcomes.putAll(runAndRecord(List.of(test))));
        return outcomes;
    }

    /** Runs each method by itself of which the watch would wish that, if its class took long enough; after classes. */
    void runMethodsAlone() {
        List<TestMethod> methods = index.unsweptMethods();
        for (TestMethod method : methods) {
            index.look();
            Selection selection = index.of(List.of(method.test()), new Reason.Swept());
            Outcome outcome = runner.run(method);
            index.recordSwept(method, selection.tests().get(0), outcome.results(), outcome.footprint());
        }
    }

    /** Runs some of which nothing is kept, and behind them in the same forks others of which it is. */
    Map<TestClass, Outcome> runAndRecord(Collection<TestClass> first, Collection<TestClass> tests) {
        index.look(); // as the watch does; else what was made or removed since the start makes files doubtful
        Selection selection = index.of(tests, new Reason.Asked());
        List<TestClass> all = new ArrayList<>(first);
        all.addAll(tests);
        Map<TestClass, Outcome> outcomes = runner.run(all);
        selection.tests().forEach(selected -> {
            Outcome outcome = outcomes.get(selected.test());
            if (outcome != null && outcome.death().isEmpty()) {
                index.record(selected, outcome.results(), outcome.took(), outcome.footprint());
            }
        });
        return outcomes;
    }

    /** The content hashes of all files that could be sources or resources. */
    private static Map<Path, Long> contents(Path root) throws IOException {
        Map<Path, Long> contents = new HashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> isInput(root.relativize(file)))
                    .filter(Files::isRegularFile)
                    .forEach(file -> {
                        try {
                            contents.put(file, ContentHash.of(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
        return contents;
    }

    private static boolean isInput(Path file) {
        for (Path part : file) {
            if (part.startsWith("target") || part.startsWith(".git") || part.startsWith(".testwatch")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        runner.close();
        index.close();
        compiler.close();
    }
}
