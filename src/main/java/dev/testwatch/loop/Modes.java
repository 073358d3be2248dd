package dev.testwatch.loop;

import dev.testwatch.report.FailingTest;
import java.util.Optional;

/**
 * How the user works at the moment.
 *
 * @param shown the failure that keys act on
 * @param failingOnly whether saves run only what fails
 * @param live whether the output of tests is shown as they write it
 * @param repetition what is run again and again
 * @param oldBuild whether the build cannot be read as it is now, so that what it said before holds
 */
record Modes(
        Optional<Shown> shown, boolean failingOnly, boolean live, Optional<Repetition> repetition, boolean oldBuild) {

    static final Modes NONE = new Modes(Optional.empty(), false, false, Optional.empty(), false);

    /**
     * A failure that is stepped on.
     *
     * @param at its place among the failures when it was shown, from 0
     */
    record Shown(FailingTest test, int at) {
        boolean is(FailingTest other) {
            return other.module().equals(test.module())
                    && other.result().id().equals(test.result().id());
        }
    }

    /**
     * A run that is repeated until a test fails.
     *
     * @param done how often it has begun
     * @param wanted how often it is to run at most
     */
    record Repetition(Wish wish, int done, int wanted) {
        Repetition next() {
            return new Repetition(wish, done + 1, wanted);
        }

        boolean more() {
            return done < wanted;
        }
    }

    Modes showing(Optional<Shown> now) {
        return new Modes(now, failingOnly, live, repetition, oldBuild);
    }

    Modes failingOnly(boolean now) {
        return new Modes(shown, now, live, repetition, oldBuild);
    }

    Modes live(boolean now) {
        return new Modes(shown, failingOnly, now, repetition, oldBuild);
    }

    Modes repeating(Optional<Repetition> now) {
        return new Modes(shown, failingOnly, live, now, oldBuild);
    }

    Modes oldBuild(boolean now) {
        return new Modes(shown, failingOnly, live, repetition, now);
    }

    /** For the status line. */
    Optional<String> description(int failing) {
        Optional<String> about = shown.filter(any -> failing > 0)
                .map(failure -> "failure " + (failure.at() + 1) + " of " + failing)
                .or(() -> failingOnly ? Optional.of("failing only") : Optional.empty());
        return oldBuild ? Optional.of(about.map(text -> text + ", ").orElse("") + "build file broken") : about;
    }
}
