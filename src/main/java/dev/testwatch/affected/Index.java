package dev.testwatch.affected;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.affected.Standings.Look;
import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.TestResult;
import dev.testwatch.project.Project;
import dev.testwatch.project.StateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Everything known of the project's classes, resources and test results. Confined to one thread.
 *
 * <p>Each test class has a key: one number for the content of all that it can depend on. Results are kept under the key
 * they came of, so a test class is up to date as soon as the content is one that it ran with before, and nothing needs
 * to be known of what changed when. Whatever is lost only makes tests stale.
 */
public final class Index implements AutoCloseable {

    private final Modules modules;
    private final Archive archive;
    private final Catalogue catalogue;
    private final History history;
    private final Edits edits;
    private final Intake intake;
    private final Surroundings surroundings;
    private final Recordings recordings;
    private final Standings standings;
    private final Findings findings;
    /** Empty while the catalogue has changed since it was made. */
    private Optional<Dependencies> made = Optional.empty();

    private Index(Project project, Path state, Store store, Duration worth, Consumer<String> messages) {
        this.modules = new Modules(project);
        this.surroundings = new Surroundings(project, state, InstantSource.system()); // the store is read meanwhile
        this.archive = Archive.open(store, this::testClasses, messages);
        this.catalogue = archive.catalogue();
        this.history = archive.history();
        this.edits = new Edits(catalogue);
        this.intake = new Intake(catalogue, project, edits);
        this.recordings = new Recordings(catalogue, archive.elements(), surroundings, InstantSource.system());
        this.standings = new Standings(Environment.of(project), history, recordings, this::dependencies);
        this.findings = new Findings(project, archive, recordings, surroundings, standings, this::dependencies, worth);
    }

    /**
     * Loads what is kept below {@code state}, or starts empty.
     *
     * @param messages told in whole sentences what could not be loaded or cannot be kept
     */
    public static Index open(Project project, Path state, Consumer<String> messages) {
        return open(project, state, SingleMethods.WORTH, messages);
    }

    /** The same with another idea of what time it is worth to leave out methods of a test class. */
    public static Index open(Project project, Path state, Duration worth, Consumer<String> messages) {
        return new Index(project, state, Store.open(state, fingerprint(project), messages), worth, messages);
    }

    /** Loads what is kept below {@code state}, and keeps nothing. */
    static Index reading(Project project, Path state, Consumer<String> messages) {
        return new Index(
                project, state, Store.reading(state, fingerprint(project), messages), SingleMethods.WORTH, messages);
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
        changed(intake.take(output));
    }

    /** Makes this hold exactly these classes and resources; cheap where nothing differs. */
    public void reconcile(Compilation.Output everything) {
        changed(intake.reconcile(everything));
    }

    private void changed(Intake.Difference difference) {
        if (!difference.isEmpty()) {
            Elements elements = archive.elements();
            Set<Integer> renamed = catalogue.takeRenamed();
            Set<Integer> redeclared = catalogue.takeRedeclared();
            if (made.isPresent() && difference.resources().isEmpty()) {
                adapt(made.get(), difference, renamed, redeclared);
            } else {
                made = Optional.empty();
            }
            if (made.isEmpty()) {
                elements.update(difference.classes(), renamed);
                elements.updateSubtypes(redeclared);
                standings.clear();
            }
            findings.changed();
            archive.changed(difference.classes(), difference.resources());
        }
    }

    /** Lets go of the dependencies if it is no less work to make them anew. */
    private void adapt(
            Dependencies dependencies, Intake.Difference difference, Set<Integer> renamed, Set<Integer> redeclared) {
        if (difference.inside()) {
            dependencies.refresh(difference.classes());
        } else if (!dependencies.rewire(difference.classes())) {
            made = Optional.empty();
            return;
        }
        boolean guards = difference.classes().stream().anyMatch(modules::isShared);
        Elements elements = archive.elements();
        elements.update(difference.classes());
        renamed.forEach(symbol -> elements.updateUsers(dependencies.namers(symbol)));
        elements.updateSubtypes(redeclared);
        elements.update(dependencies.graph());
        standings.refresh(elements.takeChanged(), guards, !renamed.isEmpty());
    }

    /**
     * Looks at the files that tests were seen to use, beside classes and resources; to be done before each run.
     *
     * @return those that are not what they were
     */
    public Set<Path> look() {
        Set<Used> changed = surroundings.look(history.used());
        findings.differ(changed);
        return changed.stream().map(Used::path).collect(Collectors.toSet());
    }

    /** The files that tests were seen to read or to look for. */
    public Set<Path> usedFiles() {
        return paths(used -> used.aspect() != Used.Aspect.NAMES && !isDirectory(used));
    }

    /** The directories of which tests were seen to ask for the names in them. */
    public Set<Path> usedDirectories() {
        return paths(used -> used.aspect() == Used.Aspect.NAMES || isDirectory(used));
    }

    /** Where tests write, it may be either. */
    private static boolean isDirectory(Used used) {
        return used.aspect() == Used.Aspect.EDITION && Files.isDirectory(used.path());
    }

    private Set<Path> paths(Predicate<Used> which) {
        return history.used().stream().filter(which).map(Used::path).collect(Collectors.toSet());
    }

    /** From here on, what has changed so far needs no mention any more. */
    public void settled() {
        edits.settle();
        archive.elements().settle();
        standings.prepare(archive.elements().count());
    }

    /**
     * The unique ids of the only test methods that have to run of these stale classes, because the others passed and
     * nothing that they depended on has changed; of classes that are not there, all. What comes of them goes to
     * {@link #amend}.
     */
    public Map<TestClass, List<String>> methods(Collection<TestClass> tests) {
        return findings.methods(tests);
    }

    /** The parts of classes that have changed since the last {@link #settled}, for people: {@code Money.add(int)}. */
    public List<String> edited() {
        return edits.parts();
    }

    /** Why a test class need not run though something that it can reach changed; empty if that is not the reason. */
    public Optional<Unaffected> unaffected(TestClass test) {
        return findings.present(test, key(test)).isPresent()
                ? Optional.empty()
                : standings.known(test).flatMap(Outcome::vouching).map(Recording::unaffected);
    }

    /** Why it is not known in detail what the test class depended on when it last ran; empty if it is. */
    public Optional<String> unrecorded(TestClass test) {
        return history.latest(test)
                .filter(latest -> latest.vouching().isEmpty())
                .map(latest -> latest.failed() ? "failed" : latest.unrecorded());
    }

    /**
     * The stale test classes of which something came with the present content, but nobody knows of what else: files that
     * they use changed while they ran, or are others now. Each with what it does with one of these:
     * {@code reads config/data.json}.
     */
    public Map<TestClass, String> unsettled() {
        Map<TestClass, String> unsettled = new LinkedHashMap<>();
        for (Look look : standings.looks()) {
            boolean known =
                    look.latest().filter(latest -> latest.key() == look.key()).isPresent();
            if (known && look.standing() == Standing.STALE) {
                changedFile(look.test())
                        .ifPresent(used -> unsettled.put(look.test(), used.describe(surroundings.name(used.path()))));
            }
        }
        return unsettled;
    }

    /** The test classes of all modules whose tests the build would run, as of now, in order. */
    public Set<TestClass> testClasses() {
        return Collections.unmodifiableSet(dependencies().tests().keySet());
    }

    /** How many classes are known, nested ones counted. */
    public int classCount() {
        return catalogue.classes().size();
    }

    /** The stale test classes that are neither blocked nor parked with the key they have now, with reasons, in order. */
    public Selection stale(Question question) {
        Selecting selecting = new Selecting(
                dependencies(), question.changedClasses(), question.changedResources(), surroundings::name);
        Optional<String> arrival = edits.arrival().map(come -> "it may ask for classes by their names, and " + come);
        Set<TestClass> blocked = blocked(question.blocked());
        int[] edited = archive.elements().changed(question.changedClasses());
        int[] reaches = archive.elements().changedReaches();
        for (Look look : standings.looks()) {
            TestClass test = look.test();
            long key = look.key();
            Long parked = question.parked().get(test);
            if (blocked.contains(test) || (parked != null && parked == key)) {
                continue;
            }
            findings.recall(look);
            Standing standing = look.standing();
            if (standing == Standing.STALE) {
                Optional<String> part = recordings.changed(history.all(test), edited);
                Optional<String> around = otherEnvironment(test)
                        .map(other -> other + " changed")
                        .or(() -> arrival)
                        .or(() -> part.isPresent() ? Optional.empty() : left(test, reaches, question, selecting));
                selecting.add(test, key, history.latest(test), around, part, changedFile(test));
            } else if (standing == Standing.FAILING
                    && (question.rerunFailed() || !selecting.path(test).isEmpty())) {
                // A failure that is known for this content is worth another run only if this change led back to it.
                selecting.add(test, key, new Reason.FailedBefore(), look.known());
            }
        }
        return selecting.selection();
    }

    /** A file that is not what it was when the test class last ran. */
    private Optional<Used> changedFile(TestClass test) {
        return history.latest(test)
                .flatMap(outcome -> outcome.inputs().changed(surroundings).min(Used.ORDER));
    }

    /** What others may have left to a test class, so that all that this reaches counts for it, too. */
    private Optional<String> left(TestClass test, int[] reaches, Question question, Selecting selecting) {
        return recordings.owner(history.all(test), reaches).flatMap(owner -> {
            List<String> path = selecting.path(owner);
            if (path.isEmpty()) {
                return Optional.empty();
            }
            String change = path.get(path.size() - 1);
            boolean file = question.changedResources().stream()
                    .anyMatch(resource -> resource.path().equals(change));
            return Optional.of("it ran after others and may use what they left in "
                    + PartName.simple(owner.binaryName()) + ", which reaches "
                    + (file ? change : PartName.simple(change)));
        });
    }

    /** The test classes that need one of these, whatever is known of them, with the way as the reason, in order. */
    public Selection dependents(Set<ClassName> classes, Set<ResourceName> resources) {
        Selecting selecting = new Selecting(dependencies(), classes, resources, surroundings::name);
        testClasses().stream()
                .filter(test -> !selecting.path(test).isEmpty())
                .forEach(test -> selecting.add(
                        test, key(test), findings.present(test), Optional.empty(), Optional.empty(), Optional.empty()));
        return selecting.selection();
    }

    /** These test classes, whatever is known of them, in order. */
    public Selection of(Collection<TestClass> tests, Reason reason) {
        Selecting selecting = new Selecting(dependencies(), Set.of(), Set.of(), surroundings::name);
        new LinkedHashSet<>(tests).forEach(test -> selecting.add(test, key(test), reason, findings.present(test)));
        return selecting.selection();
    }

    /** The test classes that need one of these classes. */
    public Set<TestClass> blocked(Set<ClassName> blockedClasses) {
        return needing(blockedClasses, Set.of());
    }

    /** The test classes that need one of these classes or resources, whatever is known of them. */
    public Set<TestClass> needing(Set<ClassName> classes, Set<ResourceName> resources) {
        if (classes.isEmpty() && resources.isEmpty()) {
            return Set.of();
        }
        BitSet targets = new BitSet();
        classes.forEach(name -> targets.or(dependencies().nodes(name)));
        resources.forEach(name -> targets.or(dependencies().nodes(name)));
        BitSet reached = dependencies().graph().reaching(targets);
        Set<TestClass> needing = new LinkedHashSet<>();
        dependencies().tests().forEach((test, node) -> {
            if (reached.get(node.id)) {
                needing.add(test);
            }
        });
        return needing;
    }

    /** As the other, where nothing is known of what ran. */
    void record(Selected executed, List<TestResult> results, Duration took) {
        record(executed, results, took, Optional.empty());
    }

    /**
     * Keeps what came of running a test class to its end.
     *
     * @param executed what was run; its key says with what content
     * @param footprint what of the project ran in the fork; without it the test counts as needing all it can reach
     */
    public void record(Selected executed, List<TestResult> results, Duration took, Optional<Footprint> footprint) {
        findings.record(executed, results, took, footprint);
    }

    /**
     * Takes in what came of running only some tests of a class. Where the class has run to its end with this content,
     * or these are all that had to run of it ({@link #methods}), it is known what comes of the class; otherwise the
     * results are shown, but leave it stale.
     */
    public void amend(Selected executed, List<TestResult> results, Optional<Footprint> footprint) {
        findings.amend(executed, results, footprint);
    }

    /** Forgets what came of running these test classes, because it is not proven; they are stale again. */
    public void distrust(Collection<Selected> executed) {
        findings.distrust(executed);
    }

    /** The results to show: those for the present content, else the latest for any other, else none. */
    public List<TestResult> results(TestClass test) {
        return findings.results(test);
    }

    /**
     * The test classes that pass, but of which it could be known better what they need if they ran by themselves; in
     * order.
     */
    public List<TestClass> unswept() {
        return testClasses().stream()
                .filter(test -> standing(test) == Standing.FRESH
                        && findings.present(test, key(test))
                                .filter(Outcome::saysAll)
                                .isEmpty())
                .toList();
    }

    /** A test method by its unique id. */
    public record TestMethod(TestClass test, String id) {}

    /**
     * The methods of which it could be known better what they need if they ran by themselves; first those of which that
     * saves most.
     */
    public List<TestMethod> unsweptMethods() {
        return findings.single().unswept().stream()
                .filter(method -> standing(method.test()) == Standing.FRESH)
                .toList();
    }

    /** Keeps what came of running nothing but one method of a test class that passes. */
    public void recordSwept(
            TestMethod method, Selected executed, List<TestResult> results, Optional<Footprint> footprint) {
        findings.recordSwept(method, executed, results, footprint);
    }

    /**
     * As {@link #record}, of a test class that passes and has run by itself now. If it fails by itself where it passed
     * in company, with the same content, it goes on to count as one that passes.
     *
     * @return what is to be said if it failed
     */
    public Optional<String> recordSwept(
            Selected executed, List<TestResult> results, Duration took, Optional<Footprint> footprint) {
        return findings.recordSwept(executed, results, took, footprint);
    }

    /** What is known of the test class for its present content. */
    public Standing standing(TestClass test) {
        return standings
                .known(test)
                .map(outcome -> outcome.failed() ? Standing.FAILING : Standing.FRESH)
                .orElse(Standing.STALE);
    }

    /** One number for the content of all that the test class can depend on as of now. */
    public long key(TestClass test) {
        return standings.key(test);
    }

    /** How many tests a test class held when it last ran; 0 if it never did. */
    public int tests(TestClass test) {
        return findings.present(test).map(Outcome::tests).orElse(0);
    }

    /** Whether any of the results to show is a failure. */
    public boolean failing(TestClass test) {
        return findings.failing(test);
    }

    /** How many tests the present test classes held when they last ran. */
    public int knownTests() {
        return counts().stream().mapToInt(Count::tests).sum();
    }

    /** What there is to count of each test class, in order; faster than asking for one after the other. */
    public List<Count> counts() {
        List<Count> counts = new ArrayList<>();
        for (Look look : standings.looks()) {
            Optional<Outcome> present = look.known().or(look::latest);
            boolean failing = findings.failing(look.test(), present);
            counts.add(new Count(
                    look.test(), look.standing(), present.map(Outcome::tests).orElse(0), failing));
        }
        return counts;
    }

    /** Remembers how long these tests of a test class took. */
    public void time(TestClass test, List<TestResult> results) {
        archive.time(test, results);
    }

    /** How long the tests of the present test classes took the last few times; only of those that have passed. */
    public List<Timing> timings() {
        List<Timing> timings = new ArrayList<>();
        for (TestClass test : testClasses()) {
            for (TestResult result : results(test)) {
                List<Duration> durations = archive.timings().of(test, result);
                if (!durations.isEmpty()) {
                    timings.add(new Timing(result, durations));
                }
            }
        }
        return timings;
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
        return List.copyOf(new Selecting(dependencies(), classes, resources, surroundings::name).path(test));
    }

    /** Forgets all results, so that every test is one that never ran. */
    public void forget() {
        archive.forget();
        findings.forget();
        standings.clear();
    }

    /** Keeps what is known and lets go of the store. */
    @Override
    public void close() {
        archive.close();
    }

    private Optional<String> otherEnvironment(TestClass test) {
        return history.latest(test)
                .flatMap(outcome -> standings.environment(test).difference(outcome.environment()));
    }

    /** Lets go of all that was found out from what is kept, so that it is found out again. */
    void startOver() {
        made = Optional.empty();
        archive.elements().refresh();
        standings.clear();
    }

    private Dependencies dependencies() {
        if (made.isPresent()) {
            return made.get();
        }
        Dependencies dependencies = new Dependencies(catalogue, modules);
        made = Optional.of(dependencies);
        archive.elements().update(dependencies.graph());
        archive.elements().takeChanged();
        return dependencies;
    }
}
