package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;

/**
 * A class by part: two hashes for all that is no code, and one for each method with its code.
 *
 * <p>Without reflection nobody notices that there is a method more, as long as it is not found in the place of another
 * one: who calls it is another by that. So declarations of methods with code are told apart. To the shape belong those
 * with annotations, since who looks for these need not know the method; static initialisers, of which the JVM knows; and
 * methods of interfaces that are not static, since a class has an interface initialised only if there are any.
 *
 * @param shape hash of all declarations that matter to whoever uses the class
 * @param types types that these name
 * @param reflected hash of the declarations that only reflection can see
 * @param reflectedTypes all other types that these name
 * @param declared methods by which others may be overridden or hidden, with the access of each
 * @param annotated types that a look at annotations may initialise
 * @param held types of instance fields that may hold what changes
 * @param methods all methods with code, in the order of the class file
 */
record PartFacts(
        long shape,
        List<String> types,
        long reflected,
        List<String> reflectedTypes,
        List<Inherited> declared,
        List<String> annotated,
        List<String> held,
        List<MethodFacts> methods) {

    private static final int LAMBDA = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;

    PartFacts {
        types = List.copyOf(types);
        reflectedTypes = List.copyOf(reflectedTypes);
        declared = List.copyOf(declared);
        annotated = List.copyOf(annotated);
        held = List.copyOf(held);
        methods = List.copyOf(methods);
    }

    /**
     * A method that a subclass has, too, or that takes the place of one that it would have.
     *
     * @param member name and descriptor
     */
    record Inherited(String member, int access) {}

    /**
     * A method with code. What a lambda does and uses is told at the lambda, not at the method it is in.
     *
     * @param member name and descriptor
     * @param body hash of declaration and code; in the code lambdas have only their places, and of a lambda it is all
     * @param statics classes that it may initialise
     * @param used classes of which it uses members; some of them may be among {@code statics}
     * @param named all other types that it names
     * @param written owners of static fields that it writes
     * @param holders of the static fields that it uses and that may hold what changes: owner and type in turns
     * @param traits what its strings and the members of the JDK that it uses say of it
     * @param hosts if this is a lambda, the methods that it is in at any depth, by number; it is no part by itself then
     * @param lambdas those that stand in its own code, by number, in the order of the code
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
            List<Integer> hosts,
            List<Integer> lambdas) {

        MethodFacts {
            statics = List.copyOf(statics);
            used = List.copyOf(used);
            named = List.copyOf(named);
            written = List.copyOf(written);
            holders = List.copyOf(holders);
            traits = Set.copyOf(traits);
            hosts = List.copyOf(hosts);
            lambdas = List.copyOf(lambdas);
        }
    }

    /** Of a class that could not be read: all is shape. */
    static PartFacts unread(long content) {
        return new PartFacts(content, List.of(), content, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Takes a class apart.
     *
     * @param declarations hash of all that it declares but methods
     * @param access its own
     */
    static PartFacts of(long declarations, int access, Declared declared, List<MethodDigest> methods) {
        List<MethodDigest> coded =
                methods.stream().filter(MethodDigest::hasCode).toList();
        Folding folding = new Folding(methods, coded);
        Map<Boolean, List<MethodDigest>> parted = methods.stream()
                .filter(method -> !folding.isLambda(method))
                .sorted(Comparator.comparing(method -> method.member))
                .collect(Collectors.partitioningBy(method -> isSeen(method, access)));
        List<MethodDigest> seen = parted.getOrDefault(true, List.of());
        List<MethodDigest> unseen = parted.getOrDefault(false, List.of());
        Set<String> types = new TreeSet<>(declared.types);
        seen.forEach(method -> types.addAll(method.types));
        Set<String> reflectedTypes = new TreeSet<>();
        unseen.forEach(method -> reflectedTypes.addAll(method.types));
        reflectedTypes.removeAll(types);
        return new PartFacts(
                sum(declarations, seen),
                List.copyOf(types),
                sum(0, unseen),
                List.copyOf(reflectedTypes),
                methods.stream()
                        .filter(method -> !method.member.startsWith("<") && !folding.isLambda(method))
                        .map(method -> new Inherited(method.member, method.access))
                        .toList(),
                List.copyOf(declared.annotated),
                List.copyOf(declared.held),
                coded.stream().map(folding::facts).toList());
    }

    private static long sum(long start, List<MethodDigest> methods) {
        Digest digest = new Digest().add(start);
        methods.forEach(method -> digest.add(method.declaration()));
        return digest.value();
    }

    /** Whether somebody who does not look for this method may find it in a class with this access. */
    private static boolean isSeen(MethodDigest method, int access) {
        boolean ofInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        return method.isAnnotated()
                || !method.hasCode()
                || method.member.startsWith("<clinit>")
                || (access & Opcodes.ACC_ANNOTATION) != 0
                || (ofInterface && !isStatic);
    }

    /** One number for the whole class. */
    long whole() {
        Digest whole = new Digest().add(shape).add(reflected);
        methods.stream()
                .filter(method -> method.hosts().isEmpty())
                .sorted(Comparator.comparing(MethodFacts::member))
                .forEach(method -> {
                    whole.add(method.member()).add(method.body());
                    addLambdas(whole, method, new HashSet<>());
                });
        return whole.value();
    }

    /** Adds the code of all lambdas in a method; {@code seen} are those that are there already. */
    private void addLambdas(Digest whole, MethodFacts method, Set<Integer> seen) {
        for (int lambda : method.lambdas()) {
            if (seen.add(lambda)) {
                whole.add(methods.get(lambda).body());
                addLambdas(whole, methods.get(lambda), seen);
            }
        }
    }

    /** Tells which methods are lambdas, and what they are in. */
    private static final class Folding {

        private final Map<String, MethodDigest> lambdas = new HashMap<>();
        /** By lambda: the methods that it is in, by number. */
        private final Map<MethodDigest, List<Integer>> hosts = new HashMap<>();

        private final Map<MethodDigest, Integer> numbers = new HashMap<>();

        Folding(List<MethodDigest> methods, List<MethodDigest> coded) {
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
            for (int i = 0; i < coded.size(); i++) {
                numbers.put(coded.get(i), i);
                if (!lambdas.containsKey(coded.get(i).member)) {
                    Set<MethodDigest> inside = new LinkedHashSet<>();
                    collect(coded.get(i), inside);
                    for (MethodDigest lambda : inside) {
                        hosts.computeIfAbsent(lambda, any -> new ArrayList<>()).add(i);
                    }
                }
            }
            // What no method leads to is a method like others.
            lambdas.values().removeIf(lambda -> !hosts.containsKey(lambda));
        }

        /** Adds all lambdas in a method, at any depth. */
        private void collect(MethodDigest method, Set<MethodDigest> inside) {
            for (MethodDigest lambda : lambdas(method)) {
                if (inside.add(lambda)) {
                    collect(lambda, inside);
                }
            }
        }

        /** Those in its own code, in order. */
        private Set<MethodDigest> lambdas(MethodDigest method) {
            Set<MethodDigest> own = new LinkedHashSet<>();
            for (String handle : method.uses.handles) {
                Optional.ofNullable(lambdas.get(handle)).ifPresent(own::add);
            }
            return own;
        }

        boolean isLambda(MethodDigest method) {
            return lambdas.containsKey(method.member);
        }

        MethodFacts facts(MethodDigest method) {
            MethodUses uses = method.uses;
            Set<String> named = new LinkedHashSet<>(uses.named);
            named.removeAll(uses.statics);
            named.removeAll(uses.used);
            return new MethodFacts(
                    method.member,
                    body(method),
                    List.copyOf(uses.statics),
                    List.copyOf(uses.used),
                    List.copyOf(named),
                    List.copyOf(uses.written),
                    uses.held,
                    uses.traits,
                    hosts.getOrDefault(method, List.of()),
                    lambdas(method).stream()
                            .map(lambda -> Objects.requireNonNull(numbers.get(lambda)))
                            .toList());
        }

        /** The names of lambdas change with the lambdas before them: they count by their order, and not by names. */
        private long body(MethodDigest method) {
            List<MethodDigest> own = List.copyOf(lambdas(method));
            Digest digest = new Digest();
            if (!isLambda(method)) {
                digest.add(method.member).add(method.declaration());
            }
            digest.add(method.code());
            for (String handle : method.uses.handles) {
                MethodDigest lambda = lambdas.get(handle);
                if (lambda == null) {
                    digest.add(handle);
                } else {
                    digest.add(lambda.access).add(own.indexOf(lambda));
                }
            }
            return digest.value();
        }
    }
}
