package dev.testwatch.loop;

import dev.testwatch.affected.Index;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.affected.Standing;
import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.compile.Compiler;
import dev.testwatch.compile.Problem;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.fork.TestResult;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.ProjectReader;
import dev.testwatch.report.FailingTest;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** An open project: its model, its published output, what is known of its tests. Confined to one thread. */
final class Workspace implements AutoCloseable {

    private final Git git;
    private final Contents contents;
    private final Project project;
    private final ProjectReader reader;
    private final Compiler compiler;
    private final Index index;
    private final Map<String, Job.Launch> launches;
    private final Set<ClassName> changedClasses = new HashSet<>();
    private final Set<ResourceName> changedResources = new HashSet<>();
    private List<Problem> errors = List.of();
    private Map<ClassName, Problem> blocked = Map.of();

    private Workspace(Project project, ProjectReader reader, Compiler compiler, Index index) {
        this.git = new Git(project.root());
        this.contents = new Contents(project.root(), git);
        this.project = project;
        this.reader = reader;
        this.compiler = compiler;
        this.index = index;
        this.launches = launches(project, compiler);
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
        index.reconcile(compiler.everything());
        if (afresh) {
            index.forget();
        }
        return new Workspace(project, reader, compiler, index);
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

    void keep(Event.Ended ended) {
        contents.ended(ended);
        if (ended.whole()) {
            index.record(ended.executed(), ended.results(), ended.took());
        } else {
            index.amend(ended.executed(), ended.results());
        }
    }

    void distrust(List<Selected> executed) {
        index.distrust(executed);
    }

    /** From here on, what has changed so far needs no mention as a reason. */
    void settled() {
        changedClasses.clear();
        changedResources.clear();
    }

    /** Compiles and chooses; the answer to {@link Effect.Build}. */
    Event.Built build(Effect.Build build, Consumer<String> progress) {
        long start = System.nanoTime();
        boolean published = compile(build.change(), progress);
        long compiled = System.nanoTime();
        Job job = build.wish() instanceof Wish.Since since
                ? since(since, build, progress)
                : planning().job(build, changedClasses, changedResources);
        contents.planned(job);
        Tally tally = tally();
        String quiet = job.isEmpty() ? quiet(build, published, tally) : "";
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
        return new Planning(index, launches, blocked.keySet());
    }

    /** What git says has changed is looked for among what was made from it. */
    private Job since(Wish.Since since, Effect.Build build, Consumer<String> progress) {
        Git.Answer changed = git.changedSince(since.ref());
        changed.trouble().ifPresent(progress);
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
        contents.changed(change);
        if (change.isEmpty() && !compiler.damaged()) {
            return false;
        }
        boolean filtered = processResources(change, progress);
        Compilation compilation = compiler.compile(change);
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
        changedClasses.addAll(output.written().keySet());
        changedClasses.addAll(output.removed());
        changedResources.addAll(output.resources().written().keySet());
        changedResources.addAll(output.resources().removed());
    }

    private String quiet(Effect.Build build, boolean published, Tally tally) {
        if (build.wish() instanceof Wish.Nothing) {
            return "paused";
        }
        if (tally.blocked() > 0 || !tally.compiles()) {
            return "what is affected does not compile";
        }
        if (tally.stale() > 0 && !build.filter().isEmpty()) {
            return "what is affected is outside the filter "
                    + build.filter().description().orElse("");
        }
        if (build.wish() instanceof Wish.Since since) {
            return "no test needs what has changed since " + since.ref();
        }
        if (build.change().isEmpty()) {
            return "every test has a result for the present content";
        }
        if (!published) {
            return "no class or resource differs";
        }
        int affected = index.blocked(changedClasses).size();
        return affected == 0
                ? "no test needs it"
                : "all " + affected + " affected test classes have results for this content";
    }

    /** How the modules' tests are run, by module; those without tests are missing. */
    Map<String, Job.Launch> launches() {
        return launches;
    }

    private static Map<String, Job.Launch> launches(Project project, Compiler compiler) {
        Map<String, Job.Launch> launches = new HashMap<>();
        for (Module module : project.modules()) {
            if (module.tests().skipped().isEmpty()) {
                var command = ForkCommand.of(
                        module.tests(), compiler.published(module.tests().classPath()));
                launches.put(
                        module.name(),
                        new Job.Launch(
                                command,
                                module.tests().includeTags(),
                                module.tests().excludeTags(),
                                false));
            }
        }
        return Map.copyOf(launches);
    }

    Tally tally() {
        List<FailingTest> failing = new ArrayList<>();
        int stale = 0;
        int waiting = 0;
        Set<TestClass> held = index.blocked(blocked.keySet());
        for (TestClass test : index.testClasses()) {
            Standing standing = index.standing(test);
            int tests = Math.max(1, index.tests(test));
            if (held.contains(test)) {
                waiting += tests;
            } else if (standing == Standing.STALE) {
                stale += tests;
            }
            if (index.failing(test)) {
                index.results(test).stream()
                        .filter(TestResult::failed)
                        .forEach(result -> failing.add(new FailingTest(test.module(), result)));
            }
        }
        return new Tally(failing, index.knownTests(), stale, waiting, errors.isEmpty());
    }

    /** The test classes by module, for people. */
    Map<String, Integer> testClassesByModule() {
        Map<String, Integer> counts = new TreeMap<>();
        index.testClasses().forEach(test -> counts.merge(test.module(), 1, Integer::sum));
        return counts;
    }

    /** What the prompts can suggest. */
    Candidates candidates() {
        var gathering = new Candidates.Gathering();
        index.testClasses().forEach(test -> gathering.add(test, index.tests(test), index.results(test)));
        return gathering.candidates();
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
