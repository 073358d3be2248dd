package dev.testwatch.affected;

import dev.testwatch.affected.PartFacts.Inherited;
import dev.testwatch.affected.PartFacts.MethodFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@link PartFacts} with numbers for names, in few arrays, since there are many classes. */
final class Parts {

    // The lists that each method has.
    private static final int STATICS = 0;
    private static final int USED = 1;
    private static final int NAMED = 2;
    private static final int WRITTEN = 3;
    private static final int HOLDERS = 4;
    // From here on they hold numbers of methods.
    private static final int HOSTS = 5;
    private static final int LAMBDAS = 6;
    private static final int USES = 7;

    /** How many lists a class has as bytes, and which of them holds the access of the methods in the one before it. */
    private static final int LISTS = 7;

    private static final int ACCESS = 3;

    /** No limit for a number. */
    private static final int ANY = Integer.MAX_VALUE;

    final long shape;
    final int[] types;
    final long reflected;
    final int[] reflectedTypes;
    /** The methods that are {@link PartFacts#declared}. */
    final int[] declared;
    /** By number of one of these. */
    final int[] access;

    final int[] annotated;
    final int[] held;
    /** By number of a method with code: its name and descriptor. */
    final int[] members;

    final long[] bodies;
    /** By method: its {@link Trait#bits(Set) traits}. */
    private final int[] traits;
    /** Where the lists end in {@link #symbols}, list after list, method after method. */
    private final int[] ends;

    private final int[] symbols;

    private Parts(long shape, long reflected, int[][] lists, long[] bodies, int[] traits) {
        this.shape = shape;
        this.reflected = reflected;
        this.types = lists[0];
        this.annotated = lists[1];
        this.held = lists[2];
        this.members = lists[3];
        this.ends = lists[4];
        this.symbols = lists[5];
        this.reflectedTypes = lists[6];
        this.declared = lists[7];
        this.access = lists[8];
        this.bodies = bodies;
        this.traits = traits;
    }

    static Parts of(PartFacts facts, Symbols all) {
        List<MethodFacts> methods = facts.methods();
        int[] ends = new int[methods.size() * USES];
        int[] symbols = new int[64];
        int length = 0;
        int list = 0;
        for (MethodFacts method : methods) {
            List<int[]> uses = List.of(
                    all.ofAll(method.statics()),
                    all.ofAll(method.used()),
                    all.ofAll(method.named()),
                    all.ofAll(method.written()),
                    all.ofAll(method.holders()),
                    method.hosts().stream().mapToInt(i -> i).toArray(),
                    method.lambdas().stream().mapToInt(i -> i).toArray());
            for (int[] use : uses) {
                if (length + use.length > symbols.length) {
                    symbols = Arrays.copyOf(symbols, 2 * (length + use.length));
                }
                System.arraycopy(use, 0, symbols, length, use.length);
                length += use.length;
                ends[list++] = length;
            }
        }
        int[][] lists = {
            all.ofAll(facts.types()),
            all.ofAll(facts.annotated()),
            all.ofAll(facts.held()),
            all.ofAll(methods.stream().map(MethodFacts::member).toList()),
            ends,
            Arrays.copyOf(symbols, length),
            all.ofAll(facts.reflectedTypes()),
            all.ofAll(facts.declared().stream().map(Inherited::member).toList()),
            facts.declared().stream().mapToInt(Inherited::access).toArray()
        };
        return new Parts(
                facts.shape(),
                facts.reflected(),
                lists,
                methods.stream().mapToLong(MethodFacts::body).toArray(),
                methods.stream().mapToInt(method -> Trait.bits(method.traits())).toArray());
    }

    int count() {
        return members.length;
    }

    /** The number of a method; {@link #count} if there is none of this name and descriptor. */
    int find(int member) {
        for (int i = 0; i < members.length; i++) {
            if (members[i] == member) {
                return i;
            }
        }
        return members.length;
    }

    boolean isLambda(int method) {
        return list(method, HOSTS).length > 0;
    }

    /** The numbers of the methods that a lambda is in, at any depth. */
    int[] hosts(int method) {
        return list(method, HOSTS);
    }

    /** The numbers of the lambdas that stand in a method's own code, in the order of the code. */
    int[] lambdas(int method) {
        return list(method, LAMBDAS);
    }

    /** A method and all lambdas in it, at any depth, in the order of the code. */
    List<Integer> whole(int method) {
        if (lambdas(method).length == 0) {
            return List.of(method);
        }
        List<Integer> whole = new ArrayList<>(List.of(method));
        collect(method, whole);
        return whole;
    }

    /** What a method does, with all lambdas in it. */
    List<Long> code(int method) {
        return whole(method).stream().map(each -> bodies[each]).toList();
    }

    private void collect(int method, List<Integer> whole) {
        for (int lambda : lambdas(method)) {
            if (!whole.contains(lambda)) {
                whole.add(lambda);
                collect(lambda, whole);
            }
        }
    }

    /** What a method's strings and the members of the JDK that it uses say of it. */
    boolean is(int method, Trait trait) {
        return (traits[method] & trait.bit()) != 0;
    }

    int[] statics(int method) {
        return list(method, STATICS);
    }

    /** The classes of which it uses members. */
    int[] used(int method) {
        return list(method, USED);
    }

    /** These and all others that it names, perhaps without some of the {@link #statics}. */
    int[] named(int method) {
        return lists(method, USED, NAMED);
    }

    int[] written(int method) {
        return list(method, WRITTEN);
    }

    /** Owners and types in turns. */
    int[] holders(int method) {
        return list(method, HOLDERS);
    }

    private int[] list(int method, int use) {
        return lists(method, use, use);
    }

    private int[] lists(int method, int first, int last) {
        int list = method * USES + first;
        return Arrays.copyOfRange(symbols, list == 0 ? 0 : ends[list - 1], ends[method * USES + last]);
    }

    void write(Encoder out) {
        out.fixed(shape)
                .fixed(reflected)
                .numbers(types)
                .numbers(reflectedTypes)
                .numbers(declared)
                .numbers(access);
        out.numbers(annotated).numbers(held).numbers(members);
        for (int method = 0; method < members.length; method++) {
            int filled = filled(method);
            out.fixed(bodies[method]).number(traits[method]).number(filled);
            for (int use = 0; use < USES; use++) {
                if ((filled >> use & 1) != 0) {
                    out.numbers(list(method, use));
                }
            }
        }
    }

    /** By bit, which lists of a method hold anything: most do not. */
    private int filled(int method) {
        int filled = 0;
        for (int use = 0; use < USES; use++) {
            filled |= list(method, use).length > 0 ? 1 << use : 0;
        }
        return filled;
    }

    /** Goes past what {@link #read} would read without an exception, or throws one. */
    static void check(Decoder in, int symbols) {
        in.pass(2 * Long.BYTES);
        int methods = checkLists(in, symbols);
        for (int method = 0; method < methods; method++) {
            in.pass(Long.BYTES);
            in.below(ANY);
            int filled = in.below(1 << USES);
            for (int use = 0; filled >> use != 0; use++) {
                if ((filled >> use & 1) != 0) {
                    in.passAllBelow(use < HOSTS ? symbols : methods);
                }
            }
        }
    }

    /** Goes past the lists that a class has, and returns the length of the last one: how many methods there are. */
    private static int checkLists(Decoder in, int symbols) {
        int length = 0;
        for (int list = 0; list < LISTS; list++) {
            int before = length;
            length = in.passAllBelow(list == ACCESS ? ANY : symbols);
            if (list == ACCESS && length != before) {
                throw new IllegalStateException("a method without its access");
            }
        }
        return length;
    }

    /** Reads what has passed {@link #check}. */
    static Parts read(Decoder in) {
        long shape = in.fixed();
        long reflected = in.fixed();
        int[] types = in.allBelow(ANY);
        int[] reflectedTypes = in.allBelow(ANY);
        int[] declared = in.allBelow(ANY);
        int[] access = in.allBelow(ANY);
        int[] annotated = in.allBelow(ANY);
        int[] held = in.allBelow(ANY);
        int[] members = in.allBelow(ANY);
        int methods = members.length;
        long[] bodies = new long[methods];
        int[] traits = new int[methods];
        int[] ends = new int[methods * USES];
        int[] all = new int[methods * USES];
        int length = 0;
        for (int method = 0; method < methods; method++) {
            bodies[method] = in.fixed();
            traits[method] = in.below(ANY);
            int filled = in.below(1 << USES);
            for (int use = 0; use < USES; use++) {
                int[] list = (filled >> use & 1) != 0 ? in.allBelow(ANY) : new int[0];
                all = length + list.length <= all.length ? all : Arrays.copyOf(all, 2 * (length + list.length));
                System.arraycopy(list, 0, all, length, list.length);
                length += list.length;
                ends[method * USES + use] = length;
            }
        }
        int[][] lists = {
            types, annotated, held, members, ends, Arrays.copyOf(all, length), reflectedTypes, declared, access
        };
        return new Parts(shape, reflected, lists, bodies, traits);
    }
}
