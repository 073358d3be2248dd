package dev.testwatch.compile;

import dev.testwatch.compile.Inventory.SourceEntry;
import dev.testwatch.project.SourceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One source set of a module, with its published directory and its javac. Belongs to the thread that compiles. */
final class Unit {

    private final String module;
    private final SourceSet set;
    private final List<Unit> upstream;
    private final Published published;
    private final SourceRoots sources;
    private final ResourceRoots resources;
    private final Javac.Settings settings;
    private final Set<Path> pending;
    private final CompileHost host;
    private final List<Path> buildFiles;
    private Optional<Javac> javac = Optional.empty();
    private int openings;
    private boolean readsResources = true;

    /**
     * @param upstream the units whose classes this one is compiled against, in the order of its class path
     * @param buildFiles where the settings come from, the module's own first
     */
    Unit(
            String module,
            SourceSet set,
            List<Unit> upstream,
            Published published,
            Javac.Settings settings,
            CompileHost host,
            List<Path> buildFiles) {
        this.module = module;
        this.set = set;
        this.upstream = List.copyOf(upstream);
        this.published = published;
        this.sources = new SourceRoots(set);
        this.resources = new ResourceRoots(set);
        this.settings = settings;
        this.host = host;
        this.buildFiles = List.copyOf(buildFiles);
        this.pending = new HashSet<>();
        published.inventory().sources().forEach((path, entry) -> {
            if (entry.stale()) {
                pending.add(path);
            }
        });
    }

    String module() {
        return module;
    }

    SourceSet set() {
        return set;
    }

    List<Unit> upstream() {
        return upstream;
    }

    Published published() {
        return published;
    }

    Inventory inventory() {
        return published.inventory();
    }

    SourceRoots sources() {
        return sources;
    }

    ResourceRoots resources() {
        return resources;
    }

    /** Sources that earlier compilations had to leave. */
    Set<Path> pending() {
        return pending;
    }

    void pending(Set<Path> left) {
        pending.clear();
        pending.addAll(left);
    }

    void pendingAlso(Set<Path> sources) {
        pending.addAll(sources);
    }

    /** The place in a build file that a problem with the compilation as a whole comes from, if it can be found. */
    Problem located(Problem problem) {
        // That warnings are errors javac says of the source that it happens to be at, without a line.
        if (problem.file().isPresent() && problem.line() > 0) {
            return problem;
        }
        return BuildOrigin.find(buildFiles, settings.arguments(), problem.message())
                .map(place -> new Problem(
                        Optional.of(place.file()), place.line(), place.column(), problem.severity(), problem.message()))
                .orElse(problem);
    }

    Javac javac() {
        var open = javac.orElseGet(() -> Javac.open(settings));
        javac = Optional.of(open);
        return open;
    }

    /**
     * Compiles sources of this source set: in this process, unless annotation processors take part or the compiler of
     * this process chokes on them.
     *
     * @param view in the order of the class path, that of the source set itself first
     * @param hidden classes that the sources are about to replace
     */
    Javac.Outcome compile(Collection<SourceText> sources, List<Draft> view, Set<String> hidden) {
        if (!javac().processors()) {
            var outcome = javac().compile(sources, view, hidden);
            if (!(outcome instanceof Javac.Outcome.Broken)) {
                return outcome;
            }
        }
        var outcome = host.compile(new HostMessage.Order(
                settings,
                openings,
                sources.stream()
                        .map(source -> new HostMessage.Given(source.path(), source.text()))
                        .toList(),
                view.stream().map(Draft::shelf).toList(),
                hidden,
                host.patience()));
        if (outcome instanceof Javac.Outcome.Compiled compiled) {
            readsResources = compiled.readsResources();
        }
        return outcome;
    }

    /** Whether what annotation processors make may depend on resources: until they have shown that it does not. */
    boolean dependsOnResources() {
        return javac().processors() && readsResources;
    }

    /** Forgets what javac knows of the class path. */
    void reopenJavac() {
        openings++;
        javac.ifPresent(Javac::close);
        javac = Optional.empty();
    }

    /** What annotation processors made is in the inventory, too, but nobody edits it. */
    boolean isGenerated(Path source) {
        return !sources.contains(source);
    }

    /** All known sources that javac is to be given when everything is compiled. */
    Set<Path> allSources() {
        var all = new HashSet<>(inventory().sources().keySet());
        all.addAll(pending);
        all.removeIf(source -> isGenerated(source) || SourceRoots.isModuleInfo(source) || isProcessorOutput(source));
        return all;
    }

    /** Where Maven's compiler puts what processors make: with processors, we make it ourselves. */
    boolean isProcessorOutput(Path file) {
        return javac().processors()
                && set.sources().stream()
                        .filter(root -> root.endsWith(Path.of("generated-sources", "annotations"))
                                || root.endsWith(Path.of("generated-test-sources", "test-annotations")))
                        .anyMatch(file::startsWith);
    }

    /** The jars that differ from when the published classes were compiled, with what identifies them now. */
    Map<Path, Long> changedJars() {
        var changed = new HashMap<Path, Long>();
        for (var entry : settings.classPath()) {
            var stamp = stamp(entry);
            if (stamp.isPresent() && !Objects.equals(inventory().inputs().get(entry), stamp.get())) {
                changed.put(entry, stamp.get());
            }
        }
        return changed;
    }

    /** Size and time of a jar; a directory has none. */
    static Optional<Long> stamp(Path jar) {
        try {
            var attributes = Files.readAttributes(jar, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(attributes.size() * 31
                            + attributes.lastModifiedTime().toMillis())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // javac ignores what is not there, too
        }
    }

    Optional<SourceEntry> entry(Path source) {
        return Optional.ofNullable(inventory().sources().get(source));
    }

    /** Everything is to be compiled again, whatever its content. */
    void distrust() {
        var update = Inventory.Update.empty();
        inventory().sources().forEach((path, entry) -> update.sources().put(path, entry.toBeCompiled()));
        pending.addAll(update.sources().keySet());
        published.publish(update, Map.of());
    }

    /** Ends with this mark. */
    void close(long mark) {
        reopenJavac();
        published.close(mark);
    }
}
