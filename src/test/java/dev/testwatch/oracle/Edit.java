package dev.testwatch.oracle;

import dev.testwatch.compile.Compilation.Output;
import java.nio.file.Path;
import java.util.Map;

/**
 * A change of published files, as a compilation could have made it.
 *
 * @param where for people: {@code shop.Money.round}
 * @param what for people: {@code negated a condition}
 * @param files their new contents
 * @param output what the index is told
 * @param inCode whether it changes what a method does, and nothing that is declared
 */
record Edit(String where, String what, Map<Path, byte[]> files, Output output, boolean inCode) {

    Edit {
        files = Map.copyOf(files);
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
