package dev.testwatch.affected;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the methods of a test class one by one, each by a hash of its unique id. Immutable.
 *
 * @param key the content that the class ran with last
 * @param results a hash of what came of the class then
 * @param silent the unique ids of methods that began then, and brought forth no test
 * @param times how often the class has run
 * @param ties which methods have to run together
 * @param alone what came of methods that have passed by themselves; without their results
 * @param tried the methods for which no more than this can be found out while they are what they are
 */
record KnownMethods(
        long key, long results, List<String> silent, int times, Ties ties, Map<Long, Outcome> alone, Set<Long> tried) {

    KnownMethods {
        silent = List.copyOf(silent);
        alone = Map.copyOf(alone);
        tried = Set.copyOf(tried);
    }

    static long hash(String method) {
        return Digest.ofString(method);
    }

    /** What came of a method that passed by itself; its class keeps what there is to show of it. */
    KnownMethods with(long method, Outcome passed) {
        Map<Long, Outcome> more = new HashMap<>(alone);
        more.put(method, passed.withoutResults());
        return new KnownMethods(key, results, silent, times, ties, more, tried);
    }

    KnownMethods tried(long method) {
        Set<Long> more = new HashSet<>(tried);
        more.add(method);
        return new KnownMethods(key, results, silent, times, ties, alone, more);
    }

    KnownMethods without(Set<Long> methods) {
        Map<Long, Outcome> rest = new HashMap<>(alone);
        rest.keySet().removeAll(methods);
        return new KnownMethods(key, results, silent, times, ties, rest, tried);
    }

    /** Whether there is no more to find out about a method. */
    boolean says(long method) {
        return alone.containsKey(method)
                || tried.contains(method)
                || ties.methods().contains(method);
    }

    /** What came of a method that passed by itself, if it does not have to run with others. */
    Optional<Outcome> passed(long method) {
        return ties.methods().contains(method) ? Optional.empty() : Optional.ofNullable(alone.get(method));
    }

    // ---- as bytes

    /** Everything but what came of the methods. */
    void writeClass(Encoder out) {
        out.fixed(key).fixed(results).list(silent, Encoder::string).number(times);
        write(out, ties.left());
        write(out, ties.methods());
        write(out, alone.keySet());
        write(out, tried);
    }

    private static void write(Encoder out, Set<Long> methods) {
        long[] sorted = methods.stream().mapToLong(method -> method).sorted().toArray();
        out.number(sorted.length);
        Arrays.stream(sorted).forEach(out::fixed);
    }

    /** Reads what {@link #writeClass} wrote; what came of its methods is what {@code before} says of them. */
    static KnownMethods readClass(Decoder in, Optional<KnownMethods> before) {
        long key = in.fixed();
        long results = in.fixed();
        List<String> silent = in.list(Decoder::string);
        int times = (int) in.number();
        Ties ties = new Ties(read(in), read(in));
        Map<Long, Outcome> alone = new HashMap<>(before.map(KnownMethods::alone).orElse(Map.of()));
        alone.keySet().retainAll(read(in));
        return new KnownMethods(key, results, silent, times, ties, alone, read(in));
    }

    private static Set<Long> read(Decoder in) {
        return new HashSet<>(in.list(Decoder::fixed));
    }

    /** Everything. */
    void write(Encoder out) {
        writeClass(out);
        out.number(alone.size());
        alone.forEach((method, passed) -> {
            out.fixed(method);
            passed.write(out);
        });
    }

    /** Reads outcomes whose recordings name no other than the first {@code elements} elements. */
    static KnownMethods read(Decoder in, int elements, Environments environments) {
        KnownMethods known = readClass(in, Optional.empty());
        Map<Long, Outcome> alone = new HashMap<>();
        for (int left = in.count(); left > 0; left--) {
            alone.put(in.fixed(), Outcome.read(in, elements, environments));
        }
        return new KnownMethods(known.key, known.results, known.silent, known.times, known.ties, alone, known.tried);
    }
}
