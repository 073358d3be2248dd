package dev.testwatch.affected;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.fork.TestResult;
import dev.testwatch.project.Project;
import dev.testwatch.project.SourceSet.Kind;
import dev.testwatch.project.StateFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything known of the project's classes, resources and test results. Confined to one thread.
 *
 * <p>Each test class has a key: one number for the content of all that it can depend on. Results are kept under the key
 * they came of, so a test class is up to date as soon as the content is one that it ran with before, and nothing needs
 * to be known of what changed when. Whatever is lost only makes tests stale.
 */
public final class Index implements AutoCloseable {

    private final Modules modules;
    private final Project project;
    private final Map<String, Environment> environments;
    private final Map<String, Long> environmentKeys = new HashMap<>();
    private final Archive archive;
    private final Catalogue catalogue;
    private final History history;
    private final Map<TestClass, List<TestResult>> shown = new HashMap<>();
    /** Empty while the catalogue has changed since it was made. */
    private Optional<Dependencies> made = Optional.empty();

    private Index(Project project, Store store, Consumer<String> messages) {
        this.project = project;
        this.modules = new Modules(project);
        this.environments = Environment.of(project);
        environments.forEach((module, environment) -> environmentKeys.put(module, environment.key()));
        this.archive = new Archive(store, this::testClasses, messages);
        this.catalogue = archive.catalogue();
        this.history = archive.history();
    }

    /**
     * Loads what is kept below {@code state}, or starts empty.
     *
     * @param messages told in whole sentences what could not be loaded or cannot be kept
     */
    public static Index open(Project project, Path state, Consumer<String> messages) {
        return new Index(project, Store.open(state, fingerprint(project), messages), messages);
    }

    /** Loads what is kept below {@code state}, and keeps nothing. */
    static Index reading(Project project, Path state, Consumer<String> messages) {
        return new Index(project, Store.reading(state, fingerprint(project), messages), messages);
    }

    /** Keys of results name everything that they depend on, but no place. */
    private static long fingerprint(Project project) {
        return StateFile.fingerprint(List.of(project.root().toString()));
    }

    /** Whether no class and no resource is known. */
    public boolean isEmpty() {
        return catalogue.isEmpty();
    }

    /** Brings classes and resources up to date with what a compilation wrote and removed. */
    public void update(Compilation.Output output) {
        Set<ClassName> classes = new LinkedHashSet<>(output.removed());
        Set<ResourceName> resources = new LinkedHashSet<>(output.resources().removed());
        classes.removeIf(name -> catalogue.classes.remove(name) == null);
        resources.removeIf(name -> catalogue.resources.remove(name) == null);
        Locations locations = new Locations(project);
        output.written().forEach((name, bytes) -> {
            if (put(name, bytes, locations)) {
                classes.add(name);
            }
        });
        output.resources().written().forEach((name, content) -> {
            if (put(name, content, locations)) {
                resources.add(name);
            }
        });
        if (!classes.isEmpty() || !resources.isEmpty()) {
            made = Optional.empty();
            shown.clear();
            archive.changed(classes, resources);
        }
    }

    /** Makes this hold exactly these classes and resources; cheap where nothing differs. */
    public void reconcile(Compilation.Output everything) {
        Set<ClassName> gone = new LinkedHashSet<>(catalogue.classes.keySet());
        gone.removeAll(everything.written().keySet());
        Set<ResourceName> goneResources = new LinkedHashSet<>(catalogue.resources.keySet());
        goneResources.removeAll(everything.resources().written().keySet());
        update(new Compilation.Output(
                everything.written(),
                gone,
                new Compilation.Resources(everything.resources().written(), goneResources)));
    }

    private boolean put(ClassName name, byte[] bytes, Locations locations) {
        ClassNode known = catalogue.classes.get(name);
        if (known != null && known.content == Digest.ofContent(bytes)) {
            Kind kind = locations.kind(name, known.sourceFile);
            if (kind != known.kind) {
                catalogue.classes.put(name, known.withKind(kind, catalogue.symbols));
            }
            return kind != known.kind;
        }
        ClassFacts facts = ClassReading.read(bytes);
        Kind kind = locations.kind(name, facts.sourceFile());
        catalogue.classes.put(name, ClassNode.of(name, kind, facts, catalogue.symbols));
        return true;
    }

    private boolean put(ResourceName name, long content, Locations locations) {
        ResourceFacts known = catalogue.resources.get(name);
        if (known != null && known.content() == content) {
            return false;
        }
        Optional<String> text = ResourceFacts.mayNameClasses(name) ? locations.text(name) : Optional.empty();
        catalogue.resources.put(name, ResourceFacts.of(name, content, text));
        return true;
    }

    /** The test classes of all modules whose tests the build would run, as of now, in order. */
    public Set<TestClass> testClasses() {
        return Collections.unmodifiableSet(dependencies().tests().keySet());
    }

    /** How many classes are known, nested ones counted. */
    public int classCount() {
        return catalogue.classes.size();
    }

    /** The stale test classes that are neither blocked nor parked with the key they have now, with reasons, in order. */
    public Selection stale(Question question) {
        Selecting selecting = new Selecting(dependencies(), question.changedClasses(), question.changedResources());
        Set<TestClass> blocked = blocked(question.blocked());
        for (TestClass test : testClasses()) {
            long key = key(test);
            Long parked = question.parked().get(test);
            if (blocked.contains(test) || (parked != null && parked == key)) {
                continue;
            }
            recall(test, key);
            Standing standing = standing(test, key);
            if (standing == Standing.STALE) {
                selecting.add(test, key, history.latest(test), otherEnvironment(test));
            } else if (standing == Standing.FAILING && (question.rerunFailed() || reaches(test, question))) {
                selecting.add(test, key, new Reason.FailedBefore(), history.of(test, key));
            }
        }
        return selecting.selection();
    }

    /** A failure that is known for this content is worth another run only if it is this change that led back to it. */
    private boolean reaches(TestClass test, Question question) {
        return !path(test, question.changedClasses(), question.changedResources())
                .isEmpty();
    }

    /** The test classes that need one of these, whatever is known of them, with the way as the reason, in order. */
    public Selection dependents(Set<ClassName> classes, Set<ResourceName> resources) {
        Selecting selecting = new Selecting(dependencies(), classes, resources);
        testClasses().stream()
                .filter(test -> !selecting.path(test).isEmpty())
                .forEach(test -> selecting.add(test, key(test), present(test), Optional.empty()));
        return selecting.selection();
    }

    /** These test classes, whatever is known of them, in order. */
    public Selection of(Collection<TestClass> tests, Reason reason) {
        Selecting selecting = new Selecting(dependencies(), Set.of(), Set.of());
        new LinkedHashSet<>(tests).forEach(test -> selecting.add(test, key(test), reason, present(test)));
        return selecting.selection();
    }

    /** The test classes that need one of these classes. */
    public Set<TestClass> blocked(Set<ClassName> blockedClasses) {
        if (blockedClasses.isEmpty()) {
            return Set.of();
        }
        BitSet targets = new BitSet();
        blockedClasses.forEach(name -> targets.or(dependencies().nodes(name)));
        BitSet reached = dependencies().graph().reaching(targets);
        Set<TestClass> blocked = new LinkedHashSet<>();
        dependencies().tests().forEach((test, node) -> {
            if (reached.get(node.id)) {
                blocked.add(test);
            }
        });
        return blocked;
    }

    /**
     * Keeps what came of running a test class to its end.
     *
     * @param executed what was run; its key says with what content
     */
    public void record(Selected executed, List<TestResult> results, Duration took) {
        TestClass test = executed.test();
        keep(test, Outcome.of(executed.key(), environment(test), results, took));
    }

    /** What came of the present content is the latest again, though it was found out long ago. */
    private void recall(TestClass test, long key) {
        boolean latest =
                history.latest(test).filter(outcome -> outcome.key() == key).isPresent();
        if (!latest) {
            history.of(test, key).ifPresent(outcome -> keep(test, outcome));
        }
    }

    private void keep(TestClass test, Outcome outcome) {
        archive.add(test, outcome);
        shown.remove(test);
    }

    /** Forgets what came of running these test classes, because it is not proven; they are stale again. */
    public void distrust(Collection<Selected> executed) {
        Map<TestClass, Long> keys = new HashMap<>();
        executed.forEach(selected -> keys.put(selected.test(), selected.key()));
        keys.keySet().forEach(shown::remove);
        archive.forget(keys);
    }

    /**
     * Takes in what came of running only some tests of a class. Where the class has run to its end with this content,
     * these results take the place of those; otherwise they are shown, but leave the class stale.
     */
    public void amend(Selected executed, List<TestResult> results) {
        TestClass test = executed.test();
        Map<String, TestResult> merged = new LinkedHashMap<>();
        results(test).forEach(result -> merged.put(result.id(), result));
        results.forEach(result -> merged.put(result.id(), result));
        List<TestResult> all = List.copyOf(merged.values());
        if (history.of(test, executed.key()).isPresent()) {
            record(executed, all, usual(test).orElse(Duration.ZERO));
        } else {
            shown.put(test, all);
        }
    }

    /** The results to show: those for the present content, else the latest for any other, else none. */
    public List<TestResult> results(TestClass test) {
        List<TestResult> known = shown.get(test);
        if (known == null) {
            known = present(test).map(outcome -> outcome.results().read()).orElse(List.of());
            shown.put(test, known);
        }
        return known;
    }

    /** What is known of the test class for its present content. */
    public Standing standing(TestClass test) {
        return standing(test, key(test));
    }

    /** One number for the content of all that the test class can depend on as of now. */
    public long key(TestClass test) {
        Digest digest = new Digest()
                .add(test.module())
                .add(test.name())
                .add(environment(test).key());
        ClassNode node = dependencies().tests().get(test);
        return node == null
                ? digest.value()
                : digest.add(dependencies().graph().key(node.id)).value();
    }

    /** How many tests a test class held when it last ran; 0 if it never did. */
    public int tests(TestClass test) {
        return present(test).map(Outcome::tests).orElse(0);
    }

    /** Whether any of the results to show is a failure. */
    public boolean failing(TestClass test) {
        List<TestResult> known = shown.get(test);
        return known == null
                ? present(test).map(Outcome::failed).orElse(false)
                : known.stream().anyMatch(TestResult::failed);
    }

    /** How many tests the present test classes held when they last ran. */
    public int knownTests() {
        return testClasses().stream().mapToInt(this::tests).sum();
    }

    /** How long a test class took when it last ran. */
    public Optional<Duration> usual(TestClass test) {
        return history.latest(test).map(Outcome::took);
    }

    /** How long one of its tests took when it last ran. */
    public Optional<Duration> usual(TestClass test, String testId) {
        return results(test).stream()
                .filter(result -> result.id().equals(testId))
                .map(TestResult::duration)
                .findFirst();
    }

    /**
     * The shortest way from a test class to one of these, both included, by binary names of classes and paths of
     * resources. Empty if there is none.
     */
    public List<String> path(TestClass test, Set<ClassName> classes, Set<ResourceName> resources) {
        return List.copyOf(new Selecting(dependencies(), classes, resources).path(test));
    }

    /** Forgets all results, so that every test is one that never ran. */
    public void forget() {
        archive.forget();
        shown.clear();
    }

    /** Keeps what is known and lets go of the store. */
    @Override
    public void close() {
        archive.close();
    }

    private Standing standing(TestClass test, long key) {
        return history.of(test, key)
                .map(outcome -> outcome.failed() ? Standing.FAILING : Standing.FRESH)
                .orElse(Standing.STALE);
    }

    private Optional<Outcome> present(TestClass test) {
        return history.of(test, key(test)).or(() -> history.latest(test));
    }

    private Optional<String> otherEnvironment(TestClass test) {
        return history.latest(test).flatMap(outcome -> environment(test).difference(outcome.environment()));
    }

    private Environment environment(TestClass test) {
        return environments.getOrDefault(test.module(), new Environment(List.of()));
    }

    private Dependencies dependencies() {
        Dependencies dependencies = made.orElseGet(() -> new Dependencies(catalogue, modules));
        made = Optional.of(dependencies);
        return dependencies;
    }
}
