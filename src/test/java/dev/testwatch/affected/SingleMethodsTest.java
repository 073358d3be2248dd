package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Index.TestMethod;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of a test class that takes time only those methods run again that something has happened to. */
class SingleMethodsTest extends MethodsOfMoney {

    @Test
    void onlyTheMethodsRunThatExecuteWhatChanged() {
        passAndSweep();

        bench.main(MONEY_WITH_OTHER_ADD).save();

        assertThat(bench.staleNames()).containsExactly("MoneyTest");
        assertThat(only()).containsExactlyInAnyOrder("adds", "both");
    }

    @Test
    void whenTheyPassTheClassIsFreshAndItsOtherResultsStay() {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();

        amend(passed("adds"), passed("both"));

        assertThat(standing()).isEqualTo(Standing.FRESH);
        assertThat(bench.index().results(test()))
                .extracting(TestResult::displayName)
                .containsExactly("adds()", "subs()", "both()");
        assertThat(bench.index().knownTests()).isEqualTo(3);
        assertThat(bench.index().unswept()).as("all of it is to run by itself").containsExactly(test());
    }

    @Test
    void whenOneOfThemFailsTheClassFailsAndWhatPassedIsStillKnown() {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();

        amend(result("adds", Status.FAILED), passed("both"));

        assertThat(standing()).isEqualTo(Standing.FAILING);
        bench.main(MONEY.replace("more + 1", "more + 2 - 1")).save();
        assertThat(only()).containsExactlyInAnyOrder("adds", "both");
    }

    @Test
    void whatAMethodThatDidNotRunDependsOnMakesTheClassStaleLater() {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        amend(passed("adds"), passed("both"));
        sweep("adds");

        bench.main(MONEY_WITH_OTHER_ADD.replace("1 - less", "-less + 1")).save();

        assertThat(bench.staleNames()).containsExactly("MoneyTest");
        assertThat(only()).containsExactlyInAnyOrder("subs", "both");
    }

    @Test
    void theOnlyMethodThatRanHasRunByItself() {
        passAndSweep();
        String edited = TEST.replace("void adds() { new Money().add(2); }", "void adds() { new Money().add(3); }");
        bench.test(edited).save();

        amend(passed("adds"));

        assertThat(bench.index().unsweptMethods()).isEmpty();
        bench.main(MONEY.replace("1 - less", "-less + 1")).save();
        assertThat(only()).containsExactlyInAnyOrder("subs", "both");
    }

    @Test
    void aClassOfWhichNotAllRanThatHadToStaysStale() {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();

        amend(passed("adds"));

        assertThat(standing()).isEqualTo(Standing.STALE);
    }

    @Test
    void aFailureOfTheWholeClassByItselfIsNoWhimOfItsOrder() {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        amend(passed("adds"), passed("both"));
        Selected swept =
                bench.index().of(List.of(test()), new Reason.Swept()).tests().get(0);

        Optional<String> said = bench.index()
                .recordSwept(
                        swept,
                        List.of(passed("adds"), result("subs", Status.FAILED), passed("both")),
                        SECOND,
                        Optional.of(whole().footprint()));

        assertThat(said).hasValueSatisfying(text -> assertThat(text).contains("though nothing changed"));
        assertThat(standing()).isEqualTo(Standing.FAILING);
    }

    @Test
    void methodsThatHaveNotRunByThemselvesRunAgain() {
        pass();
        sweep("subs");

        bench.main(MONEY_WITH_OTHER_ADD).save();

        assertThat(only()).containsExactlyInAnyOrder("adds", "both");
        bench.main(MONEY.replace("1 - less", "-less + 1")).save();
        assertThat(methods()).as("all of them").isEmpty();
    }

    @Test
    void aMethodThatFailsByItselfAlwaysRunsAndIsNotTriedAgain() {
        pass();
        sweep("adds");
        sweep("both");
        sweep("subs", result("subs", Status.FAILED));

        assertThat(bench.index().unsweptMethods()).isEmpty();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        assertThat(methods()).isEmpty();
    }

    @Test
    void aMethodOfWhichNothingRanByItselfIsNotKnownToPass() {
        pass();
        for (String method : List.of("adds", "subs", "both")) {
            bench.index()
                    .recordSwept(
                            method(method),
                            selected(),
                            List.of(),
                            Optional.of(alone(method).footprint()));
        }

        bench.main(MONEY_WITH_OTHER_ADD).save();

        assertThat(methods()).isEmpty();
    }

    @Test
    void aMethodThatFailsThoughNothingItNeedsHasChangedRunsWithTheOthersFromThenOn() {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        bench.index()
                .record(
                        selected(),
                        List.of(passed("adds"), result("subs", Status.FAILED), passed("both")),
                        SECOND,
                        Optional.of(whole().footprint()));
        bench.main(MONEY).save();

        assertThat(methods().orElse(List.of(id("subs")))).contains(id("subs"));
    }

    @Test
    void aTestMethodMoreIsAMatterOfTheWholeClass() {
        passAndSweep();

        bench.test(TEST.replace("class MoneyTest {", "class MoneyTest { @Test void more() { }"))
                .save();

        assertThat(bench.staleNames()).containsExactly("MoneyTest");
        assertThat(methods()).isEmpty();
    }

    @Test
    void anEditOfATestMethodRunsThatMethod() {
        passAndSweep();

        bench.test(TEST.replace("void adds() { new Money().add(2); }", "void adds() { new Money().add(3); }"))
                .save();

        assertThat(only()).containsExactly("adds");
    }

    @Test
    void aMethodThatHasBroughtForthNoTestAlwaysRuns() {
        String factory = id("none").replace("method:", "test-factory:");
        bench.test(
                        TEST.replace(
                                "class MoneyTest {",
                                "class MoneyTest { @TestFactory java.util.List<DynamicTest> none() { return java.util.List.of(); }"))
                .save();
        bench.index()
                .record(
                        selected(),
                        all(),
                        SECOND.multipliedBy(3),
                        Optional.of(whole().method(factory, "a.MoneyTest.none").footprint()));
        sweep("adds");
        sweep("subs");
        sweep("both");

        bench.main(MONEY_WITH_OTHER_ADD).save();
        assertThat(methods().orElseThrow()).containsExactlyInAnyOrder(id("adds"), id("both"), factory);

        amend(passed("adds"), passed("both"));
        assertThat(standing()).as("it did not run").isEqualTo(Standing.STALE);
    }

    @Test
    void ofAFastClassAllRuns() {
        List<TestResult> fast = new ArrayList<>();
        for (String method : List.of("adds", "subs", "both")) {
            fast.add(result(method, Status.SUCCESSFUL, Duration.ofMillis(10)));
        }
        bench.index().record(selected(), fast, Duration.ofMillis(30), Optional.of(whole().footprint()));

        assertThat(bench.index().unsweptMethods()).isEmpty();
    }

    @Test
    void methodsOfSmallClassesAreLeftOutWhereThatSavesEnoughInAll() {
        List<TestClass> tests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "Small" + i + "Test";
            bench.test(TEST.replace("MoneyTest", name)).save();
            tests.add(bench.testClass("a." + name));
        }
        tests.forEach(test -> passAndSweepInTime(test, Duration.ofMillis(80)));

        bench.main(MONEY_WITH_OTHER_ADD).save();

        assertThat(bench.index().methods(tests)).as("4 times 80 ms").hasSize(4);
        assertThat(bench.index().methods(tests.subList(0, 2))).as("twice").isEmpty();
    }

    private void passAndSweepInTime(TestClass test, Duration each) {
        List<TestResult> results = Stream.of("adds", "subs", "both")
                .map(method -> in(test, result(method, Status.SUCCESSFUL, each)))
                .toList();
        Selected selected =
                bench.index().of(List.of(test), new Reason.Asked()).tests().get(0);
        Steps steps = new Steps(bench.everything().written());
        results.forEach(result -> steps.method(
                result.id(), test.name() + "." + result.methodName().orElseThrow(), "a.Money.add"));
        bench.index().record(selected, results, each.multipliedBy(3), Optional.of(steps.footprint()));
        TestResult subs = results.get(1);
        Steps alone = new Steps(bench.everything().written()).ran(test.name() + ".subs", "a.Money.sub");
        bench.index()
                .recordSwept(new TestMethod(test, subs.id()), selected, List.of(subs), Optional.of(alone.footprint()));
    }

    private static TestResult in(TestClass test, TestResult one) {
        return new TestResult(
                one.id().replace("a.MoneyTest", test.name()),
                test.name(),
                test.name(),
                one.methodName(),
                one.displayName(),
                false,
                one.status(),
                one.duration(),
                one.detail(),
                "",
                "");
    }

    @Test
    void theTestsOfOneMethodComeAndGoTogether() {
        TestClass test = test();
        List<TestResult> before = List.of(invocation(1), invocation(2), passed("subs"));
        List<TestResult> after = List.of(invocation(1));

        MethodRuns runs = MethodRuns.of(test, before, Set.of()).orElseThrow();

        assertThat(runs.methods()).containsExactly(id("each").replace("method:", "test-template:"), id("subs"));
        assertThat(runs.with(MethodRuns.of(test, after, Set.of()).orElseThrow()))
                .containsExactly(invocation(1), passed("subs"));
    }

    private static TestResult invocation(int number) {
        TestResult one = passed("each");
        return new TestResult(
                one.id().replace("method:", "test-template:") + "/[test-template-invocation:#" + number + "]",
                one.testClass(),
                one.className(),
                one.methodName(),
                "[" + number + "]",
                false,
                one.status(),
                one.duration(),
                one.detail(),
                "",
                "");
    }
}
