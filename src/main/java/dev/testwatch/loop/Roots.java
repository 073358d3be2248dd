package dev.testwatch.loop;

import dev.testwatch.compile.CompilerSettings;
import dev.testwatch.compile.InputFiles;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.ProjectReader;
import dev.testwatch.project.SourceSet;
import dev.testwatch.watch.ContentHash;
import dev.testwatch.watch.WatchSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which files of a project matter. */
public final class Roots {

    private static final Set<String> NEVER = Set.of("target", ".testwatch", ".git", ".idea", "node_modules");

    private Roots() {}

    static WatchSpec of(Project project, Place place) {
        WatchSpec usual = of(project, place.root(), place.watching(), place.quiet(), place.interval());
        return adjusted(compiledElsewhere(place) ? made(usual, project) : usual, project, place);
    }

    private static boolean compiledElsewhere(Place place) {
        return place.compiling().chosen().equals(Optional.of(CompilerSettings.Maker.OTHERS));
    }

    /** What is made of the sources, in place of them. */
    private static WatchSpec made(WatchSpec usual, Project project) {
        Set<Path> excluded = new HashSet<>(usual.excluded());
        excluded.removeAll(outputs(project));
        return new WatchSpec(
                outputs(project), usual.files(), excluded, usual.mode(), usual.quiet(), usual.interval(), usual.home());
    }

    private static Set<Path> outputs(Project project) {
        return project.modules().stream()
                .flatMap(module -> Stream.of(module.main(), module.test()))
                .map(SourceSet::output)
                .collect(Collectors.toSet());
    }

    /** What to watch of a project: sources, resources, build files. */
    public static WatchSpec of(Project project, Path root, WatchSpec.Mode mode, Duration quiet, Duration interval) {
        Set<Path> directories = new HashSet<>();
        Set<Path> excluded = new HashSet<>();
        excluded.add(root.resolve(".testwatch"));
        for (Module module : project.modules()) {
            Stream.of(module.main(), module.test()).forEach(sourceSet -> {
                directories.addAll(sourceSet.roots());
                sourceSet.resources().stream()
                        .map(SourceSet.ResourceRoot::directory)
                        .forEach(directories::add);
                excluded.add(sourceSet.output());
            });
        }
        return new WatchSpec(directories, new HashSet<>(project.buildFiles()), excluded, mode, quiet, interval)
                .at(root);
    }

    private static WatchSpec adjusted(WatchSpec spec, Project project, Place place) {
        List<Trigger> triggers = place.adjustments().triggers().stream()
                .filter(trigger -> !trigger.ignores())
                .toList();
        Set<Path> directories = new HashSet<>(spec.directories());
        Set<Path> excluded = new HashSet<>(spec.excluded());
        if (!triggers.isEmpty()) {
            triggers.forEach(trigger -> directories.add(trigger.base(place.root())));
            project.modules().forEach(module -> excluded.add(module.directory().resolve("target")));
        }
        Set<Path> files = new HashSet<>(spec.files());
        files.add(configuration(place));
        return new WatchSpec(directories, files, excluded, place.watching(), place.quiet(), place.interval())
                .at(place.root());
    }

    /** Of the files that are watched, those whose content means anything. */
    public static Predicate<Path> concerns(Project project) {
        InputFiles inputs = InputFiles.of(project);
        return file -> ProjectReader.isBuildFile(file) || inputs.contains(file);
    }

    /** The same, with what was asked for beside. */
    static Predicate<Path> concerns(Project project, Place place) {
        InputFiles sources = InputFiles.of(project);
        Set<Path> outputs = compiledElsewhere(place) ? outputs(project) : Set.of();
        Predicate<Path> made = file -> outputs.stream().anyMatch(file::startsWith);
        Predicate<Path> inputs = compiledElsewhere(place) ? made : sources::contains;
        Path root = place.root();
        Path configuration = configuration(place);
        // A copy of a pom among class files, as some IDEs make it, is not the build's.
        return file -> ProjectReader.isBuildFile(file)
                ? !made.test(file)
                : file.equals(configuration)
                        || place.adjustments().triggers(root, file)
                        || (inputs.test(file) && !place.adjustments().ignores(root, file));
    }

    private static Path configuration(Place place) {
        return place.root().resolve(Changes.CONFIGURATION);
    }

    static WatchSpec only(Set<Path> files, Place place) {
        return new WatchSpec(Set.of(), files, Set.of(), place.watching(), place.quiet(), place.interval())
                .at(place.root());
    }

    /** The content hashes of all files below a directory that could be sources or resources. */
    public static Map<Path, Long> contents(Path root) {
        Map<Path, Long> contents = new HashMap<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean never = !directory.equals(root) && NEVER.contains(String.valueOf(directory.getFileName()));
                    return never ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile()) {
                        contents.put(file, ContentHash.of(file));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // what cannot be read counts as not compiled
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }
}
