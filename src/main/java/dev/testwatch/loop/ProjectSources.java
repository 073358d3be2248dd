package dev.testwatch.loop;

import dev.testwatch.project.Project;
import dev.testwatch.report.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The sources of the project that is open now; none before one is. */
public final class ProjectSources implements Sources {

    private final Path root;
    private final AtomicReference<List<Path>> sourceRoots = new AtomicReference<>(List.of());

    public ProjectSources(Path root) {
        this.root = root;
    }

    void open(Project project) {
        sourceRoots.set(project.modules().stream()
                .flatMap(module -> Stream.of(module.test(), module.main()))
                .flatMap(sourceSet -> sourceSet.roots().stream())
                .distinct()
                .toList());
    }

    @Override
    public Optional<Path> find(String className, String fileName) {
        String directory = className.contains(".")
                ? className.substring(0, className.lastIndexOf('.')).replace('.', '/')
                : "";
        return Objects.requireNonNull(sourceRoots.get()).stream()
                .map(sources -> sources.resolve(directory).resolve(fileName))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    @Override
    public List<String> lines(Path file) {
        try {
            // Any byte is a character here: a frame in a wrong encoding is better than none.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of(); // the report goes without its code frame
        }
    }

    @Override
    public String name(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(root)
                ? root.relativize(absolute).toString().replace('\\', '/')
                : absolute.toString();
    }
}
