package dev.testwatch.affected;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;

/**
 * Tells where a method of a class takes the place of another one: overrides it, hides it, or is preferred to it. Of a
 * name and descriptor that only one of a class and its supertypes declares, there is nothing to choose from: a call of it
 * ends there, whoever else comes and goes. So a method more that is the only one of its kind leaves every call that there
 * was before as it was, and one fewer is missed by nobody but those who have executed it.
 *
 * <p>What takes the place of another one in a subclass only is told of the subclass: whoever depends on how a call of an
 * object ends depends on what is declared in the object's class.
 */
final class Dispatch {

    /** What every class has. In a fixed order, since the store holds the numbers that these come to have. */
    private static final List<String> OF_OBJECT = List.of(
            "clone()Ljava/lang/Object;",
            "equals(Ljava/lang/Object;)Z",
            "finalize()V",
            "getClass()Ljava/lang/Class;",
            "hashCode()I",
            "notify()V",
            "notifyAll()V",
            "toString()Ljava/lang/String;",
            "wait()V",
            "wait(J)V",
            "wait(JI)V");

    private final Catalogue catalogue;
    private final Set<Integer> ofObject;

    Dispatch(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.ofObject = OF_OBJECT.stream().map(catalogue.symbols::of).collect(Collectors.toUnmodifiableSet());
    }

    /** One number for all methods of a class, inherited ones included, that are or take the place of others. */
    long of(ClassNode node) {
        Set<ClassNode> family = new LinkedHashSet<>();
        collect(node, family);
        boolean open = family.stream().anyMatch(this::isOpen);
        Set<Integer> common = common(family);
        long sum = 0;
        for (ClassNode each : family) {
            Parts parts = each.parts();
            for (int i = 0; i < parts.declared.length; i++) {
                // No compiler lets a private method take the place of one that a library lets the class see.
                boolean unknown = open && (parts.access[i] & Opcodes.ACC_PRIVATE) == 0;
                if (unknown || common.contains(parts.declared[i]) || ofObject.contains(parts.declared[i])) {
                    Digest method = new Digest().add(catalogue.symbols.name(parts.declared[i]));
                    sum += method.add(parts.access[i]).with(each.title); // in whatever order
                }
            }
        }
        return sum;
    }

    /** Adds a class and all its supertypes that belong to the project. */
    private void collect(ClassNode node, Set<ClassNode> family) {
        if (family.add(node)) {
            for (int supertype : node.supertypes()) {
                catalogue.named(supertype).forEach(other -> collect(other, family));
            }
        }
    }

    /** Whether it has a supertype of which it is not known what that declares. */
    private boolean isOpen(ClassNode node) {
        boolean open = node.is(Trait.INHERITS);
        for (int supertype : node.supertypes()) {
            open |= catalogue.definition(supertype) == 0;
        }
        return open;
    }

    /** The methods that more than one of these declare. */
    private static Set<Integer> common(Set<ClassNode> family) {
        Set<Integer> common = new HashSet<>();
        if (family.size() > 1) {
            Set<Integer> found = new HashSet<>();
            for (ClassNode node : family) {
                for (int method : node.parts().declared) {
                    if (!found.add(method)) {
                        common.add(method);
                    }
                }
            }
        }
        return common;
    }
}
