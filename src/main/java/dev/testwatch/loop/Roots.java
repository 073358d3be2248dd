package dev.testwatch.loop;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which files of a project matter. */
final class Roots {

    private static final Set<String> NEVER = Set.of("target", ".testwatch", ".git", ".idea", "node_modules");

    private Roots() {}

    static WatchSpec of(Project project, Place place) {
        Set<Path> directories = new HashSet<>();
        Set<Path> excluded = new HashSet<>();
        excluded.add(place.stateDirectory());
        for (Module module : project.modules()) {
            Stream.of(module.main(), module.test()).forEach(sourceSet -> {
                directories.addAll(sourceSet.sources());
                sourceSet.resources().stream()
                        .map(SourceSet.ResourceRoot::directory)
                        .forEach(directories::add);
                excluded.add(sourceSet.output());
            });
        }
        List<Trigger> triggers = place.adjustments().triggers().stream()
                .filter(trigger -> !trigger.ignores())
                .toList();
        if (!triggers.isEmpty()) {
            triggers.forEach(trigger -> directories.add(trigger.base(place.root())));
            project.modules().forEach(module -> excluded.add(module.directory().resolve("target")));
        }
        Set<Path> files = new HashSet<>(project.buildFiles());
        files.add(configuration(place));
        return spec(directories, files, excluded, place);
    }

    /** Of the files that are watched, those whose content means anything. */
    static Predicate<Path> concerns(Project project, Place place) {
        InputFiles inputs = InputFiles.of(project);
        Path root = place.root();
        Path configuration = configuration(place);
        return file -> ProjectReader.isBuildFile(file)
                || file.equals(configuration)
                || place.adjustments().triggers(root, file)
                || (inputs.contains(file) && !place.adjustments().ignores(root, file));
    }

    private static Path configuration(Place place) {
        return place.root().resolve(Changes.CONFIGURATION);
    }

    static WatchSpec only(Set<Path> files, Place place) {
        return spec(Set.of(), files, Set.of(), place);
    }

    private static WatchSpec spec(Set<Path> directories, Set<Path> files, Set<Path> excluded, Place place) {
        return new WatchSpec(directories, files, excluded, place.watching(), place.quiet(), place.interval())
                .at(place.root());
    }

    /** The content hashes of all files below a directory that could be sources or resources. */
    static Map<Path, Long> contents(Path root) {
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
