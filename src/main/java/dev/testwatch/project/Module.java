package dev.testwatch.project;

import java.nio.file.Path;
import java.util.List;

/**
 * One module of a project.
 *
 * @param name unique in the project: the artifact id, or {@code group:artifact} where two share one
 * @param directory the module's base directory
 * @param enhancers plugins of the build that change class files after the compiler, each with what shows it: {@code
 *     exec-maven-plugin (com/acme/Proxy.class)}
 */
public record Module(
        String name, Path directory, SourceSet main, SourceSet test, TestSettings tests, List<String> enhancers) {

    public Module {
        enhancers = List.copyOf(enhancers);
    }
}
