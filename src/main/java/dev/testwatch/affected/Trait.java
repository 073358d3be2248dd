package dev.testwatch.affected;

import java.util.EnumSet;
import java.util.Set;

/** What a class file says of a class, as far as dependencies care. */
enum Trait {
    /** An interface or an abstract class: nobody can make an instance of it. */
    ABSTRACT(1),
    /** Declared inside another class. */
    NESTED(2),
    /** Loads or instantiates classes through reflection. */
    LOADS(4),
    /** Looks for classes where they lie: what it finds cannot be told from its own class file. */
    SCANS(8),
    /** Starts a container that finds the classes it manages by itself. */
    STARTS_CONTAINER(16),
    /** Its class file could not be understood; it may need anything. */
    OPAQUE(32),
    /** Its members could not be read, so that nothing is known of its annotations. */
    UNREAD(64),
    /** Some code of it may run unrecorded: it could not be read, or is too long for a probe. */
    UNPROBED(128),
    /** Starts processes. */
    STARTS_PROCESSES(256),
    /** Defines classes, or loads them from places of its own. */
    DEFINES_CLASSES(512),
    /** Reads objects that were written: it makes them without running a constructor. */
    DESERIALISES(1024),
    /** Sets or asks for what the whole JVM shares. */
    SHARES(2048),
    /** Looks at members of classes through reflection. */
    REFLECTS(4096),
    /** Its objects may differ later from what they were made as. */
    CHANGEABLE(8192),
    ANNOTATION(16384),
    /** Makes objects without running a constructor, in ways of which nothing is known. */
    ALLOCATES(32768),
    /** Looks for classes where they lie in ways that need not be heard of: through a library or another process. */
    SCANS_UNHEARD(65536),
    /** Has supertypes in the JDK that may declare any method. */
    INHERITS(131072),
    /** Holds the name of a class file, or the end of one: it may read class files. */
    NAMES_CLASS_FILES(262144),
    /** Holds one of these outside of the code of its methods: in an annotation, a constant field. */
    NAMES_CLASS_FILES_OUTSIDE(524288);

    private final int bit;

    Trait(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }

    /** The traits as they are stored. */
    static int bits(Set<Trait> traits) {
        int bits = 0;
        for (Trait trait : traits) {
            bits |= trait.bit;
        }
        return bits;
    }

    /** Those that decide on a class's place in a graph, or on that of others. */
    static int placing(int traits) {
        return traits & bits(EnumSet.of(NESTED, ABSTRACT, LOADS, SCANS, STARTS_CONTAINER, OPAQUE, UNREAD, UNPROBED));
    }
}
