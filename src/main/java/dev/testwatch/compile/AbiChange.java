package dev.testwatch.compile;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a compilation changed that others were compiled against.
 *
 * @param classes that are new or gone or whose ABI is another
 * @param constants the names of constants that are new or gone or have another value
 * @param sealed those of the classes whose permitted subclasses are others
 */
record AbiChange(Set<String> classes, Set<String> constants, Set<String> sealed) {

    static final AbiChange NONE = new AbiChange(Set.of(), Set.of(), Set.of());

    AbiChange {
        classes = Set.copyOf(classes);
        constants = Set.copyOf(constants);
        sealed = Set.copyOf(sealed);
    }

    boolean isEmpty() {
        return classes.isEmpty();
    }

    AbiChange and(AbiChange other) {
        return new AbiChange(
                union(classes, other.classes), union(constants, other.constants), union(sealed, other.sealed));
    }

    static AbiChange between(Optional<ClassFacts> before, Optional<ClassFacts> after) {
        var some = after.or(() -> before);
        if (some.isEmpty() || some.get().local()) {
            return NONE;
        }
        boolean same = before.isPresent()
                && after.isPresent()
                && before.get().abi() == after.get().abi();
        if (same) {
            return NONE;
        }
        var name = Set.of(some.get().name());
        var constants = new HashSet<String>();
        before.ifPresent(facts -> facts.constants().forEach((constant, value) -> {
            if (!after.map(now -> value.equals(now.constants().get(constant))).orElse(false)) {
                constants.add(constant);
            }
        }));
        after.ifPresent(facts -> facts.constants().forEach((constant, value) -> {
            if (!before.map(old -> value.equals(old.constants().get(constant))).orElse(false)) {
                constants.add(constant);
            }
        }));
        var permittedBefore = before.map(ClassFacts::permitted).orElse(Set.of());
        boolean resealed =
                !permittedBefore.equals(after.map(ClassFacts::permitted).orElse(Set.of()));
        return new AbiChange(name, constants, resealed ? name : Set.of());
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        var all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }
}
