package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A tool of others that selects tests, itself and not a model of it. It looks at a {@link Twin}. */
interface Yardstick {

    /** As it stands in reports: the tool, its version, and what is not its own. */
    String name();

    /**
     * What it would run now.
     *
     * @return empty if it has failed
     */
    Optional<Set<TestClass>> selection() throws IOException;
}
