package dev.testwatch.affected;

import dev.testwatch.affected.Selection.TestClass;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of single methods, by test class. */
final class MethodHistory {

    private final Environments environments;
    private final Map<TestClass, KnownMethods> all = new HashMap<>();

    MethodHistory(Environments environments) {
        this.environments = environments;
    }

    Optional<KnownMethods> of(TestClass test) {
        return Optional.ofNullable(all.get(test));
    }

    Set<TestClass> tests() {
        return Set.copyOf(all.keySet());
    }

    void put(TestClass test, KnownMethods known) {
        all.put(test, known);
    }

    /** Returns whether anything was known. */
    boolean remove(TestClass test) {
        return all.remove(test) != null;
    }

    void clear() {
        all.clear();
    }

    /** Keeps nothing of other test classes. */
    void retain(Set<TestClass> present) {
        all.keySet().retainAll(present);
    }

    // ---- as bytes

    void write(Encoder out) {
        out.mark().number(all.size());
        all.forEach((test, known) -> {
            out.mark().text(test.module()).text(test.name());
            known.write(out);
        });
    }

    /** Reads outcomes whose recordings name no other than the first {@code elements} elements. */
    void read(Decoder in, int elements) {
        in.mark();
        for (long tests = in.total(); tests > 0; tests--) {
            in.mark();
            var test = new TestClass(in.text(), in.text());
            all.put(test, KnownMethods.read(in, elements, environments));
        }
    }

    /** Writes what is known of a class, or that nothing is; what came of its methods has been written before. */
    void writeClass(Encoder out, TestClass test) {
        out.text(test.module()).text(test.name()).optional(of(test), (encoder, known) -> known.writeClass(encoder));
    }

    void readClass(Decoder in) {
        var test = new TestClass(in.text(), in.text());
        Optional<KnownMethods> before = of(test);
        in.optional(any -> KnownMethods.readClass(any, before))
                .ifPresentOrElse(known -> all.put(test, known), () -> all.remove(test));
    }

    /** Writes what is known of a method of which something is. */
    void writeMethod(Encoder out, TestClass test, long method) {
        KnownMethods known = of(test).orElseThrow();
        out.text(test.module())
                .text(test.name())
                .fixed(method)
                .flag(known.tried().contains(method))
                .optional(Optional.ofNullable(known.alone().get(method)), (encoder, passed) -> passed.write(encoder));
    }

    void readMethod(Decoder in, int elements) {
        var test = new TestClass(in.text(), in.text());
        long method = in.fixed();
        boolean tried = in.flag();
        Optional<Outcome> passed = in.optional(any -> Outcome.read(any, elements, environments));
        of(test).ifPresent(known -> {
            KnownMethods more = tried ? known.tried(method) : known;
            all.put(test, passed.map(outcome -> more.with(method, outcome)).orElse(more));
        });
    }
}
