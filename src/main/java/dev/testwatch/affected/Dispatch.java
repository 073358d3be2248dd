package dev.testwatch.affected;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
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

    /** What every class has, or could have if it did not declare it. */
    private static final Set<String> OF_OBJECT = Set.of(
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
    /** By method, as a symbol: how many have been found that declare it. */
    private final Map<Integer, Integer> found = new HashMap<>();
    /** Whether a supertype may declare what is not known. */
    private boolean open;

    private Dispatch(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** One number for all methods of a class, inherited ones included, that are or take the place of others. */
    static long of(ClassNode node, Catalogue catalogue) {
        return new Dispatch(catalogue).sum(family(node, catalogue));
    }

    /** A class and all its supertypes that belong to the project. */
    private static Set<ClassNode> family(ClassNode node, Catalogue catalogue) {
        Set<ClassNode> family = new LinkedHashSet<>();
        collect(node, catalogue, family);
        return family;
    }

    private static void collect(ClassNode node, Catalogue catalogue, Set<ClassNode> family) {
        if (family.add(node)) {
            for (int supertype : node.supertypes) {
                catalogue.named(supertype).forEach(other -> collect(other, catalogue, family));
            }
        }
    }

    private long sum(Collection<ClassNode> family) {
        for (ClassNode node : family) {
            open |= node.is(Trait.INHERITS);
            for (int supertype : node.supertypes) {
                open |= catalogue.definition(supertype) == 0;
            }
            for (int method : node.parts().declared) {
                found.merge(method, 1, Integer::sum);
            }
        }
        long sum = 0;
        for (ClassNode node : family) {
            Parts parts = node.parts();
            for (int i = 0; i < parts.declared.length; i++) {
                if (isContested(parts.declared[i], parts.access[i])) {
                    sum += new Digest()
                            .add(catalogue.symbols.name(parts.declared[i]))
                            .add(parts.access[i])
                            .with(node.title); // in whatever order
                }
            }
        }
        return sum;
    }

    /** No compiler lets a private method take the place of one that a library lets the class see. */
    private boolean isContested(int method, int access) {
        return (open && (access & Opcodes.ACC_PRIVATE) == 0)
                || found.getOrDefault(method, 0) > 1
                || OF_OBJECT.contains(catalogue.symbols.name(method));
    }
}
