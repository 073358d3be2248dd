package dev.testwatch.report;

import dev.testwatch.worker.Message.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What can be told of a failed test.
 *
 * @param chain the exception and its causes; empty if the test failed without one (its JVM died)
 * @param own the frames in the project's sources, innermost first, of the innermost cause that has any
 * @param place what the code frame shows: for an assertion the innermost frame in the test class, else the first own one
 * @param frames how many frames the stack of that cause has
 */
record Failure(FailingTest test, Optional<Chain> chain, List<Place> own, Optional<Place> place, int frames) {

    Failure {
        own = List.copyOf(own);
    }

    static Failure of(FailingTest test, Places places) {
        Optional<Chain> chain = test.result().detail().map(Chain::of);
        if (chain.isEmpty()) {
            return new Failure(test, chain, List.of(), Optional.empty(), 0);
        }
        for (Thrown thrown : chain.get().rootFirst()) {
            List<Place> own = places.own(thrown);
            if (!own.isEmpty()) {
                Optional<Place> place = Chain.isAssertion(thrown) ? inTest(test, own) : Optional.of(own.get(0));
                return new Failure(test, chain, own, place, thrown.frames().size());
            }
        }
        return new Failure(
                test,
                chain,
                List.of(),
                Optional.empty(),
                chain.get().root().frames().size());
    }

    /** Where an editor or a report is to point: in the test if the stack leads through it, else the first own frame. */
    static Optional<Place> inTest(FailingTest test, Places places) {
        return test.result().detail().flatMap(thrown -> Chain.of(thrown).thrown().stream()
                .map(each -> inTest(test, places.own(each)))
                .flatMap(Optional::stream)
                .findFirst());
    }

    Headline headline() {
        return chain.map(all -> Headline.of(all.top())).orElseGet(this::withoutException);
    }

    private Headline withoutException() {
        String reason = test.result().reason();
        return new Headline(
                reason.isBlank() ? "did not finish" : reason.lines().findFirst().orElse(""), List.of());
    }

    /** The values of the exception itself, or of the first cause that has some. */
    Optional<Values> values() {
        return chain.flatMap(all -> all.thrown().stream()
                .map(Values::of)
                .flatMap(Optional::stream)
                .filter(values -> !values.same())
                .findFirst());
    }

    /** The own frames beside the one that the code frame shows, without repetitions. */
    List<Place> otherFrames() {
        var others = new ArrayList<Place>();
        for (Place each : own) {
            if (!place.map(each::equals).orElse(false) && !others.contains(each)) {
                others.add(each);
            }
        }
        return others;
    }

    private static Optional<Place> inTest(FailingTest test, List<Place> own) {
        String testClass = Frame.topLevel(test.result().testClass());
        String className = Frame.topLevel(test.result().className());
        String method = test.result().methodName().orElse("");
        // A method that the test class inherits stands in the stack under the class that declares it.
        return first(
                        own,
                        place -> place.frame().topLevel().equals(className)
                                || place.frame().topLevel().equals(testClass))
                .or(() -> first(own, place -> place.frame().method().equals(method)))
                .or(() -> own.stream().findFirst());
    }

    private static Optional<Place> first(List<Place> own, Predicate<Place> wanted) {
        return own.stream().filter(wanted).findFirst();
    }
}
