package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * A class by part: one hash for all that is no code, and one for the code of each method.
 *
 * @param shape hash of all declarations
 * @param types types that the declarations name
 * @param annotated types that a look at annotations may initialise
 * @param held types of instance fields that may hold what changes
 * @param methods all methods with code, in the order of the class file
 */
record PartFacts(long shape, List<String> types, List<String> annotated, List<String> held, List<MethodFacts> methods) {

    private static final int LAMBDA = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;

    PartFacts {
        types = List.copyOf(types);
        annotated = List.copyOf(annotated);
        held = List.copyOf(held);
        methods = List.copyOf(methods);
    }

    /**
     * A method with code.
     *
     * @param member name and descriptor
     * @param body hash of the code and of all lambdas in it
     * @param statics classes that it may initialise
     * @param used classes of which it uses members; some of them may be among {@code statics}
     * @param named all other types that it names
     * @param written owners of static fields that it writes
     * @param holders of the static fields that it uses and that may hold what changes: owner and type in turns
     * @param traits what the members of the JDK that it uses say of it
     * @param hosts if this is a lambda, the methods that it is in, by number; it is no part by itself then
     */
    record MethodFacts(
            String member,
            long body,
            List<String> statics,
            List<String> used,
            List<String> named,
            List<String> written,
            List<String> holders,
            Set<Trait> traits,
            List<Integer> hosts) {

        MethodFacts {
            statics = List.copyOf(statics);
            used = List.copyOf(used);
            named = List.copyOf(named);
            written = List.copyOf(written);
            holders = List.copyOf(holders);
            traits = Set.copyOf(traits);
            hosts = List.copyOf(hosts);
        }
    }

    /** Of a class that could not be read: all is shape. */
    static PartFacts unread(long content) {
        return new PartFacts(content, List.of(), List.of(), List.of(), List.of());
    }

    static PartFacts of(long declarations, Declared declared, List<MethodDigest> methods) {
        Folding folding = new Folding(methods);
        Digest shape = new Digest().add(declarations);
        methods.stream()
                .filter(method -> !folding.isLambda(method))
                .sorted(Comparator.comparing(method -> method.member))
                .forEach(method -> shape.add(method.declaration()));
        List<MethodDigest> coded =
                methods.stream().filter(MethodDigest::hasCode).toList();
        return new PartFacts(
                shape.value(),
                List.copyOf(declared.types),
                List.copyOf(declared.annotated),
                List.copyOf(declared.held),
                coded.stream().map(method -> folding.facts(method, coded)).toList());
    }

    /** One number for the whole class. */
    long whole() {
        Digest whole = new Digest().add(shape);
        methods.stream()
                .filter(method -> method.hosts().isEmpty())
                .sorted(Comparator.comparing(MethodFacts::member))
                .forEach(method -> whole.add(method.member()).add(method.body()));
        return whole.value();
    }

    /** Makes lambdas parts of the methods that they are in. */
    private static final class Folding {

        private static final long ROUND = 0x510E527FADE682D1L;

        private final Map<String, MethodDigest> lambdas = new HashMap<>();
        private final Map<MethodDigest, Long> bodies = new HashMap<>();

        Folding(List<MethodDigest> methods) {
            Set<String> handles = new LinkedHashSet<>();
            Set<String> calls = new LinkedHashSet<>();
            for (MethodDigest method : methods) {
                handles.addAll(method.uses.handles);
                calls.addAll(method.uses.calls);
            }
            for (MethodDigest method : methods) {
                boolean hidden = (method.access & LAMBDA) == LAMBDA && method.hasCode();
                if (hidden && handles.contains(method.member) && !calls.contains(method.member)) {
                    lambdas.put(method.member, method);
                }
            }
        }

        boolean isLambda(MethodDigest method) {
            return lambdas.containsKey(method.member);
        }

        MethodFacts facts(MethodDigest method, List<MethodDigest> coded) {
            Set<MethodDigest> inside = new LinkedHashSet<>();
            collect(method, inside);
            Set<String> statics = new LinkedHashSet<>();
            Set<String> used = new LinkedHashSet<>();
            Set<String> named = new LinkedHashSet<>();
            Set<String> written = new LinkedHashSet<>();
            List<String> holders = new ArrayList<>();
            Set<Trait> traits = EnumSet.noneOf(Trait.class);
            for (MethodDigest part : inside) {
                statics.addAll(part.uses.statics);
                used.addAll(part.uses.used);
                named.addAll(part.uses.named);
                written.addAll(part.uses.written);
                holders.addAll(part.uses.held);
                traits.addAll(part.uses.traits);
            }
            named.removeAll(statics);
            named.removeAll(used);
            return new MethodFacts(
                    method.member,
                    new Digest().add(method.member).add(body(method)).value(),
                    List.copyOf(statics),
                    List.copyOf(used),
                    List.copyOf(named),
                    List.copyOf(written),
                    holders,
                    traits,
                    isLambda(method) ? hosts(method, coded) : List.of());
        }

        private void collect(MethodDigest method, Set<MethodDigest> inside) {
            if (inside.add(method)) {
                method.uses.handles.forEach(handle ->
                        Optional.ofNullable(lambdas.get(handle)).ifPresent(lambda -> collect(lambda, inside)));
            }
        }

        private long body(MethodDigest method) {
            Long known = bodies.get(method);
            if (known != null) {
                return known;
            }
            bodies.put(method, ROUND); // ends the way round for a lambda that names itself
            Digest digest = new Digest().add(method.code());
            for (String handle : method.uses.handles) {
                MethodDigest lambda = lambdas.get(handle);
                if (lambda == null) {
                    digest.add(handle);
                } else {
                    digest.add(lambda.access).add(body(lambda));
                }
            }
            bodies.put(method, digest.value());
            return digest.value();
        }

        /** The methods that are no lambdas and from which handles lead to this one. */
        private List<Integer> hosts(MethodDigest lambda, List<MethodDigest> coded) {
            List<Integer> hosts = new ArrayList<>();
            for (int i = 0; i < coded.size(); i++) {
                Set<MethodDigest> inside = new LinkedHashSet<>();
                if (!isLambda(coded.get(i)) && !coded.get(i).uses.handles.isEmpty()) {
                    collect(coded.get(i), inside);
                }
                if (inside.contains(lambda)) {
                    hosts.add(i);
                }
            }
            return hosts;
        }
    }
}
