package dev.testwatch.compile;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.project.Project;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps a project's published class files and resources up to date with its sources: javac in this process, for just
 * the sources that need it; where annotation processors take part, in a process of its own. To be used by one thread; only {@link #published} and {@link #source} may be called by
 * any.
 */
public final class Compiler implements AutoCloseable {

    private final List<Unit> units;
    private final Map<Path, Path> outputs;
    private final CompileHost host;
    private final CompilerSettings.Maker maker;
    private final Takeover takeover;
    private final Consumer<String> messages;
    private final Map<Path, Long> filteredInputs = new HashMap<>();
    private Change carried = Change.NONE;
    private long mark = ThreadLocalRandom.current().nextLong();

    private Compiler(
            List<Unit> units,
            Map<Path, Path> outputs,
            CompileHost host,
            CompilerSettings.Maker maker,
            Consumer<String> messages) {
        this.units = List.copyOf(units);
        this.outputs = Map.copyOf(outputs);
        this.host = host;
        this.maker = maker;
        this.takeover = new Takeover(units);
        this.messages = messages;
    }

    /**
     * Opens the published output of a project below {@code state}: {@code <state>/<module>/classes} and
     * {@code <state>/<module>/test-classes}. Where there is none yet, or its manifest is damaged or made with other
     * settings, it becomes a copy of the build tool's output directory, in which sources that are newer than their
     * class files count as not compiled. Where somebody else compiles, it becomes and stays such a copy.
     *
     * @param contents all watched files with their content hashes, as they were when the build tool's run started
     * @param messages told in whole sentences what was damaged and what a user should know of the compiler itself
     * @throws UncheckedIOException if the state directory cannot be written
     */
    public static Compiler open(
            Project project,
            Path state,
            Map<Path, Long> contents,
            CompilerSettings settings,
            Consumer<String> messages) {
        var outputs = new HashMap<Path, Path>();
        for (var module : project.modules()) {
            for (var set : List.of(module.main(), module.test())) {
                outputs.put(set.output(), UnitOpening.directory(state, module.name(), set.kind()));
            }
        }
        var maker = settings.maker(project);
        boolean takesOver = maker != CompilerSettings.Maker.JAVAC;
        var host = new CompileHost(project.root(), state, settings, messages);
        var opening = new UnitOpening(state, contents, host, project.buildFiles(), takesOver, messages);
        var units = new ArrayList<Unit>();
        try {
            for (var module : project.modules()) {
                units.add(opening.open(module, module.main(), units, outputs));
                units.add(opening.open(module, module.test(), units, outputs));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the compiler's state below " + state + " cannot be opened", e);
        }
        var compiler = new Compiler(units, outputs, host, maker, messages);
        if (takesOver) {
            var unused = compiler.takeover.everything();
        } else {
            compiler.prepare(opening.agree(), state);
        }
        compiler.mark();
        return compiler;
    }

    private void prepare(boolean ofOneTime, Path state) {
        if (units.stream().anyMatch(unit -> unit.javac().processors())) {
            host.prepare();
        }
        if (!ofOneTime) {
            messages.accept(
                    "The class files below " + state + " are not all of one time; all sources are compiled again.");
            units.forEach(Unit::distrust);
        }
    }

    /** Who makes class files of sources. */
    public CompilerSettings.Maker maker() {
        return maker;
    }

    /**
     * What differs now from what is published: sources and resources that are modified, new or deleted, and sources
     * that earlier compilations had to leave. By content, never by time.
     *
     * @param contents all watched files with their content hashes
     */
    public Change behind(Map<Path, Long> contents) {
        return switch (maker) {
            case JAVAC -> notCompiled(contents);
            case BUILD -> takeover.behind(contents);
            case OTHERS -> new Change(takeover.broken(), Set.of());
        };
    }

    private Change notCompiled(Map<Path, Long> contents) {
        var modified = new HashSet<Path>();
        var deleted = new HashSet<Path>();
        for (var unit : units) {
            contents.forEach((file, hash) -> {
                if (isBehind(unit, file, hash)) {
                    modified.add(file);
                }
            });
            var known = new HashSet<>(unit.inventory().sources().keySet());
            known.removeIf(source -> !unit.sources().contains(source) || unit.isGenerated(source));
            unit.inventory().inputs().keySet().stream()
                    .filter(file -> unit.resources().resource(file).isPresent())
                    .forEach(known::add);
            known.removeAll(contents.keySet());
            deleted.addAll(known);
            if (!unit.changedJars().isEmpty()) {
                modified.addAll(unit.allSources());
            }
        }
        return new Change(modified, deleted);
    }

    private static boolean isBehind(Unit unit, Path file, long hash) {
        if (unit.sources().contains(file) && !SourceRoots.isModuleInfo(file) && !unit.isProcessorOutput(file)) {
            var entry = unit.entry(file);
            if (entry.isEmpty() || entry.get().stale() || entry.get().hash() != hash) {
                return true;
            }
        }
        var resource = unit.resources().resource(file);
        return resource.isPresent()
                && (!Objects.equals(unit.inventory().inputs().get(file), hash)
                        || (!resource.get().filtered()
                                && !unit.inventory()
                                        .resources()
                                        .containsKey(resource.get().target())));
    }

    /**
     * Whether somebody else has taken away published files, by hand or with a build tool, since they were published:
     * then {@link #compile} is to be called before anything is run. It brings them back, and whatever it cannot bring
     * back is a problem.
     */
    public boolean damaged() {
        boolean damaged = false;
        for (var unit : units) {
            var lost = unit.published().lost();
            if (!lost.isEmpty()) {
                damaged = true;
                messages.accept(unit.published().directory() + " has lost " + lost.size()
                        + (lost.size() == 1 ? " file" : " files") + ", "
                        + lost.iterator().next()
                        + (lost.size() == 1 ? "" : " among them") + ": brought back before anything is run");
                Repair.of(unit, lost);
            }
        }
        return damaged;
    }

    /**
     * Brings the published output up to date with the change, and with what earlier compilations had to leave. Returns
     * when it is published.
     */
    public Compilation compile(Change change) {
        var all = carried.then(change);
        // Until it is known how it went, nothing of it counts as taken in.
        carried = all;
        var unused = damaged();
        var compilation =
                switch (maker) {
                    case JAVAC -> BigStack.call(BigStack.USUAL_MEGABYTES, () -> new Cycle(units, all).run());
                    case BUILD -> takeover.everything();
                    case OTHERS -> takeover.of(all);
                };
        if (!(compilation instanceof Compilation.Failed)) {
            carried = Change.NONE;
        }
        mark();
        return compilation;
    }

    /**
     * The same; where the build tool is to compile, has it do so first, and takes over what it has made.
     *
     * @param build compiles; returns what the build tool calls errors
     */
    public Compilation compile(Change change, Supplier<List<String>> build) {
        if (maker != CompilerSettings.Maker.BUILD) {
            return compile(change);
        }
        var all = carried.then(change);
        // What is saved from here on comes as a change of its own.
        var inputs = Takeover.hashes(all);
        var errors = build.get();
        if (!errors.isEmpty()) {
            carried = all;
            return new Compilation.Failed(BuildProblems.of(errors));
        }
        var compilation = compile(change);
        takeover.given(inputs);
        mark();
        return compilation;
    }

    /** The sources that a change is about, or that its class files were made from. */
    public Change sources(Change change) {
        return maker == CompilerSettings.Maker.OTHERS
                ? new Change(takeover.sources(change.modified()), Set.of())
                : change;
    }

    /** Everything that is published now. */
    public Compilation.Output everything() {
        var classes = new HashMap<ClassName, byte[]>();
        var resources = new HashMap<Compilation.ResourceName, Long>();
        for (var unit : units) {
            for (var name : unit.inventory().classes().keySet()) {
                unit.published().bytes(name).ifPresent(bytes -> classes.put(new ClassName(unit.module(), name), bytes));
            }
            unit.inventory()
                    .resources()
                    .forEach((path, entry) ->
                            resources.put(new Compilation.ResourceName(unit.module(), path), entry.hash()));
        }
        return new Compilation.Output(classes, Set.of(), new Compilation.Resources(resources, Set.of()));
    }

    /** The class path with the published directories in place of the build tool's output directories. */
    public List<Path> published(List<Path> classPath) {
        return classPath.stream().map(path -> outputs.getOrDefault(path, path)).toList();
    }

    /**
     * Whether the change holds resources in which the build tool replaces expressions: then {@link #mirrorResources} is
     * to be called after it has done so.
     */
    public boolean needsBuildTool(Change change) {
        if (maker != CompilerSettings.Maker.JAVAC) {
            return false;
        }
        boolean needed = false;
        for (var file : change.modified()) {
            if (isFiltered(file)) {
                needed = true;
                // The build tool will see this content or a later one, which comes as a change of its own.
                content(file).ifPresent(bytes -> filteredInputs.put(file, ContentHash.of(bytes)));
            }
        }
        return needed || change.deleted().stream().anyMatch(this::isFiltered);
    }

    /** Publishes the resources that the build tool has made; returns those that differ or are gone. */
    public Compilation.Resources mirrorResources() {
        var output = new ResourceOutput();
        for (var unit : units) {
            var update = Inventory.Update.empty();
            var bytes = new HashMap<String, byte[]>();
            ResourceCopies.mirror(unit, update, bytes);
            filteredInputs.forEach((file, hash) -> {
                if (unit.resources().resource(file).isPresent()) {
                    update.inputs().put(file, hash);
                }
            });
            unit.inventory().inputs().keySet().stream()
                    .filter(file -> isFiltered(file) && !Files.exists(file))
                    .forEach(update.removedInputs()::add);
            output.add(unit.module(), update);
            unit.published().publish(update, bytes);
        }
        filteredInputs.clear();
        mark();
        return output.resources();
    }

    /**
     * Compiles a source of each source set into nowhere, so that javac is warm when it is needed: worth a few rounds.
     *
     * @param round from 0
     */
    public void warmUp(int round) {
        if (maker != CompilerSettings.Maker.JAVAC) {
            return;
        }
        BigStack.call(BigStack.USUAL_MEGABYTES, () -> {
            new WarmUp(units).run(round == 0);
            return units;
        });
    }

    /** What was made from some files. */
    public record Made(Set<ClassName> classes, Set<Compilation.ResourceName> resources) {
        public Made {
            classes = Set.copyOf(classes);
            resources = Set.copyOf(resources);
        }
    }

    /** The classes and resources made from these files; of sources that are gone those that their names tell of. */
    public Made madeFrom(Set<Path> files) {
        var classes = new HashSet<ClassName>();
        var resources = new HashSet<Compilation.ResourceName>();
        for (var unit : units) {
            for (var file : files) {
                unit.entry(file)
                        .map(entry -> entry.classes())
                        .or(() -> unit.sources().className(file).map(name -> withNested(unit, name)))
                        .ifPresent(names -> names.forEach(name -> classes.add(new ClassName(unit.module(), name))));
                unit.resources()
                        .resource(file)
                        .ifPresent(resource ->
                                resources.add(new Compilation.ResourceName(unit.module(), resource.target())));
            }
        }
        return new Made(classes, resources);
    }

    private static Set<String> withNested(Unit unit, String name) {
        var all = new HashSet<>(Set.of(name));
        unit.inventory().classes().keySet().stream()
                .filter(known -> known.startsWith(name + "$"))
                .forEach(all::add);
        return all;
    }

    /** The source of a class, if it is the project's, from what a stack frame says of it. */
    public Optional<Path> source(String className, String sourceFileName) {
        return units.stream()
                .flatMap(unit -> unit.sources().source(Inventory.packageOf(className), sourceFileName).stream())
                .findFirst();
    }

    /** Leaves what is published as it is. */
    @Override
    public void close() {
        BigStack.call(BigStack.USUAL_MEGABYTES, () -> {
            host.close();
            units.forEach(unit -> unit.close(mark));
            return units;
        });
    }

    /** Ends what belongs together in the units' manifests. */
    private void mark() {
        if (!units.stream().allMatch(unit -> unit.published().isMarked())) {
            mark++;
            units.forEach(unit -> unit.published().mark(mark));
        }
    }

    private boolean isFiltered(Path file) {
        return units.stream().anyMatch(unit -> unit.resources()
                .resource(file)
                .filter(ResourceRoots.Resource::filtered)
                .isPresent());
    }

    private static Optional<byte[]> content(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // then it counts as behind, and the build tool is asked once more
        }
    }
}
