package dev.testwatch.compile;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Who compiles, and how compilations are watched over where annotation processors take part.
 *
 * @param patience how long annotation processing of one source set may take
 * @param hostHeap the heap's limit of the compiler's JVM, in bytes; empty: as the JVM chooses. It is doubled once it
 *     proves too small
 */
public record CompilerSettings(Maker maker, Duration patience, OptionalLong hostHeap) {

    /** Here; two minutes; the heap as the JVM chooses. */
    public static final CompilerSettings USUAL = new CompilerSettings(Duration.ofMinutes(2), OptionalLong.empty());

    /** Who makes class files of sources. */
    public enum Maker {
        /** The compiler of this process, into the published directories. */
        JAVAC,
        /** The build tool, when it is told to, into its output directories. */
        BUILD,
        /** Somebody else, when they like, into the build tool's output directories. */
        OTHERS
    }

    /** Compiled here. */
    public CompilerSettings(Duration patience, OptionalLong hostHeap) {
        this(Maker.JAVAC, patience, hostHeap);
    }

    /** Compiled by somebody. */
    public CompilerSettings by(Maker other) {
        return new CompilerSettings(other, patience, hostHeap);
    }

    /** Whether what is published is taken over from the build tool's output directories. */
    boolean takesOver() {
        return maker != Maker.JAVAC;
    }
}
