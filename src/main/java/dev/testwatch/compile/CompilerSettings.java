package dev.testwatch.compile;

import dev.testwatch.project.Project;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who compiles, and how compilations are watched over where annotation processors take part.
 *
 * @param chosen who compiles; empty: whoever suits the project
 * @param patience how long annotation processing of one source set may take
 * @param hostHeap the heap's limit of the compiler's JVM, in bytes; empty: as the JVM chooses. It is doubled once it
 *     proves too small
 */
public record CompilerSettings(Optional<Maker> chosen, Duration patience, OptionalLong hostHeap) {

    /** Whoever suits; two minutes; the heap as the JVM chooses. */
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

    /** Compiled by whoever suits. */
    public CompilerSettings(Duration patience, OptionalLong hostHeap) {
        this(Optional.empty(), patience, hostHeap);
    }

    /** Compiled by somebody. */
    public CompilerSettings by(Maker other) {
        return new CompilerSettings(Optional.of(other), patience, hostHeap);
    }

    /** Who compiles this project: here, unless its build changes class files after the compiler. */
    public Maker maker(Project project) {
        boolean enhanced = project.modules().stream()
                .anyMatch(module -> !module.enhancers().isEmpty());
        return chosen.orElse(enhanced ? Maker.BUILD : Maker.JAVAC);
    }
}
