package dev.testwatch.affected;

import dev.testwatch.fork.Footprint;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a class or a method, once it runs, takes from a recording: how much of what it does or sees a recording cannot
 * know. What a method uses counts where it runs; what a class is counts wherever anything of it does.
 *
 * <p>Code that can see what outlives a test (what the JVM shares, what a library keeps) may find there what an
 * earlier test has left, and save work which it would do if it ran alone. So after other tests everything that its
 * class reaches stands in for what it ran.
 *
 * <p>Objects that are read are made without constructors, so that what ran does not tell all classes they are of. Their
 * fields and names matter, and which of these a test sees depends on what others have left in the JDK's caches. But they
 * are among the classes which its JVM has loaded. Of what ran alone that is enough; after other tests everything that the
 * test reaches stands in for what it ran.
 *
 * <p>A framework that finds its classes by itself reads class files, and keeps what it has made of them for later tests. Of
 * what ran alone all code is known, whoever had it run; if the framework looks at nothing but declarations, those of all
 * classes that it can find stand in for what it has read.
 */
final class Trust {

    static final String SCANS = "looks for classes where they lie";

    private static final String STARTS_PROCESSES = "starts processes";
    private static final String ALLOCATES = "makes objects without constructors";
    private static final String DEFINES_CLASSES = "defines or loads classes by itself";

    private final Relations relations;
    private final boolean cold;
    private final boolean heard;
    private final String module;

    /**
     * Judges what a recording of this kind can know.
     *
     * @param module whose tests have run
     */
    Trust(Relations relations, Footprint footprint, String module) {
        this.relations = relations;
        this.module = module;
        this.cold = footprint.cold();
        this.heard = footprint.blind().isEmpty();
    }

    /**
     * What is thought of a class or a method.
     *
     * @param refused why nothing that it takes part in can be recorded, for people
     * @param always whether it is refused, too, if it runs alone
     * @param finds whether it starts a framework that finds classes by what they declare
     * @param shares whether it can see what other tests have left
     * @param reflective whether it, or a library that it uses, may look at members of any class it can get hold of
     * @param naming whether it may ask for classes by names that no class file shows
     * @param deserialises whether it makes objects of any class that is loaded
     * @param unheard whether a library that it uses may look at members of classes where the JDK does not hear of it: in
     *     class files
     */
    record Verdict(
            Optional<String> refused,
            boolean always,
            boolean finds,
            boolean shares,
            boolean reflective,
            boolean naming,
            boolean deserialises,
            boolean unheard) {

        private Verdict because(ClassNode node) {
            Optional<String> why = refused.map(what -> node.binaryName() + " " + what);
            return new Verdict(why, always, finds, shares, reflective, naming, deserialises, unheard);
        }
    }

    /** Why something is refused, and whether it is if it runs alone. */
    private record Refusal(String why, boolean always) {}

    /** What is thought of a class whatever of it runs; of one that has no probes, as if all of it did. */
    Verdict of(ClassNode node) {
        boolean whole = node.is(Trait.UNPROBED);
        boolean finds = relations.managed.starts(node);
        Verdict verdict = verdict(
                refused(node, finds),
                finds,
                whole && node.is(Trait.SHARES),
                whole && node.is(Trait.REFLECTS),
                whole && node.is(Trait.LOADS),
                whole && node.is(Trait.DESERIALISES),
                whole ? node.owners() : new int[0]);
        return verdict.because(node);
    }

    /** What is thought of a method, once it runs. */
    Verdict of(ClassNode node, int method) {
        Parts parts = node.parts();
        Optional<Refusal> refused = Optional.empty();
        if (parts.is(method, Trait.STARTS_PROCESSES)) {
            refused = always(STARTS_PROCESSES);
        } else if (parts.is(method, Trait.ALLOCATES)) {
            refused = always(ALLOCATES);
        } else if (parts.is(method, Trait.DEFINES_CLASSES) || parts.is(method, Trait.NAMES_CLASS_FILES)) {
            refused = always(DEFINES_CLASSES);
        }
        Verdict verdict = verdict(
                refused,
                false,
                parts.is(method, Trait.SHARES),
                parts.is(method, Trait.REFLECTS),
                parts.is(method, Trait.LOADS),
                parts.is(method, Trait.DESERIALISES),
                parts.used(method));
        return verdict.because(node);
    }

    private Verdict verdict(
            Optional<Refusal> refused,
            boolean finds,
            boolean shares,
            boolean reflects,
            boolean loads,
            boolean deserialises,
            int[] used) {
        boolean keeps = shares;
        boolean looks = reflects;
        boolean unheard = false;
        for (int owner : used) {
            if (!relations.isOwn(owner)) {
                String library = relations.symbols.name(owner);
                keeps |= !Frameworks.isForgetful(library);
                unheard |= !Frameworks.asksTheJdk(library);
                looks |= !Frameworks.isPlain(library);
            }
        }
        return new Verdict(
                refused.map(Refusal::why),
                refused.filter(Refusal::always).isPresent(),
                finds,
                keeps,
                looks || deserialises,
                loads || keeps || deserialises,
                deserialises,
                unheard);
    }

    private static Optional<Refusal> always(String why) {
        return Optional.of(new Refusal(why, true));
    }

    private Optional<Refusal> refused(ClassNode node, boolean finds) {
        if (node.is(Trait.OPAQUE)) {
            return always("could not be read");
        } else if (node.is(Trait.SCANS) && !(cold && heard && !node.is(Trait.SCANS_UNHEARD))) {
            // By its strings it may list a directory of classes. Where all is heard, it is known whether it did.
            return Optional.of(new Refusal(SCANS, node.is(Trait.SCANS_UNHEARD) || !heard));
        } else if (finds && !(cold && heard && isDeclarative(node))) {
            String why = node.is(Trait.STARTS_CONTAINER)
                    ? "starts a container"
                    : "hands itself to an extension or a framework";
            return Optional.of(new Refusal(why, !heard || !isDeclarative(node)));
        } else if (mayHaveDefined(node, cold)) {
            return Optional.of(new Refusal(DEFINES_CLASSES, mayHaveDefined(node, true)));
        } else if (node.is(Trait.UNPROBED) && node.is(Trait.STARTS_PROCESSES)) {
            return always(STARTS_PROCESSES);
        } else if (node.is(Trait.UNPROBED) && node.is(Trait.ALLOCATES)) {
            return always(ALLOCATES);
        }
        return Optional.empty();
    }

    /** Whether all that a framework which it starts can find in class files is what they declare. */
    private boolean isDeclarative(ClassNode node) {
        return relations.managed.startsDeclarativeOnly(node) && !relations.isCodeRead(module);
    }

    /**
     * Whether the class may have defined classes, or read class files, before this test came: what came of that may still
     * be in use. What ran alone has nobody before it, so that each method answers for itself; what nobody can say ran or
     * not counts with the class.
     */
    private static boolean mayHaveDefined(ClassNode node, boolean cold) {
        boolean whole = !cold || node.is(Trait.UNPROBED);
        return (node.is(Trait.NAMES_CLASS_FILES) && (whole || node.is(Trait.NAMES_CLASS_FILES_OUTSIDE)))
                || (node.is(Trait.DEFINES_CLASSES) && (whole || !isOfMethods(node)));
    }

    private static boolean isOfMethods(ClassNode node) {
        Parts parts = node.parts();
        return IntStream.range(0, parts.count()).anyMatch(method -> parts.is(method, Trait.DEFINES_CLASSES));
    }
}
