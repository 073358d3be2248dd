package dev.testwatch.loop;

import dev.testwatch.affected.Count;
import dev.testwatch.affected.Index;
import dev.testwatch.affected.ProbePack;
import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.affected.Standing;
import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.compile.Compiler;
import dev.testwatch.compile.CompilerSettings.Maker;
import dev.testwatch.compile.Problem;
import dev.testwatch.fork.TestResult;
import dev.testwatch.project.Project;
import dev.testwatch.project.ProjectReader;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.SlowText;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.WatchSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** An open project: its model, its published output, what is known of its tests. Confined to one thread. */
final class Workspace implements AutoCloseable {

    /** For comparing with what it is like without. */
    private static final boolean RECORDING = !"off".equals(System.getProperty("testwatch.recording"));

    private final Git git;
    private final Contents contents;
    private final Flaws flaws = new Flaws();
    private final Project project;
    private final ProjectReader reader;
    private final Compiler compiler;
    private final Index index;
    private final Optional<ProbePack> probes;
    private final Vicinity vicinity;
    /** As the build has it, with nothing recorded; {@link #launches()} is for runs. */
    private final Launches launches;

    private final Set<ClassName> changedClasses = new HashSet<>();
    private final Set<ResourceName> changedResources = new HashSet<>();
    private final IdleRuns idle;
    private final Candidates.Gathering gathering = new Candidates.Gathering();

    /** Why it is not known what the present build was to find out. */
    private Optional<String> trouble = Optional.empty();

    private List<Problem> errors = List.of();
    private Map<ClassName, Problem> blocked = Map.of();

    private Workspace(
            Project project,
            ProjectReader reader,
            Compiler compiler,
            Index index,
            Optional<ProbePack> probes,
            Vicinity vicinity,
            int forks) {
        this.vicinity = vicinity;
        this.git = new Git(project.root());
        this.contents = new Contents(project.root(), git);
        this.project = project;
        this.reader = reader;
        this.compiler = compiler;
        this.index = index;
        this.probes = probes;
        this.launches = Launches.of(project, compiler, forks, probes.isPresent());
        this.idle = new IdleRuns(index, launches::has, InstantSource.system());
    }

    /**
     * Opens a project that has been read.
     *
     * @param contents the content hashes of its files when its output was made
     * @param afresh forget all results
     */
    static Workspace open(
            Project project,
            ProjectReader reader,
            Place place,
            Path state,
            Map<Path, Long> contents,
            boolean afresh,
            Consumer<String> messages) {
        Compiler compiler = Compiler.open(project, state, contents, place.compiling(), messages);
        Index index = Index.open(project, state, messages);
        Compilation.Output everything = compiler.everything();
        index.reconcile(everything);
        if (afresh) {
            index.forget();
        }
        Optional<ProbePack> probes = RECORDING ? Optional.of(ProbePack.open(state, messages)) : Optional.empty();
        probes.ifPresent(pack -> pack.reconcile(everything));
        return new Workspace(
                project,
                reader,
                compiler,
                index,
                probes,
                new Vicinity(project, state),
                place.rules().forks());
    }

    Maker maker() {
        return compiler.maker();
    }

    Project project() {
        return project;
    }

    Change behind(Map<Path, Long> contents) {
        return compiler.behind(contents);
    }

    void warmUp(int round) {
        compiler.warmUp(round);
    }

    int classCount() {
        return index.classCount();
    }

    Set<TestClass> testClasses() {
        return index.testClasses();
    }

    /** Keeps what came of a test class, and returns what there is to say about it. */
    Optional<String> keep(Event.Ended ended) {
        boolean swept = ended.executed().reason() instanceof Reason.Swept;
        if (swept && isAway()) {
            return Optional.empty(); // why it failed is known, and has nothing to do with running by itself
        }
        contents.ended(ended);
        flaws.ended(ended);
        if (swept) {
            return idle.keep(ended);
        }
        if (ended.whole()) {
            time(ended);
            index.record(ended.executed(), ended.results(), ended.took(), ended.footprint());
        } else {
            index.amend(ended.executed(), ended.results(), ended.footprint());
        }
        return Optional.empty();
    }

    /** On the way to a failure tests do not take what they usually do. */
    private void time(Event.Ended ended) {
        if (ended.results().stream().noneMatch(TestResult::failed)) {
            index.time(ended.executed().test(), ended.results());
        }
    }

    /** The slowest tests, as lines for people. */
    List<String> slow() {
        return SlowText.of(index.timings());
    }

    void distrust(List<Selected> executed) {
        index.distrust(executed);
    }

    /** From here on, what has changed so far needs no mention as a reason. */
    void settled() {
        changedClasses.clear();
        changedResources.clear();
        index.settled();
    }

    /** Compiles and chooses; the answer to {@link Effect.Build}. */
    Event.Built build(Effect.Build build, Consumer<String> progress) {
        long start = System.nanoTime();
        boolean published = compile(build.change(), progress);
        long compiled = System.nanoTime();
        boolean different = !index.look().isEmpty();
        trouble = Optional.empty();
        Job planned = build.wish() instanceof Wish.Since since
                ? since(since, build)
                : planning().job(build, changedClasses, changedResources);
        Job job = planned.knowing(this::passes);
        contents.planned(job);
        Tally tally = tally();
        String quiet = job.isEmpty()
                ? new Quiet(index, changedClasses, changedResources, trouble, maker())
                        .why(build, published, different, tally)
                : "";
        if (job.isEmpty() && tally.stale() == 0 && tally.blocked() == 0 && tally.compiles()) {
            settled();
        }
        long selected = System.nanoTime();
        return new Event.Built(
                build.cycle(),
                build.change().isEmpty() ? List.of() : errors,
                index.blocked(blocked.keySet()).stream()
                        .map(TestClass::name)
                        .sorted()
                        .toList(),
                job,
                tally,
                quiet,
                Duration.ofNanos(compiled - start),
                Duration.ofNanos(selected - compiled));
    }

    private Planning planning() {
        return new Planning(index, launches(), blocked.keySet());
    }

    /** What git says has changed is looked for among what was made from it. */
    private Job since(Wish.Since since, Effect.Build build) {
        Git.Answer changed = git.changedSince(since.ref());
        trouble = changed.trouble();
        if (changed.files().stream().anyMatch(ProjectReader::isBuildFile)) {
            return planning().job(build.wishing(new Wish.All()), changedClasses, changedResources);
        }
        Compiler.Made made = compiler.madeFrom(changed.files());
        return planning().job(build, made.classes(), made.resources());
    }

    /** What has changed since a test passed; for people. */
    List<String> sinceGreen(FailingTest test) {
        return contents.since(test);
    }

    /** @return whether anything that a test could see differs now */
    private boolean compile(Change change, Consumer<String> progress) {
        contents.changed(compiler.sources(change));
        if (change.isEmpty() && !compiler.damaged()) {
            return false;
        }
        boolean filtered = processResources(change, progress);
        Compilation compilation = compiler.compile(change, () -> reader.compile(progress));
        errors = compilation.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
        if (compilation instanceof Compilation.Failed) {
            return filtered;
        }
        blocked = compilation instanceof Compilation.Partial partial ? partial.blocked() : Map.of();
        Compilation.Output output = compilation instanceof Compilation.Partial partial
                ? partial.output()
                : ((Compilation.Succeeded) compilation).output();
        take(output);
        return filtered || !output.isEmpty();
    }

    private boolean processResources(Change change, Consumer<String> progress) {
        if (!compiler.needsBuildTool(change)) {
            return false;
        }
        Optional<String> trouble = reader.processResources(progress);
        trouble.ifPresent(progress);
        Compilation.Resources resources = compiler.mirrorResources();
        take(new Compilation.Output(Map.of(), Set.of(), resources));
        return !resources.isEmpty();
    }

    private void take(Compilation.Output output) {
        index.update(output);
        probes.ifPresent(pack -> pack.update(output));
        changedClasses.addAll(output.written().keySet());
        changedClasses.addAll(output.removed());
        changedResources.addAll(output.resources().written().keySet());
        changedResources.addAll(output.resources().removed());
    }

    /** Whether the project was moved away; it may be moved back. */
    private boolean isAway() {
        return !Files.isDirectory(project.root());
    }

    /** What is to run by itself next, in idle time, and how much there is. */
    Event.Unswept unswept(int cycle) {
        if (isAway()) {
            return new Event.Unswept(cycle, Job.NOTHING, 0);
        }
        index.look();
        return idle.next()
                .map(next -> new Event.Unswept(
                        cycle,
                        Job.whole(next.selection(), launches(), next.ids(), "idle")
                                .knowing(this::passes),
                        next.left()))
                .orElseGet(() -> new Event.Unswept(cycle, Job.NOTHING, 0));
    }

    /** How the modules' tests are run, by module; those without tests are missing. */
    Map<String, Job.Launch> launches() {
        var recording = probes.flatMap(ProbePack::recording).map(vicinity::seeing);
        return launches.recording(recording);
    }

    /** What is to be watched because tests were seen to use it. */
    Optional<WatchSpec> besides(Place place) {
        return vicinity.watched(index, place);
    }

    /** The files that tests were seen to use and that are not what they were when somebody last looked. */
    Set<Path> look() {
        return index.look();
    }

    Tally tally() {
        List<FailingTest> failing = new ArrayList<>();
        int stale = 0;
        int waiting = 0;
        Set<TestClass> held = index.blocked(blocked.keySet());
        int known = 0;
        int all = 0;
        for (Count count : index.counts()) {
            TestClass test = count.test();
            // A class that has never run has one at least; one that has may turn out to hold none.
            int tests = count.standing() == Standing.STALE ? Math.max(1, count.tests()) : count.tests();
            known += count.tests();
            all += tests;
            if (held.contains(test)) {
                waiting += tests;
            } else if (count.standing() == Standing.STALE) {
                stale += tests;
            }
            if (count.failing()) {
                index.results(test).stream()
                        .filter(TestResult::failed)
                        .forEach(result -> failing.add(new FailingTest(test.module(), result)));
            }
        }
        Map<TestClass, String> unsettled = stale == 0 ? Map.of() : index.unsettled();
        return new Tally(
                failing, known == 0 ? 0 : all, stale, waiting, errors.isEmpty(), unsettled, flaws.of(this::passes));
    }

    /** Whether it has passed with the content that it has now. */
    private boolean passes(TestClass test) {
        return index.standing(test) == Standing.FRESH;
    }

    /** The test classes by module, for people. */
    Map<String, Integer> testClassesByModule() {
        Map<String, Integer> counts = new TreeMap<>();
        index.testClasses().forEach(test -> counts.merge(test.module(), 1, Integer::sum));
        return counts;
    }

    /** What the prompts can suggest. */
    Candidates candidates() {
        return gathering.gather(index.testClasses().stream()
                .map(test -> new Candidates.Known(test, index.tests(test), index.results(test)))
                .toList());
    }

    int staleClasses() {
        return (int) index.testClasses().stream()
                .filter(test -> index.standing(test) == Standing.STALE)
                .count();
    }

    @Override
    public void close() {
        index.close();
        compiler.close();
    }
}
