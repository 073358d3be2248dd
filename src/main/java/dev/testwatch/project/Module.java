package dev.testwatch.project;

import java.nio.file.Path;

/**
 * One module of a project.
 *
 * @param name unique in the project: the artifact id, or {@code group:artifact} where two share one
 * @param directory the module's base directory
 */
public record Module(String name, Path directory, SourceSet main, SourceSet test, TestSettings tests) {}
