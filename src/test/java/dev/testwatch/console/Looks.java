package dev.testwatch.console;

import java.nio.charset.StandardCharsets;

/** Looks that tests need. */
final class Looks {

    static final Look FULL = new Look(true, true, true, StandardCharsets.UTF_8);
    static final Look ASCII = new Look(false, false, false, StandardCharsets.US_ASCII);

    private Looks() {}
}
