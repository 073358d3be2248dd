package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Tells people which parts of classes have changed since something was last settled. */
final class Edits {

    private final Catalogue catalogue;
    private final Map<ClassName, Optional<PackedParts>> before = new LinkedHashMap<>();

    Edits(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The class is about to change, to come or to go. */
    void before(ClassName name) {
        if (!before.containsKey(name)) {
            before.put(name, catalogue.find(name).map(ClassNode::packedParts));
        }
    }

    void settle() {
        before.clear();
    }

    /** The parts that differ: {@code Money.add(int)}, {@code shape of Money}; in order. */
    List<String> parts() {
        TreeSet<String> parts = new TreeSet<>();
        before.forEach((name, was) -> {
            Optional<PackedParts> is = catalogue.find(name).map(ClassNode::packedParts);
            if (was.isPresent() && is.isPresent()) {
                differing(was.get().parts(), is.get().parts())
                        .forEach(member -> parts.add(PartName.of(name.binaryName(), member)));
            } else if (was.isPresent() || is.isPresent()) {
                parts.add(PartName.simple(name.binaryName()));
            }
        });
        return List.copyOf(parts);
    }

    /** The first of the classes that have come or gone, for people: {@code Money is new}; empty if there is none. */
    Optional<String> arrival() {
        return before.entrySet().stream()
                .filter(entry -> entry.getValue().isPresent()
                        != catalogue.find(entry.getKey()).isPresent())
                .map(entry -> PartName.simple(entry.getKey().binaryName())
                        + (entry.getValue().isPresent() ? " is gone" : " is new"))
                .min(Comparator.naturalOrder());
    }

    private List<String> differing(Parts was, Parts is) {
        List<String> members = new ArrayList<>();
        if (was.shape != is.shape || was.reflected != is.reflected) {
            members.add(Elements.SHAPE);
        }
        for (int i = 0; i < is.count(); i++) {
            int old = was.find(is.members[i]);
            if (!is.isLambda(i) && !(old < was.count() && was.code(old).equals(is.code(i)))) {
                members.add(catalogue.symbols.name(is.members[i]));
            }
        }
        return members;
    }
}
