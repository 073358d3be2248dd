package dev.testwatch.report;

import dev.testwatch.affected.Reason;
import dev.testwatch.compile.Problem;
import dev.testwatch.compile.Problem.Severity;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the screen has been told of a cycle so far.
 *
 * @param at when it began
 * @param what why it began: {@code Money.java changed}
 * @param headed whether its first line is on the screen
 * @param ended whether its last line is on the screen
 * @param errors the errors of its compilation
 * @param told the unique ids of the failures that are on the screen
 * @param firstRuns the test classes that have never run before: whatever fails in them did not break just now
 */
record Story(
        int cycle,
        LocalTime at,
        String what,
        boolean headed,
        boolean ended,
        List<Problem> errors,
        Set<String> firstRuns,
        Set<String> told) {

    Story {
        errors = List.copyOf(errors);
        firstRuns = Set.copyOf(firstRuns);
        told = Set.copyOf(told);
    }

    static Story begun(int cycle, LocalTime at, String what) {
        return new Story(cycle, at, what, false, false, List.of(), Set.of(), Set.of());
    }

    Story asHeaded() {
        return new Story(cycle, at, what, true, ended, errors, firstRuns, told);
    }

    Story asEnded() {
        return new Story(cycle, at, what, headed, true, errors, firstRuns, told);
    }

    Story because(String reason) {
        return new Story(cycle, at, reason, headed, ended, errors, firstRuns, told);
    }

    Story with(Notice.Problems problems) {
        return new Story(
                cycle,
                at,
                what,
                headed,
                ended,
                CompileBlock.with(Severity.ERROR, problems.problems()),
                firstRuns,
                told);
    }

    Story with(Notice.RunStarted run) {
        // Each fork tells of its own tests.
        Set<String> first = new HashSet<>(firstRuns);
        run.tests().stream()
                .filter(test -> test.reason() instanceof Reason.NeverRun)
                .forEach(test -> first.add(key(test.module(), test.testClass())));
        return new Story(cycle, at, what, headed, ended, errors, first, told);
    }

    /** These failures are on the screen now. */
    Story telling(List<FailingTest> failures) {
        Set<String> all = new HashSet<>(told);
        failures.forEach(failure -> all.add(failure.result().id()));
        return new Story(cycle, at, what, headed, ended, errors, firstRuns, all);
    }

    boolean hasTold(FailingTest test) {
        return told.contains(test.result().id());
    }

    boolean runsFirst(FailingTest test) {
        return firstRuns.contains(key(test.module(), test.result().testClass()));
    }

    private static String key(String module, String testClass) {
        return module + ":" + testClass;
    }
}
