package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.fork.TestResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModuleRunTest {

    @Test
    void aClassThatAnotherEngineFailsOverAfterItsEndIsNotKeptAsPassed() {
        var selected = new Selected(
                new TestClass("m", "a.FooTest"), 1, new Reason.Asked(), Optional.empty(), Optional.empty());
        List<Event.Ended> kept = new ArrayList<>();
        var job = Job.whole(new Selection(List.of(selected)), Map.of(), Map.of(), "");
        var rules = new Rules(1, Optional.empty(), Optional.empty(), false, 2);
        var run = new ModuleRun(1, 1, "m", Map.of("a.FooTest", selected), job, rules, event -> {
            if (event instanceof Event.ClassEnded ended) {
                kept.add(ended.ended());
            }
        });

        run.finished(result("[engine:one]/[class:a.FooTest]/[method:m()]", TestResult.Status.SUCCESSFUL));
        run.ended("a.FooTest", Optional.empty());
        run.finished(result("[engine:two]/[class:a.FooTest]", TestResult.Status.FAILED));
        run.ended("a.FooTest", Optional.empty());
        run.completed(Set.of());

        assertThat(kept).hasSize(2);
        assertThat(kept.get(1).results()).hasSize(2).anyMatch(TestResult::failed);
    }

    @Test
    void aFailureOfAClassThatHasPassedAsItIsIsNotToldButKept() {
        var run = of(2, "a.FooTest", "a.BarTest");

        run.finished(result("a.FooTest", "foo", TestResult.Status.FAILED));
        run.ended("a.FooTest", Optional.empty());

        assertThat(all(Event.TestFinished.class)).isEmpty();
        assertThat(all(Event.ClassEnded.class)).isEmpty();
        assertThat(all(Event.Provisional.class)).hasSize(1);
        assertThat(run.failures()).isEmpty();
        assertThat(run.released()).hasSize(1);
    }

    @Test
    void whoWantsNothingToRunAgainIsToldAtOnce() {
        var run = of(0, "a.FooTest");

        run.finished(result("a.FooTest", "foo", TestResult.Status.FAILED));
        run.ended("a.FooTest", Optional.empty());

        assertThat(run.failures()).hasSize(1);
        assertThat(all(Event.ClassEnded.class)).hasSize(1);
        assertThat(run.released()).isEmpty();
    }

    @Test
    void whatIsHeldWhenTheForkDiesFails() {
        var run = of(2, "a.FooTest", "a.BarTest");
        run.finished(result("a.FooTest", "foo", TestResult.Status.FAILED));
        run.ended("a.FooTest", Optional.empty());

        run.died(List.of("[class:a.BarTest]"), "killed");
        run.giveUp();

        assertThat(run.failures()).hasSize(2);
        assertThat(all(Event.ClassEnded.class)).hasSize(2);
    }

    @Test
    void whereManyFailAtOnceNoneOfThemIsHeld() {
        String[] names = {"a.A", "a.B", "a.C", "a.D", "a.E", "a.F", "a.G"};
        var run = of(2, names);
        fail(run, names);

        assertThat(run.failures()).hasSize(7);
        assertThat(all(Event.ClassEnded.class)).hasSize(7);
        assertThat(run.released()).isEmpty();
    }

    @Test
    void aClassThatFailsAfterOthersIsToldOfUnlessManyDo() {
        var run = of(0, "a.A", "a.B");
        fail(run, "a.A", "a.B");
        run.tellInCompany();
        assertThat(all(Event.FailedInCompany.class))
                .singleElement()
                .satisfies(event -> assertThat(event.failure().company()).containsExactly(new TestClass("m", "a.A")));

        events.clear();
        String[] many = {"a.A", "a.B", "a.C", "a.D", "a.E", "a.F", "a.G"};
        var bad = of(0, many);
        fail(bad, many);
        bad.tellInCompany();
        assertThat(all(Event.FailedInCompany.class)).isEmpty();
    }

    private static void fail(ModuleRun run, String... names) {
        for (String name : names) {
            run.finished(result(name, "test of " + name, TestResult.Status.FAILED));
            run.ended(name, Optional.empty());
        }
    }

    @Test
    void whatItsForkTookWithItIsNotFailingForOthersSake() {
        var run = of(0, "a.A", "a.B");
        run.finished(result("a.A", "a", TestResult.Status.SUCCESSFUL));
        run.ended("a.A", Optional.empty());
        run.died(List.of("[class:a.B]"), "killed");
        run.tellInCompany();

        assertThat(all(Event.FailedInCompany.class)).isEmpty();
    }

    @Test
    void itKnowsWhatRanBefore() {
        var run = of(2, "a.FooTest", "a.BarTest", "a.BazTest");
        run.finished(result("a.BazTest", "baz", TestResult.Status.SUCCESSFUL));
        run.finished(result("a.FooTest", "foo", TestResult.Status.SUCCESSFUL));
        run.finished(result("a.BarTest", "bar", TestResult.Status.FAILED));
        run.finished(result("a.BazTest", "baz2", TestResult.Status.SUCCESSFUL));

        Selected bar = run.released().keySet().iterator().next();
        assertThat(run.before(bar))
                .extracting(before -> before.test().name())
                .containsExactly("a.BazTest", "a.FooTest");
    }

    /** Each idle run told once more what its class had left when it ran with others. */
    @Test
    void whatAClassLeavesBehindIsNotToldAgainInIdleTime() {
        of(0, "a.FooTest").leaked("a.FooTest", List.of("left 1 thread: pool-1"));
        assertThat(all(Event.Said.class)).extracting(Event.Said::text).containsExactly("FooTest left 1 thread: pool-1");
        events.clear();

        of(new Reason.Swept(), 0, "a.FooTest").leaked("a.FooTest", List.of("left 1 thread: pool-1"));

        assertThat(events).isEmpty();
    }

    private final List<Event> events = new ArrayList<>();

    private <T> List<T> all(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private ModuleRun of(int retries, String... names) {
        return of(new Reason.Asked(), retries, names);
    }

    private ModuleRun of(Reason reason, int retries, String... names) {
        List<Selected> selected = Stream.of(names)
                .map(name -> new Selected(new TestClass("m", name), 1, reason, Optional.empty(), Optional.empty()))
                .toList();
        var launch = new Job.Launch(
                new ForkCommand(Path.of("java"), List.of(), Map.of(), Map.of(), List.of(), Path.of(".")),
                List.of(),
                List.of());
        var job = Job.whole(new Selection(selected), Map.of("m", launch), Map.of(), "")
                .knowing(test -> true);
        var rules = new Rules(1, Optional.empty(), Optional.empty(), false, retries);
        Map<String, Selected> byName =
                selected.stream().collect(Collectors.toMap(each -> each.test().name(), each -> each));
        return new ModuleRun(1, 1, "m", byName, job, rules, events::add);
    }

    private static TestResult result(String id, TestResult.Status status) {
        return result("a.FooTest", id, status);
    }

    private static TestResult result(String testClass, String id, TestResult.Status status) {
        return new TestResult(
                id,
                testClass,
                testClass,
                Optional.empty(),
                "FooTest",
                status == TestResult.Status.FAILED,
                status,
                Duration.ZERO,
                Optional.empty(),
                "",
                "");
    }
}
