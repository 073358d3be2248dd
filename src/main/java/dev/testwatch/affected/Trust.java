package dev.testwatch.affected;

import java.util.Optional;

/**
 * What a class, once it runs, takes from a recording: how much of what it does or sees a recording cannot know.
 *
 * <p>A class that can see what outlives a test (what the JVM shares, what a library keeps) may find there what an
 * earlier test has left, and save work which it would do if it ran alone. So after other tests everything that it
 * reaches stands in for what it ran.
 */
final class Trust {

    private final Relations relations;

    Trust(Relations relations) {
        this.relations = relations;
    }

    /**
     * What is thought of a class.
     *
     * @param refused why nothing that it takes part in can be recorded, for people
     * @param shares whether it can see what other tests have left
     * @param reflective whether it, or a library that it uses, may look at members of any class it can get hold of
     * @param naming whether it may ask for classes by names that no class file shows
     */
    record Verdict(Optional<String> refused, boolean shares, boolean reflective, boolean naming) {}

    Verdict of(ClassNode node) {
        boolean shares = node.is(Trait.SHARES);
        boolean reflective = node.is(Trait.REFLECTS);
        boolean naming = node.is(Trait.LOADS) || node.is(Trait.SHARES);
        for (int owner : node.owners) {
            if (!relations.isOwn(owner)) {
                String library = relations.symbols.name(owner);
                shares |= !Frameworks.isForgetful(library);
                reflective |= !Frameworks.isPlain(library);
                naming |= !Frameworks.isForgetful(library);
            }
        }
        return new Verdict(refused(node).map(what -> node.name.binaryName() + " " + what), shares, reflective, naming);
    }

    private Optional<String> refused(ClassNode node) {
        if (node.is(Trait.OPAQUE)) {
            return Optional.of("could not be read");
        } else if (node.is(Trait.SCANS)) {
            return Optional.of("looks for classes where they lie");
        } else if (node.is(Trait.STARTS_CONTAINER)) {
            return Optional.of("starts a container");
        } else if (!node.isMain() && relations.managed.startsFramework(node)) {
            return Optional.of("hands itself to an extension or a framework");
        } else if (node.is(Trait.STARTS_PROCESSES)) {
            return Optional.of("starts processes");
        } else if (node.is(Trait.DEFINES_CLASSES)) {
            return Optional.of("defines or loads classes by itself");
        } else if (node.is(Trait.DESERIALISES)) {
            return Optional.of("makes objects without constructors");
        }
        return Optional.empty();
    }
}
