package dev.testwatch.oracle;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import java.util.HashSet;
import java.util.Set;

/**
 * A change of published files, as a compilation could have made it.
 *
 * @param where for people: {@code shop.Money.round}
 * @param member the name and descriptor of the method or the name of the field that changes; empty: none of them
 * @param what for people: {@code negated a condition}
 * @param files what they hold then
 * @param output what the index is told
 */
record Edit(String where, String member, String what, Contents files, Output output, Kind kind) {

    /** What is another. */
    enum Kind {
        /** What one method, constructor or lambda does; nothing that is declared. */
        BODY,
        /** What one class does when it is initialised; nothing that is declared. */
        INITIALISER,
        /** What is declared: a method that is no more, fields in another order, constants, annotations. */
        DECLARATION,
        RESOURCE;

        /** Of a change in the code of a method. */
        static Kind ofCode(String member) {
            // Compilers put a part of an enum's initialiser into a method that nobody else calls.
            boolean initialiser = member.startsWith("<clinit>(") || member.startsWith("$values(");
            return initialiser ? INITIALISER : BODY;
        }

        boolean inCode() {
            return this == BODY || this == INITIALISER;
        }
    }

    /** The classes that are others then, that come or go. */
    Set<ClassName> classes() {
        Set<ClassName> classes = new HashSet<>(output.written().keySet());
        classes.addAll(output.removed());
        return classes;
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
