package dev.testwatch.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which sources an ABI change concerns: those whose classes refer to one of these types, and those that mention one of
 * these identifiers.
 */
record Reach(Names types, Names identifiers) {

    /** The reach of a change, given all classes that there are. */
    static Reach of(AbiChange change, Collection<Draft> drafts) {
        if (change.isEmpty()) {
            return new Reach(Names.NONE, Names.NONE);
        }
        var all = facts(drafts);
        var family = new HashSet<>(change.classes());
        addSupertypes(change.sealed(), all, family);
        addSubtypes(all, family);
        var identifiers = new HashSet<>(change.constants());
        family.forEach(name -> identifiers.addAll(ClassFacts.simpleNames(name)));
        // Erasure: who uses a List<C> that a D hands out has D in its class file, but not C.
        var types = new HashSet<>(family);
        for (var facts : all) {
            if (!Collections.disjoint(facts.exposed(), family)) {
                types.add(facts.name());
            }
        }
        addSubtypes(all, types);
        return new Reach(Names.of(types), Names.of(identifiers));
    }

    Reach mentioning(Set<String> names) {
        return new Reach(types, identifiers.with(names));
    }

    boolean concerns(Names mentioned, Collection<ClassFacts> classes) {
        return mentioned.intersects(identifiers)
                || classes.stream().anyMatch(facts -> facts.references().intersects(types));
    }

    private static List<ClassFacts> facts(Collection<Draft> drafts) {
        var all = new ArrayList<ClassFacts>();
        for (var draft : drafts) {
            for (var name : draft.classes()) {
                draft.facts(name).ifPresent(all::add);
            }
        }
        return all;
    }

    private static void addSubtypes(List<ClassFacts> all, Set<String> family) {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (var facts : all) {
                if (!family.contains(facts.name()) && !Collections.disjoint(facts.supertypes(), family)) {
                    grown |= family.add(facts.name());
                }
            }
        }
    }

    private static void addSupertypes(Set<String> from, List<ClassFacts> all, Set<String> family) {
        var found = new HashSet<>(from);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (var facts : all) {
                if (found.contains(facts.name())) {
                    grown |= found.addAll(facts.supertypes());
                }
            }
        }
        // Types outside of the project do not change, and everybody has Object.
        all.stream().map(ClassFacts::name).filter(found::contains).forEach(family::add);
    }
}
