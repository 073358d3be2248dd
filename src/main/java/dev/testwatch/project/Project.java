package dev.testwatch.project;

import java.nio.file.Path;
import java.util.List;

/**
 * What the build tool says of a project; all paths are absolute and normalised.
 *
 * @param root the directory that testwatch was started for
 * @param tool for people: {@code Maven 3.9.9}
 * @param modules in build order; a module comes after those it depends on
 * @param buildFiles the files whose change makes this model doubtful (poms, {@code .mvn/**}, settings)
 * @param notes what a user should know of how the model was made, one sentence each (a coverage agent left out, ...)
 */
public record Project(Path root, String tool, List<Module> modules, List<Path> buildFiles, List<String> notes) {

    public Project {
        modules = List.copyOf(modules);
        buildFiles = List.copyOf(buildFiles);
        notes = List.copyOf(notes);
    }
}
