package dev.testwatch.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the project's own sources are; what has no source here is somebody else's code. */
public interface Sources {

    /** The source of a class of the project, from what a stack frame says: {@code shop.Money} and {@code Money.java}. */
    Optional<Path> find(String className, String fileName);

    /** The lines of a file; none if it cannot be read. */
    List<String> lines(Path file);

    /** How to name a file to the user: relative to the project. */
    String name(Path file);
}
