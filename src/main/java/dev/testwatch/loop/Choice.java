package dev.testwatch.loop;

import dev.testwatch.project.TestChoice;
import java.util.Optional;

/**
 * What the user chose of tests before the start.
 *
 * @param failed the first run takes only what failed last
 * @param since the first run takes what the differences from this commit affect
 * @param tests in force from the start, as are the next two
 * @param tags a tag expression
 * @param module found in the module's name
 * @param failFast a run ends with the first test class in which a test fails
 * @param debugPort where a JVM that is debugged listens; 0 for any free port
 */
public record Choice(
        boolean failed,
        Optional<String> since,
        Optional<TestChoice> tests,
        Optional<String> tags,
        Optional<String> module,
        boolean failFast,
        int debugPort) {

    /** The port that debuggers expect. */
    public static final int DEBUG_PORT = 5005;

    /** Nothing in particular. */
    public static final Choice NONE = new Choice(
            false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, DEBUG_PORT);

    /** What is wrong with it, for people; empty if nothing is. */
    public Optional<String> problem() {
        return tags.flatMap(TagExpression::mistake)
                .map(mistake -> "--tags: " + mistake.lines("a tag expression looks like: fast & !(db | net)"))
                .or(() -> tests.flatMap(TestChoice::problem).map(problem -> "--test: " + problem));
    }

    Filter filter() {
        return Filter.NONE.withTests(tests).withTags(tags.orElse("")).withModule(module.orElse(""));
    }

    /** What the first run takes, if that is anything in particular. */
    Optional<Wish> first() {
        if (failed) {
            return Optional.of(new Wish.Failed());
        }
        return since.map(Wish.Since::new);
    }
}
