package dev.testwatch.affected;

import java.util.List;
import java.util.Set;

/**
 * What one class file says; all class names are binary names.
 *
 * @param content hash of the file's bytes
 * @param fingerprint hash of all that can change what the class does; debug data is no part of it
 * @param sourceFile the name of the source file without its directory; empty if it is not known
 * @param supertypes superclass and interfaces
 * @param annotations types of the class's own annotations that are visible at run time, without those that never
 *     involve other classes
 * @param extensions extensions and runners that the class is handed to, without those that touch nothing but it
 * @param references every class that the file names, also inside strings; without {@code java.*}
 * @param owners those of {@code references} of which a member is used
 * @param tails what its strings could name besides classes: last segments of paths
 * @param parts the class by part
 */
record ClassFacts(
        long content,
        long fingerprint,
        String sourceFile,
        Set<Trait> traits,
        List<String> supertypes,
        List<String> annotations,
        List<String> extensions,
        List<String> references,
        List<String> owners,
        List<String> tails,
        PartFacts parts) {

    ClassFacts {
        traits = Set.copyOf(traits);
        supertypes = List.copyOf(supertypes);
        annotations = List.copyOf(annotations);
        extensions = List.copyOf(extensions);
        references = List.copyOf(references);
        owners = List.copyOf(owners);
        tails = List.copyOf(tails);
    }
}
