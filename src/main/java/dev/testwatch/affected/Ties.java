package dev.testwatch.affected;

import dev.testwatch.affected.Loading.Place;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Footprint.Touched;
import dev.testwatch.fork.Probes;
import dev.testwatch.worker.Message.How;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What methods of a test class leave to each other, and which of them are tied by that. Those have to run together: one
 * that leaves something, and one that could find it. All others neither leave anything nor see what is left, so that it
 * is the same to them, and to those, whether they run. Immutable.
 *
 * <p>To see what is in a static field there has to be code that names it, and that code has a probe. So a method is tied
 * if it executes code that uses static members of a class of which some static field is written, be it by another method
 * or by itself; also of a class whose initialiser uses such members, since what it found is in its own fields then. Of
 * the test class's own fields those count, too, whose objects may change in their place. Who touches any file is tied to
 * who changes one.
 *
 * @param left a hash of each thing that is left, or may be
 * @param methods the unique ids of tied methods, as hashes
 */
record Ties(Set<Long> left, Set<Long> methods) {

    private static final long FILES = Digest.ofString("files");
    private static final Set<How> LEAVING_NOTHING =
            EnumSet.of(How.READ, How.CHECKED, How.MISSED, How.RESOURCE, How.MEMBERS, How.CLASS_FILE, How.SOUGHT);

    Ties {
        left = Set.copyOf(left);
        methods = Set.copyOf(methods);
    }

    /** What the code of a test class says that its methods leave to each other in its own static fields. */
    static Set<Long> declared(ClassNode test, Relations relations) {
        Set<ClassNode> own = own(test, relations);
        Set<Long> declared = new HashSet<>();
        hashes(written(own, relations), relations).forEach(declared::add);
        Set<Integer> owners = symbols(own);
        own.forEach(node -> {
            for (int method = 0; method < node.parts().count(); method++) {
                int[] holders = node.parts().holders(method);
                for (int i = 0; i < holders.length; i += 2) {
                    if (isChangeable(holders, i, owners, relations)) {
                        declared.add(Digest.ofString(relations.symbols.name(holders[i]) + " holds"));
                    }
                }
            }
        });
        return declared;
    }

    /** Empty if it cannot be told. */
    static Optional<Ties> of(ClassNode test, Relations relations, Footprint footprint) {
        return footprint.blind().isPresent() || footprint.doubt().isPresent()
                ? Optional.empty()
                : new Search(test, relations, footprint).ties();
    }

    /** The test class, what is nested in it, and their supertypes. */
    private static Set<ClassNode> own(ClassNode test, Relations relations) {
        return Stream.concat(Stream.of(test), relations.nested(test).stream())
                .flatMap(node -> Stream.concat(Stream.of(node), relations.supertypes(node).stream()))
                .collect(Collectors.toSet());
    }

    private static Set<Integer> symbols(Set<ClassNode> nodes) {
        return nodes.stream().map(node -> node.symbol).collect(Collectors.toSet());
    }

    /** The owners among these classes of static fields that their code writes, but for initialising them. */
    private static Set<Integer> written(Set<ClassNode> own, Relations relations) {
        Set<Integer> owners = symbols(own);
        Set<Integer> written = new HashSet<>();
        own.forEach(node -> {
            for (int method = 0; method < node.parts().count(); method++) {
                if (!isInitialiser(node, method, relations)) {
                    Arrays.stream(node.parts().written(method))
                            .filter(owners::contains)
                            .forEach(written::add);
                }
            }
        });
        return written;
    }

    private static Stream<Long> hashes(Set<Integer> symbols, Relations relations) {
        return symbols.stream().map(relations.symbols::name).map(Digest::ofString);
    }

    private static boolean isInitialiser(ClassNode node, int method, Relations relations) {
        return relations.symbols.name(node.parts().members[method]).startsWith("<clinit>");
    }

    private static boolean isChangeable(int[] holders, int at, Set<Integer> owners, Relations relations) {
        return owners.contains(holders[at]) && !relations.isFrozen(holders[at + 1]);
    }

    /** Looks for them in what ran. */
    private static final class Search {

        private final ClassNode test;
        private final Relations relations;
        private final Footprint footprint;
        private final Loading loading;
        private final Set<Integer> owners;
        private final Set<Integer> written;
        /** These, and all classes that can have the fields that these names stand for. */
        private final Set<Integer> holding = new HashSet<>();

        private boolean files;
        private boolean unknown;

        Search(ClassNode test, Relations relations, Footprint footprint) {
            this.test = test;
            this.relations = relations;
            this.footprint = footprint;
            this.loading = new Loading(footprint, relations, test.module);
            Set<ClassNode> own = own(test, relations);
            this.owners = symbols(own);
            this.written = written(own, relations);
        }

        Optional<Ties> ties() {
            Set<Integer> ran = footprint.methods().values().stream()
                    .flatMap(probes -> probes.stream().boxed())
                    .collect(Collectors.toSet());
            ran.forEach(this::leaves);
            written.forEach(this::hold);
            addInitialisers();
            boolean unseen =
                    relations.manyUnprobed() || !relations.unprobed(test).isEmpty();
            if (unknown || (unseen && !written.isEmpty())) {
                return Optional.empty();
            }
            Set<Integer> seeing = ran.stream().filter(this::sees).collect(Collectors.toSet());
            Set<Long> tied = footprint.methods().entrySet().stream()
                    .filter(method -> any(method.getValue(), seeing::contains))
                    .map(Map.Entry::getKey)
                    .map(KnownMethods::hash)
                    .collect(Collectors.toSet());
            Set<Long> left = new HashSet<>(declared(test, relations));
            hashes(written, relations).forEach(left::add);
            if (files) {
                left.add(FILES);
            }
            return unknown ? Optional.empty() : Optional.of(new Ties(left, tied));
        }

        private void leaves(int probe) {
            Touched file = footprint.files().get(probe);
            if (file != null) {
                files |= !LEAVING_NOTHING.contains(file.how());
                return;
            }
            Place place = loading.place(probe);
            // What the JVM shares is seen by code that nobody knows.
            unknown |= place.nodes().isEmpty()
                    || place.nodes().stream().anyMatch(node -> node.parts().is(place.method(), Trait.SHARES));
            if (footprint.written().containsKey(probe)) {
                List<Integer> fields = place.nodes().stream()
                        .flatMap(node -> Arrays.stream(node.parts().written(place.method()))
                                .boxed())
                        .toList();
                unknown |= fields.isEmpty() || !fields.stream().allMatch(relations::isOwn);
                written.addAll(fields);
            }
        }

        /** A static field may be named after a class that inherits it. */
        private void hold(int owner) {
            for (ClassNode node : relations.definers(owner, test.module)) {
                holding.add(node.symbol);
                holding.addAll(symbols(relations.supertypes(node)));
            }
        }

        private boolean isHeld(int owner) {
            return relations.definers(owner, test.module).stream()
                    .anyMatch(node -> holding.contains(node.symbol)
                            || relations.supertypes(node).stream().anyMatch(one -> holding.contains(one.symbol)));
        }

        /** What an initialiser has seen may be in the fields of its class. */
        private void addInitialisers() {
            boolean more = !holding.isEmpty();
            while (more) {
                more = false;
                for (Map.Entry<Integer, Probes> initialised :
                        footprint.initialised().entrySet()) {
                    Place place = loading.place(initialised.getKey());
                    unknown |= place.nodes().isEmpty();
                    boolean added = any(initialised.getValue(), this::sees)
                            && place.nodes().stream()
                                            .map(node -> node.symbol)
                                            .filter(written::add)
                                            .peek(this::hold)
                                            .count()
                                    > 0;
                    more |= added;
                }
            }
        }

        private static boolean any(Probes probes, IntPredicate predicate) {
            return probes.stream().anyMatch(predicate);
        }

        private boolean sees(int probe) {
            if (footprint.files().containsKey(probe)) {
                return files;
            }
            Place place = loading.place(probe);
            unknown |= place.nodes().isEmpty();
            return place.nodes().stream().anyMatch(node -> sees(node, place.method()));
        }

        private boolean sees(ClassNode node, int method) {
            Parts parts = node.parts();
            boolean looks = !holding.isEmpty()
                    && (parts.is(method, Trait.REFLECTS)
                            || Arrays.stream(parts.statics(method)).anyMatch(this::isHeld));
            return looks || (!isInitialiser(node, method, relations) && holds(parts.holders(method)));
        }

        private boolean holds(int[] holders) {
            for (int i = 0; i < holders.length; i += 2) {
                if (isChangeable(holders, i, owners, relations)) {
                    return true;
                }
            }
            return false;
        }
    }
}
