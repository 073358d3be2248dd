package dev.testwatch.affected;

import dev.testwatch.affected.Recording.Guard;
import dev.testwatch.affected.Recording.Named;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.fork.Footprint;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which outcomes are still right though something changed that their tests could reach: a recording says what
 * they did depend on, and all of that is as it was. Only successes count.
 */
final class Recordings {

    private final Catalogue catalogue;
    private final Elements elements;
    private final Surroundings surroundings;
    private final InstantSource clock;

    Recordings(Catalogue catalogue, Elements elements, Surroundings surroundings, InstantSource clock) {
        this.surroundings = surroundings;
        this.catalogue = catalogue;
        this.elements = elements;
        this.clock = clock;
    }

    /** The latest of these outcomes of a test class that is right for what there is now. */
    Optional<Outcome> held(TestClass test, List<Outcome> all, Environment environment, Dependencies dependencies) {
        for (Outcome outcome : all) {
            if (holds(test, outcome, environment, dependencies)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether no file that this outcome came of, and no part that ran for it, is another now. To be asked where nothing
     * changed of what class files name: they do not tell which files somebody reads, nor which classes somebody gets, or
     * seeks in vain, by their names.
     */
    private boolean agrees(TestClass test, Outcome outcome, Dependencies dependencies) {
        return outcome.inputs().hold(surroundings)
                && outcome.isRecordedAs(elements)
                && outcome.recording()
                        .filter(Recording::naming)
                        .filter(recording -> !isAsItWas(test, recording.guard(), dependencies))
                        .isEmpty();
    }

    /** What came of a test class with this key and with all else as it is now. */
    Optional<Outcome> of(TestClass test, List<Outcome> all, long key, Dependencies dependencies) {
        for (Outcome outcome : all) {
            if (outcome.key() == key && agrees(test, outcome, dependencies)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    /** Whether this outcome must come of the test class as everything is now. */
    boolean holds(TestClass test, Outcome outcome, Environment environment, Dependencies dependencies) {
        return outcome.vouching()
                .filter(recording -> !outcome.failed()
                        && outcome.environment().equals(environment)
                        && outcome.inputs().hold(surroundings)
                        && recording.holds(elements)
                        && isAsItWas(test, recording.guard(), dependencies))
                .isPresent();
    }

    /**
     * Adds a recording to what came of what there is now. It does not vouch for a failure.
     *
     * @param changed to which files are added that are not what they were any more
     */
    Outcome record(
            TestClass test,
            Outcome bare,
            Footprint footprint,
            Dependencies dependencies,
            List<Outcome> all,
            Set<Used> changed) {
        ClassNode node = dependencies.tests().get(test);
        if (node == null) {
            return bare;
        }
        Closure closure = Closure.of(node, dependencies.relations(), footprint);
        Outcome outcome = footprint.blind().isPresent() || bare.failed()
                ? bare
                : bare.with(surroundings.after(closure.files(), changed));
        Set<Integer> everything = closure.all(elements);
        Recording made = Recording.of(
                closure.direct(elements),
                everything,
                elements,
                guard(
                        node,
                        closure.naming(),
                        footprint.cold() && footprint.blind().isEmpty(),
                        dependencies),
                footprint.cold(),
                clock.instant());
        Outcome recorded = outcome.with(all.stream()
                .flatMap(earlier -> earlier.recording().stream())
                .reduce(made, Recording::sharing, (one, other) -> one));
        if (bare.failed()) {
            return recorded.withoutYet("it failed");
        }
        return closure.refused()
                .map(why -> closure.isHopeless() || footprint.cold() ? recorded.without(why) : recorded.withoutYet(why))
                .orElse(recorded);
    }

    /**
     * Adds to what came of a class what its methods depended on that did not run for it.
     *
     * @param some what came of the class, with what the other methods depended on
     * @param left what came of those that did not run, each by itself
     * @param changed to which files are added that are not what they were any more
     */
    Outcome join(TestClass test, Outcome some, List<Outcome> left, Dependencies dependencies, Set<Used> changed) {
        Inputs inputs = left.stream()
                .map(one -> surroundings.again(one.inputs(), changed))
                .reduce(some.inputs(), Inputs::and);
        List<Recording> recordings =
                left.stream().flatMap(one -> one.vouching().stream()).toList();
        Outcome outcome = some.with(inputs).ofSome();
        return Optional.ofNullable(dependencies.tests().get(test))
                .flatMap(node -> some.vouching().map(own -> join(node, own, recordings, dependencies)))
                .map(outcome::with)
                .orElse(outcome);
    }

    private Recording join(ClassNode node, Recording own, List<Recording> others, Dependencies dependencies) {
        boolean naming = own.naming() || others.stream().anyMatch(Recording::naming);
        boolean heard = own.guard().heard()
                && others.stream().allMatch(other -> other.guard().heard());
        return own.and(others, elements, guard(node, naming, heard, dependencies));
    }

    /**
     * The part that changed of those that the latest recording of a test class names, for people; preferably one that
     * ran while the test did.
     *
     * @param edited elements that have changed, in ascending order
     */
    Optional<String> changed(List<Outcome> all, int[] edited) {
        return latest(all).flatMap(recording -> recording.among(edited).stream()
                .min(Comparator.comparing((Named part) -> !part.ran())
                        .thenComparing(part -> isShape(part.element()))
                        .thenComparing(Named::element))
                .map(this::describe));
    }

    /** The class of the first of these elements that the latest recording of a test class names. */
    Optional<ClassName> owner(List<Outcome> all, int[] changed) {
        return latest(all).flatMap(recording -> recording.among(changed).stream()
                .min(Comparator.comparing(Named::element))
                .map(named -> elements.owner(named.element())));
    }

    private static Optional<Recording> latest(List<Outcome> all) {
        return all.stream().flatMap(outcome -> outcome.recording().stream()).findFirst();
    }

    private boolean isShape(int element) {
        String member = elements.member(element);
        return member.equals(Elements.SHAPE) || member.equals(Elements.MEMBERS);
    }

    private String describe(Named named) {
        int element = named.element();
        String part = PartName.of(elements.owner(element).binaryName(), elements.member(element));
        boolean around = !named.ran() && !isShape(element);
        return around ? part + ", executed before the test by an initialiser or for something shared" : part;
    }

    private boolean isAsItWas(TestClass test, Guard then, Dependencies dependencies) {
        ClassNode node = dependencies.tests().get(test);
        return node != null
                && guard(node, then.naming(), then.heard(), dependencies).equals(then);
    }

    /** All that a test class depends on and that is no code: resources, and names where it may ask for any. */
    private Guard guard(ClassNode node, boolean naming, boolean heard, Dependencies dependencies) {
        Digest digest =
                new Digest().add(dependencies.configuration(node, heard)).add(naming ? catalogue.names() : 0);
        return new Guard(digest.value(), naming, heard);
    }
}
