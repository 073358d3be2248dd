package dev.testwatch.worker;

import java.util.Optional;
import org.junit.platform.launcher.Launcher;

/** The JUnit Platform that this fork has on its class path; to touch it is to load it. */
final class Platform {

    private Platform() {}

    /** {@code 1.13.4}; empty if its jar does not say. */
    static String version() {
        return Optional.ofNullable(Launcher.class.getPackage().getImplementationVersion())
                .orElse("");
    }
}
