package dev.testwatch.compile;

import dev.testwatch.compile.Inventory.Update;
import dev.testwatch.project.Module;
import dev.testwatch.project.SourceSet;
import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Opens the published directory of a source set: as the manifest says, or from the build tool's output. */
final class UnitOpening {

    /** What else there is in the state directory. */
    private static final Set<String> TAKEN = Set.of("fork", "index", "journal", "lock", "model");

    private final Path state;
    private final Map<Path, Long> contents;
    private final CompileHost host;
    private final List<Path> buildFiles;
    private final boolean takesOver;
    private final Consumer<String> messages;
    private final Set<Optional<Long>> marks = new HashSet<>();
    private boolean rebuilt;

    /** @param takesOver whether somebody else compiles, so that nothing is known of sources */
    UnitOpening(
            Path state,
            Map<Path, Long> contents,
            CompileHost host,
            List<Path> buildFiles,
            boolean takesOver,
            Consumer<String> messages) {
        this.takesOver = takesOver;
        this.state = state;
        this.contents = contents;
        this.host = host;
        this.buildFiles = buildFiles;
        this.messages = messages;
    }

    static Path directory(Path state, String module, SourceSet.Kind kind) {
        return state.resolve(directoryName(module)).resolve(kind == SourceSet.Kind.MAIN ? "classes" : "test-classes");
    }

    /** A colon would end an entry of a class path. */
    private static String directoryName(String module) {
        String name = module.replace(':', '+').replace('/', '+');
        return TAKEN.contains(name) || name.startsWith(".") ? "+" + name : name;
    }

    /**
     * @param earlier the units that may stand on this one's class path
     * @param outputs the build tool's output directories with the published ones
     */
    Unit open(Module owner, SourceSet set, List<Unit> earlier, Map<Path, Path> outputs) throws IOException {
        var module = owner.name();
        var directory = directory(state, module, set.kind());
        Files.createDirectories(directory);
        var file = directory.resolveSibling(directory.getFileName() + ".manifest");
        var sources = new SourceRoots(set);
        var javac = new Javac.Settings(
                set.compilerArguments(),
                sources.encoding(),
                set.classPath().stream()
                        .filter(path -> !outputs.containsKey(path))
                        .toList(),
                set.processorPath().stream()
                        .map(path -> outputs.getOrDefault(path, path))
                        .toList(),
                resourceDirectories(set, directory),
                directory.resolveSibling(directory.getFileName() + ".generated"));
        long settings = settings(set);
        var known = Manifest.read(file, settings, messages);
        known.ifPresent(content -> marks.add(content.mark()));
        rebuilt |= known.isEmpty();
        var inventory = known.isPresent()
                ? verified(known.get(), directory)
                : rebuilt(set, directory, file, sources, javac.classPath());
        var published = new Published(directory, inventory, Manifest.create(file, settings, inventory));
        var unit = new Unit(module, set, upstream(module, set, earlier), published, javac, host, buildFiles(owner));
        if (known.isPresent() && !takesOver) {
            refresh(unit);
            Repair.generated(unit);
        }
        return unit;
    }

    /**
     * Whether what was opened is all of one time: all of it from the build tool, or all from manifests that were
     * written to their ends by the same process.
     */
    boolean agree() {
        return marks.isEmpty() || (!rebuilt && marks.size() == 1 && !marks.contains(Optional.<Long>empty()));
    }

    private List<Path> buildFiles(Module owner) {
        var own = owner.directory().resolve("pom.xml");
        return Stream.concat(Stream.of(own), buildFiles.stream().filter(file -> !file.equals(own)))
                .toList();
    }

    /** Where annotation processors look for resources: at their origin, for what is published may be older. */
    private static List<Path> resourceDirectories(SourceSet set, Path published) {
        var directories = new ArrayList<Path>();
        for (var root : set.resources()) {
            if (!root.filtered() && root.targetPath().isEmpty()) {
                directories.add(root.directory());
            }
        }
        directories.add(published);
        return directories;
    }

    private Inventory verified(Manifest.Content known, Path directory) throws IOException {
        var inventory = known.inventory();
        var lost = Mirror.verify(directory, inventory, known.doubtfulFiles());
        var doubtful = new HashSet<>(known.doubtfulSources());
        inventory.sources().forEach((path, entry) -> {
            if (entry.classes().stream().anyMatch(lost::contains)) {
                doubtful.add(path);
            }
        });
        var update = Update.empty();
        for (var path : doubtful) {
            var entry = inventory.sources().get(path);
            if (entry != null) {
                update.sources().put(path, entry.toBeCompiled());
            }
        }
        inventory.apply(update);
        return inventory;
    }

    private Inventory rebuilt(SourceSet set, Path directory, Path manifest, SourceRoots sources, List<Path> classPath)
            throws IOException {
        Files.deleteIfExists(manifest);
        if (takesOver) {
            Directories.delete(directory);
            Files.createDirectories(directory);
            return new Inventory();
        }
        var inventory = Mirror.rebuild(set.output(), directory, sources, new ResourceRoots(set), ownContents(set));
        var update = Update.empty();
        for (var jar : classPath) {
            Unit.stamp(jar).ifPresent(stamp -> update.inputs().put(jar, stamp));
        }
        inventory.apply(update);
        return inventory;
    }

    private Map<Path, Long> ownContents(SourceSet set) {
        var roots = new ArrayList<>(set.sources());
        set.resources().forEach(root -> roots.add(root.directory()));
        var own = new HashMap<Path, Long>();
        contents.forEach((path, hash) -> {
            if (roots.stream().anyMatch(path::startsWith)) {
                own.put(path, hash);
            }
        });
        return own;
    }

    /** What testwatch does not make itself may have been made anew by the build tool in the meantime. */
    private void refresh(Unit unit) throws IOException {
        var update = Update.empty();
        var bytes = new HashMap<String, byte[]>();
        ResourceCopies.mirror(unit, update, bytes);
        contents.forEach((file, hash) -> unit.resources()
                .resource(file)
                .filter(ResourceRoots.Resource::filtered)
                .ifPresent(resource -> update.inputs().put(file, hash)));
        refreshForeignClasses(unit, update, bytes);
        unit.published().publish(update, bytes);
    }

    private static void refreshForeignClasses(Unit unit, Update update, Map<String, byte[]> bytes) throws IOException {
        var output = unit.set().output();
        if (!Files.isDirectory(output)) {
            return;
        }
        var made = new HashSet<String>();
        for (var path : Mirror.files(output).keySet()) {
            var name = Mirror.isClass(path) ? Mirror.className(path) : "";
            if (name.isEmpty() || unit.inventory().owner(name).isPresent()) {
                continue;
            }
            made.add(name);
            byte[] content = Files.readAllBytes(output.resolve(path));
            var entry = Published.entry(content);
            var known = unit.inventory().classes().get(name);
            // A new class of a Java source is one that is compiled here, or one that was deleted here.
            boolean ours = known == null
                    && Mirror.sourceName(content)
                            .filter(source -> source.endsWith(".java"))
                            .isPresent();
            if (!ours && !unit.inventory().resources().containsKey(path) && !entry.equals(known)) {
                update.classes().put(name, entry);
                bytes.put(path, content);
            }
        }
        for (var name : unit.inventory().classes().keySet()) {
            if (unit.inventory().owner(name).isEmpty() && !made.contains(name)) {
                update.removedClasses().add(name);
            }
        }
    }

    private static List<Unit> upstream(String module, SourceSet set, List<Unit> earlier) {
        var upstream = new LinkedHashSet<Unit>();
        for (var unit : earlier) {
            if (unit.module().equals(module)) {
                upstream.add(unit);
            }
        }
        for (var path : set.classPath()) {
            for (var unit : earlier) {
                if (unit.set().output().equals(path)) {
                    upstream.add(unit);
                }
            }
        }
        return List.copyOf(upstream);
    }

    private long settings(SourceSet set) {
        var text = new ArrayList<String>();
        if (takesOver) {
            text.add("taken over");
        }
        text.add(Runtime.version().toString());
        text.add(set.sources().toString());
        text.add(set.resources().toString());
        text.add(set.output().toString());
        text.add(set.classPath().toString());
        text.add(set.compilerArguments().toString());
        text.add(set.processorPath().toString());
        return ContentHash.of(String.join("\n", text).getBytes(StandardCharsets.UTF_8));
    }
}
