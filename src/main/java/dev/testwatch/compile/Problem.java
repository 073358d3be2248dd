package dev.testwatch.compile;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the compiler found.
 *
 * @param file where; empty for a problem with the compilation as a whole
 * @param line from 1; 0 where it is not known
 * @param column from 1; 0 where it is not known
 * @param message without file and line, several lines at most
 */
public record Problem(Optional<Path> file, int line, int column, Severity severity, String message) {

    public enum Severity {
        ERROR,
        WARNING
    }
}
