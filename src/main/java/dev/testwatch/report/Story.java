package dev.testwatch.report;

import dev.testwatch.affected.Reason;
import dev.testwatch.compile.Problem;
import dev.testwatch.compile.Problem.Severity;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the screen has been told of a cycle so far.
 *
 * @param at when it began
 * @param what why it began: {@code Money.java changed}
 * @param headed whether its first line is on the screen
 * @param ended whether its last line is on the screen
 * @param errors the errors of its compilation
 * @param firstRuns the test classes that have never run before: whatever fails in them did not break just now
 */
record Story(
        int cycle,
        LocalTime at,
        String what,
        boolean headed,
        boolean ended,
        List<Problem> errors,
        Set<String> firstRuns) {

    Story {
        errors = List.copyOf(errors);
        firstRuns = Set.copyOf(firstRuns);
    }

    static Story begun(int cycle, LocalTime at, String what) {
        return new Story(cycle, at, what, false, false, List.of(), Set.of());
    }

    Story asHeaded() {
        return new Story(cycle, at, what, true, ended, errors, firstRuns);
    }

    Story asEnded() {
        return new Story(cycle, at, what, headed, true, errors, firstRuns);
    }

    Story because(String reason) {
        return new Story(cycle, at, reason, headed, ended, errors, firstRuns);
    }

    Story with(Notice.Problems problems) {
        return new Story(
                cycle, at, what, headed, ended, CompileBlock.with(Severity.ERROR, problems.problems()), firstRuns);
    }

    Story with(Notice.RunStarted run) {
        Set<String> first = run.tests().stream()
                .filter(test -> test.reason() instanceof Reason.NeverRun)
                .map(test -> key(test.module(), test.testClass()))
                .collect(Collectors.toSet());
        return new Story(cycle, at, what, headed, ended, errors, first);
    }

    boolean runsFirst(FailingTest test) {
        return firstRuns.contains(key(test.module(), test.result().testClass()));
    }

    private static String key(String module, String testClass) {
        return module + ":" + testClass;
    }
}
