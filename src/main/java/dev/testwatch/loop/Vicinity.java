package dev.testwatch.loop;

import dev.testwatch.affected.Index;
import dev.testwatch.compile.InputFiles;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.ProjectReader;
import dev.testwatch.watch.WatchSpec;
import dev.testwatch.worker.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where files are that tests may depend on though they are neither sources nor resources: in the project's directory,
 * beside it, and in the user's home, but not in what is hidden there, nor where temporary files are. Those in the
 * project's directory are watched.
 */
final class Vicinity {

    private final Path root;
    private final List<Path> within;
    private final List<Path> without;
    private final Set<Path> unwatched;
    private final InputFiles inputs;

    /** @param state where testwatch writes */
    Vicinity(Project project, Path state) {
        this(
                project,
                state,
                Optional.ofNullable(System.getProperty("user.home")).map(Path::of),
                Place.temporary());
    }

    Vicinity(Project project, Path state, Optional<Path> home, Path temporary) {
        this.root = project.root();
        this.inputs = InputFiles.of(project);
        Stream<Path> around = Stream.concat(Stream.ofNullable(root.getParent()), home.stream());
        this.within = Stream.concat(
                        Stream.of(root),
                        around.filter(Path::isAbsolute)
                                .filter(place -> place.getNameCount() > 0 && !temporary.startsWith(place)))
                .flatMap(Vicinity::withRealPath)
                .distinct()
                .toList();
        List<Path> outside = new ArrayList<>(List.of(state, root.resolve(".testwatch")));
        this.unwatched = new HashSet<>(outside);
        for (Module module : project.modules()) {
            List<Path> outputs = List.of(module.main().output(), module.test().output());
            outside.addAll(outputs);
            unwatched.addAll(outputs); // resources that were listed there change with each build
            unwatched.add(module.directory().resolve("target"));
        }
        home.filter(within::contains).ifPresent(place -> outside.addAll(hidden(place)));
        Stream.of(temporary).filter(place -> !root.startsWith(place)).forEach(outside::add);
        this.without = outside.stream()
                .flatMap(Vicinity::withRealPath)
                .filter(path -> !root.startsWith(path))
                .distinct()
                .toList();
    }

    /** A JVM that is started in a directory knows it by this name only. */
    private static Stream<Path> withRealPath(Path path) {
        try {
            return Stream.of(path, path.toRealPath());
        } catch (IOException e) {
            return Stream.of(path); // it is not there yet, so that no link leads through it
        }
    }

    private static List<Path> hidden(Path home) {
        try (Stream<Path> all = Files.list(home)) {
            return all.filter(path -> path.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException e) {
            return List.of(); // nobody can read anything there
        }
    }

    /** The same recording, which tells of files too. */
    Message.Recording seeing(Message.Recording recording) {
        return new Message.Recording(recording.table(), recording.data(), names(within), names(without));
    }

    private static List<String> names(List<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }

    /**
     * What is to be watched because tests were seen to use it, beside what is watched anyway; empty if there is
     * nothing.
     */
    Optional<WatchSpec> watched(Index index, Place place) {
        Set<Path> files = index.usedFiles().stream().filter(this::isWatched).collect(Collectors.toSet());
        Set<Path> directories = index.usedDirectories().stream()
                .filter(path -> isWatched(path) && !holdsModules(path))
                .collect(Collectors.toSet());
        if (files.isEmpty() && directories.isEmpty()) {
            return Optional.empty();
        }
        Set<Path> excluded = new HashSet<>(unwatched);
        excluded.add(Path.of("node_modules"));
        return Optional.of(
                new WatchSpec(directories, files, excluded, place.watching(), place.quiet(), place.interval()));
    }

    /** Which changes of what is watched mean something. */
    static Predicate<Path> concerns(WatchSpec spec) {
        return file -> spec.files().contains(file)
                || (file.getParent() != null && spec.directories().contains(file.getParent()));
    }

    private boolean isWatched(Path path) {
        return path.startsWith(root)
                && !path.equals(root)
                && unwatched.stream().noneMatch(path::startsWith)
                && !inputs.contains(path)
                && !ProjectReader.isBuildFile(path);
    }

    /** Too much to be watched for the names in one directory. */
    private boolean holdsModules(Path directory) {
        return root.startsWith(directory) || Files.exists(directory.resolve("pom.xml"));
    }
}
