package dev.testwatch;

import dev.testwatch.compile.CompilerSettings.Maker;

/** Who compiles, as people say it. */
enum Compiling {
    AUTO(Maker.JAVAC),
    JAVAC(Maker.JAVAC),
    BUILD(Maker.BUILD),
    NONE(Maker.OTHERS);

    private final Maker maker;

    Compiling(Maker maker) {
        this.maker = maker;
    }

    Maker maker() {
        return maker;
    }
}
