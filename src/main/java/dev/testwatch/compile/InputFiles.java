package dev.testwatch.compile;

import dev.testwatch.project.Project;
import dev.testwatch.project.SourceSet;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which files a project's output is made from: its sources and the resources that its patterns let in. Others may lie
 * beside them, all the more where a project takes its resources from its own base directory. Immutable.
 */
public final class InputFiles {

    private final List<Path> sources;
    private final List<ResourceRoots> resources;

    private InputFiles(List<Path> sources, List<ResourceRoots> resources) {
        this.sources = List.copyOf(sources);
        this.resources = List.copyOf(resources);
    }

    public static InputFiles of(Project project) {
        List<SourceSet> sets = project.modules().stream()
                .flatMap(module -> Stream.of(module.main(), module.test()))
                .toList();
        return new InputFiles(
                sets.stream().flatMap(set -> set.roots().stream()).distinct().toList(),
                sets.stream().map(ResourceRoots::new).toList());
    }

    public boolean contains(Path file) {
        return sources.stream().anyMatch(file::startsWith)
                || resources.stream().anyMatch(roots -> roots.resource(file).isPresent());
    }
}
