package dev.testwatch.compile;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How compilations are watched over where annotation processors take part.
 *
 * @param patience how long annotation processing of one source set may take
 * @param hostHeap the heap's limit of the compiler's JVM, in bytes; empty: as the JVM chooses. It is doubled once it
 *     proves too small
 */
public record CompilerSettings(Duration patience, OptionalLong hostHeap) {

    /** Two minutes; the heap as the JVM chooses. */
    public static final CompilerSettings USUAL = new CompilerSettings(Duration.ofMinutes(2), OptionalLong.empty());
}
