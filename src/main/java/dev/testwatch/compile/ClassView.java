package dev.testwatch.compile;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The classes of one source set as a run of javac sees them. */
interface ClassView {

    /** The class file of a class, by its binary name. */
    Optional<byte[]> bytes(String className);

    /** The binary names of the classes of a package. */
    List<String> classesIn(String packageName);

    /** All packages that hold a class, and perhaps some that do not any more. */
    Set<String> packages();
}
