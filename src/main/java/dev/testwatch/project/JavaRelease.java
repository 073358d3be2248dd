package dev.testwatch.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a JDK's version from the file {@code release} in it, without starting it. */
final class JavaRelease {

    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?(\\d+)");

    /** The feature release that this {@code java} program belongs to; empty if nothing says so. */
    static OptionalInt of(Path java) {
        Optional<Path> home = home(java);
        if (home.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            Matcher version = VERSION.matcher(Files.readString(home.get().resolve("release")));
            return version.find() ? OptionalInt.of(Integer.parseInt(version.group(1))) : OptionalInt.empty();
        } catch (IOException e) {
            // No such file, as in some packages of a JRE: then nothing says so.
            return OptionalInt.empty();
        }
    }

    /** The JDK's directory that holds this program, links followed. */
    static Optional<Path> home(Path java) {
        try {
            Path bin = java.toRealPath().getParent();
            return Optional.ofNullable(bin).map(Path::getParent);
        } catch (IOException e) {
            // A program that is not there has no home.
            return Optional.empty();
        }
    }

    private JavaRelease() {}
}
