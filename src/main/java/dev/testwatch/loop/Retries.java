package dev.testwatch.loop;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs test classes again, each by itself in a new fork, whose failures have been held, and then tells what they are:
 * failures, or signs of flaky tests. If it cannot run one again as often as it should, it remains a failure.
 */
final class Retries {

    private final int cycle;
    private final int share;
    private final Job job;
    private final Aside.Means means;
    private final Consumer<Event> post;

    /** @param share which of the shares that run side by side this is */
    Retries(int cycle, int share, Job job, Aside.Means means, Consumer<Event> post) {
        this.cycle = cycle;
        this.share = share;
        this.job = job;
        this.means = means;
        this.post = post;
    }

    /** Tells everything that the account of a fork has held; what fails for good is told by the account. */
    void judge(ModuleRun account) {
        account.released().forEach((test, failures) -> judge(account, test, failures));
    }

    private void judge(ModuleRun account, Selected test, List<TestResult> failures) {
        List<TestResult> first = account.results(test);
        List<Aside.Seen> again = again(test);
        var judged = new Again(
                test.test().module(),
                first,
                again.stream().map(Aside.Seen::results).toList());
        List<Selected> before = account.before(test);
        boolean whole = again.size() == means.rules().flakyRetries();
        if (!whole || judged.flaky().isEmpty()) {
            failures.forEach(account::tell);
            post.accept(new Event.ClassEnded(cycle, account.end(test)));
            return;
        }
        var resolved = resolved(account, test, judged, footprint(again));
        if (judged.passesAlone() && !before.isEmpty()) {
            failures.forEach(account::tell);
            post.accept(new Event.ClassEnded(cycle, account.end(test)));
            post.accept(new Event.Suspected(
                    cycle, new Suspect(new InCompany(job, test, before, account.end(test)), resolved)));
            return;
        }
        List<TestResult> told = new ArrayList<>(first);
        told.removeAll(failures);
        resolved.results().stream().filter(Predicate.not(told::contains)).forEach(account::tell);
        post.accept(new Event.ClassEnded(cycle, resolved));
    }

    /** As often as it ran to its end. */
    private List<Aside.Seen> again(Selected test) {
        List<Aside.Seen> again = new ArrayList<>();
        int wanted = means.rules().flakyRetries();
        boolean ended = true;
        while (ended && again.size() < wanted) {
            String name =
                    Suspect.simple(test.test()) + " again, by itself (" + (again.size() + 1) + " of " + wanted + ")";
            post.accept(new Event.TestStarted(cycle, share, name, test.usual()));
            Optional<Aside.Seen> seen = Aside.run(job, List.of(test), means)
                    .flatMap(all -> Optional.ofNullable(all.get(test.test().name())));
            seen.ifPresent(again::add);
            ended = seen.isPresent();
        }
        return again;
    }

    private static Event.Ended resolved(ModuleRun account, Selected test, Again judged, Optional<Footprint> footprint) {
        Event.Ended end = account.end(test);
        return new Event.Ended(
                end.executed(), judged.results(), end.took(), end.whole(), footprint, judged.flaky(), end.died());
    }

    /** What has run is known of a run that nothing cut short. */
    private static Optional<Footprint> footprint(List<Aside.Seen> again) {
        return again.stream()
                .filter(seen -> seen.results().stream().noneMatch(TestResult::failed))
                .findFirst()
                .flatMap(Aside.Seen::footprint);
    }
}
