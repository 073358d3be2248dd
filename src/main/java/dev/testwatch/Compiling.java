package dev.testwatch;

import dev.testwatch.compile.CompilerSettings.Maker;
import java.util.Optional;

/** Who compiles, as people say it. */
enum Compiling {
    AUTO(Optional.empty()),
    JAVAC(Optional.of(Maker.JAVAC)),
    BUILD(Optional.of(Maker.BUILD)),
    NONE(Optional.of(Maker.OTHERS));

    private final Optional<Maker> maker;

    Compiling(Optional<Maker> maker) {
        this.maker = maker;
    }

    /** Empty: whoever suits the project. */
    Optional<Maker> maker() {
        return maker;
    }
}
