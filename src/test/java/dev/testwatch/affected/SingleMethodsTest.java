package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Index.TestMethod;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.worker.Message.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a test class that takes time only those methods run again that something has happened to. */
class SingleMethodsTest {

    private static final String TEST = """
            package a;
            import org.junit.jupiter.api.*;
            class MoneyTest {
                @Test void adds() { new Money().add(2); }
                @Test void subs() { new Money().sub(2); }
                @Test void both() { new Money().add(2); new Money().sub(2); }
            }
            """;

    private static final String MONEY = """
            package a;
            public class Money {
                public int add(int more) { return more + 1; }
                public int sub(int less) { return 1 - less; }
            }
            """;

    private static final String MONEY_WITH_OTHER_ADD = MONEY.replace("more + 1", "1 + more");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path root;

    private Workbench bench = new Workbench(Path.of("."));

    @BeforeEach
    void open() {
        bench = new Workbench(root);
        bench.test(TEST).main(MONEY).save();
    }

    @AfterEach
    void close() {
        bench.close();
    }

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
    void itIsStillKnownAfterARestartThatNotAllOfTheClassHasRun() {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        amend(passed("adds"), passed("both"));

        bench.restart();
        assertThat(standing()).isEqualTo(Standing.FRESH);
        Selected swept =
                bench.index().of(List.of(test()), new Reason.Swept()).tests().get(0);
        bench.index().recordSwept(swept, List.of(result("subs", Status.FAILED)), SECOND, Optional.empty());

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
    void whenMethodsMayNeedEachOtherFromNowOnTheWholeClassRuns() {
        bench.test(TEST.replace("class MoneyTest {", "class MoneyTest { static int count;"))
                .save();
        passAndSweep();
        String edited = TEST.replace("class MoneyTest {", "class MoneyTest { static int count;")
                .replace(
                        "new Money().add(2); }\n    @Test void subs",
                        "count = new Money().add(2); }\n    @Test void subs");
        bench.test(edited).save();

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            @TestInstance(TestInstance.Lifecycle.PER_CLASS) class MoneyTest { | ~~
            @TestMethodOrder(MethodOrderer.MethodName.class) class MoneyTest { | ~~
            @org.junit.jupiter.api.parallel.ResourceLock("a") class MoneyTest { | ~~
            @Once class MoneyTest { | @TestInstance(TestInstance.Lifecycle.PER_CLASS) @interface Once { }
            class MoneyTest implements Once { | @TestInstance(TestInstance.Lifecycle.PER_CLASS) interface Once { }
            class MoneyTest extends Once { | @TestInstance(TestInstance.Lifecycle.PER_CLASS) class Once { }
            class MoneyTest extends Assertions { | ~~
            class MoneyTest { @Nested class Inner { @Test void inner() { } } | ~~
            class MoneyTest { static int seen; @Test void sees() { seen = 1; } | ~~
            class MoneyTest { static final int[] ALL = {1}; @Test void sees() { ALL[0]++; } | ~~
            class MoneyTest extends Shared { @Test void sees() { all[0]++; } | class Shared { static int[] all = {1}; }
            class MoneyTest { @org.junit.jupiter.api.extension.RegisterExtension Object more = new Object(); | ~~
            """)
    void ofAClassWhoseMethodsMayNeedEachOtherAllRuns(String declaration, String more) {
        bench.test(TEST.replace("class MoneyTest {", declaration) + more).save();

        pass();

        assertThat(bench.index().unsweptMethods()).isEmpty();
    }

    @Test
    void ofAClassWhoseMethodsMayNeedEachOtherByTheConfigurationOfJUnitAllRuns() {
        pass();
        assertThat(bench.index().unsweptMethods()).isNotEmpty();

        bench.resource("junit-platform.properties", "junit.jupiter.testinstance.lifecycle.default=per_class")
                .save();
        pass();
        assertThat(bench.index().unsweptMethods()).isEmpty();
    }

    @Test
    void ofAClassWhoseMethodsMayNeedEachOtherByArgumentsOfTheJvmAllRuns() {
        bench.close();
        bench.jvmArguments("-Djunit.jupiter.testinstance.lifecycle.default=per_class");
        bench.index().reconcile(bench.everything());

        pass();

        assertThat(bench.index().unsweptMethods()).isEmpty();
    }

    @Test
    void ofAClassOfWhichAMethodWritesAStaticFieldAllRuns() {
        Steps steps = whole().written("a.Money.add");

        bench.index().record(selected(), all(), SECOND.multipliedBy(3), Optional.of(steps.footprint()));

        assertThat(bench.index().unsweptMethods()).isEmpty();
    }

    @Test
    void ofAClassOfWhichAMethodWritesAFileAllRuns() {
        Steps steps = whole().method(id("adds"), root.resolve("made.txt"), How.OWN);

        bench.index().record(selected(), all(), SECOND.multipliedBy(3), Optional.of(steps.footprint()));

        assertThat(bench.index().unsweptMethods()).isEmpty();
    }

    @Test
    void ofAClassThatAnotherEngineRunsAllRuns() {
        List<TestResult> others =
                List.of(Workbench.result("a.MoneyTest", "adds", false), Workbench.result("a.MoneyTest", "subs", false));

        bench.index().record(selected(), others, SECOND.multipliedBy(3), Optional.of(whole().footprint()));

        assertThat(bench.index().unsweptMethods()).isEmpty();
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

    @Test
    void whatIsKnownOfMethodsOutlivesTheProcess() {
        passAndSweep();

        bench.restart();
        assertThat(bench.index().unsweptMethods()).as("nothing begins anew").isEmpty();
        bench.main(MONEY_WITH_OTHER_ADD).save();

        assertThat(only()).containsExactlyInAnyOrder("adds", "both");
    }

    @Test
    void itOutlivesTheDeathOfTheProcess() {
        passAndSweep();

        bench.kill().restart();
        assertThat(bench.index().unsweptMethods()).isEmpty();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        assertThat(only()).containsExactlyInAnyOrder("adds", "both");
        amend(passed("adds"), passed("both"));

        bench.kill().restart();
        assertThat(standing()).isEqualTo(Standing.FRESH);
        assertThat(bench.index().unsweptMethods()).containsExactlyInAnyOrder(method("adds"), method("both"));
    }

    @Test
    void aMethodThatWasTriedInVainIsNotTriedAgainAfterARestart() {
        pass();
        sweep("subs", result("subs", Status.FAILED));

        bench.restart();

        assertThat(bench.index().unsweptMethods()).containsExactlyInAnyOrder(method("adds"), method("both"));
    }

    @Test
    void aMethodWhoseDependenciesHaveChangedWhileTestwatchWasAwayRuns() {
        passAndSweep();
        bench.close();

        bench.main(MONEY_WITH_OTHER_ADD).save();

        assertThat(only()).containsExactlyInAnyOrder("adds", "both");
    }

    @Test
    void whatPassedInAnotherEnvironmentIsNotKnown() {
        passAndSweep();
        bench.close();
        bench.jvmArguments("-Dother=true");

        bench.index().reconcile(bench.everything());

        assertThat(standing()).isEqualTo(Standing.STALE);
        assertThat(methods()).isEmpty();
    }

    @Test
    void aMethodThatFailsThoughNothingItNeedsHasChangedIsNotKnownToPassAfterAnyDeath() throws IOException {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        bench.index()
                .record(
                        selected(),
                        List.of(passed("adds"), result("subs", Status.FAILED), passed("both")),
                        SECOND,
                        Optional.of(whole().footprint()));
        bench.kill();
        Files.deleteIfExists(bench.state().resolve("journal"));

        bench.restart().main(MONEY).save();

        assertThat(methods().orElse(List.of(id("subs")))).contains(id("subs"));
    }

    @Test
    void whereverTheJournalEndsNoMethodIsLeftOutThatHasToRun() throws IOException {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        amend(passed("adds"), passed("both"));
        sweep("adds");
        bench.kill();
        Path snapshot = bench.state().resolve("index");
        Path copy = Files.createDirectories(root.resolve("cut"));
        if (Files.exists(snapshot)) {
            Files.copy(snapshot, copy.resolve("index"));
        }
        byte[] journal = Files.readAllBytes(bench.state().resolve("journal"));
        bench.main(MONEY_WITH_OTHER_ADD.replace("1 - less", "-less + 1")).save();

        int known = 0;
        for (int length = 0; length <= journal.length; length++) {
            Files.write(copy.resolve("journal"), Arrays.copyOf(journal, length));
            try (Index index = Index.reading(bench.project(), copy, message -> {})) {
                index.reconcile(bench.everything());
                Optional<List<String>> only =
                        Optional.ofNullable(index.methods(List.of(test())).get(test()));
                assertThat(index.standing(test())).as("cut to " + length).isEqualTo(Standing.STALE);
                assertThat(only.orElse(List.of(id("subs"), id("both"))))
                        .as("cut to " + length)
                        .contains(id("subs"), id("both"));
                known += only.isPresent() ? 1 : 0;
            }
        }
        assertThat(known).isPositive();
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

    private void passAndSweep() {
        pass();
        assertThat(bench.index().unsweptMethods())
                .containsExactlyInAnyOrder(method("adds"), method("subs"), method("both"));
        sweep("adds");
        sweep("subs");
        sweep("both");
        assertThat(bench.index().unsweptMethods()).isEmpty();
    }

    private void pass() {
        bench.index().record(selected(), all(), SECOND.multipliedBy(3), Optional.of(whole().footprint()));
    }

    private static List<TestResult> all() {
        return List.of(passed("adds"), passed("subs"), passed("both"));
    }

    private Steps whole() {
        return new Steps(bench.everything().written())
                .ran("a.MoneyTest.<init>")
                .method(id("adds"), "a.MoneyTest.adds", "a.Money.<init>", "a.Money.add")
                .method(id("subs"), "a.MoneyTest.subs", "a.Money.<init>", "a.Money.sub")
                .method(id("both"), "a.MoneyTest.both", "a.Money.<init>", "a.Money.add", "a.Money.sub");
    }

    private void sweep(String method) {
        sweep(method, passed(method));
    }

    private void sweep(String method, TestResult result) {
        bench.index()
                .recordSwept(
                        method(method),
                        selected(),
                        List.of(result),
                        Optional.of(alone(method).footprint()));
    }

    private Steps alone(String method) {
        Steps steps = new Steps(bench.everything().written())
                .ran("a.MoneyTest.<init>", "a.MoneyTest." + method, "a.Money.<init>");
        if (!method.equals("subs")) {
            steps.ran("a.Money.add");
        }
        return method.equals("adds") ? steps : steps.ran("a.Money.sub");
    }

    private void amend(TestResult... results) {
        Steps steps = new Steps(bench.everything().written()).ran("a.MoneyTest.<init>", "a.Money.<init>");
        for (TestResult result : results) {
            String method = result.methodName().orElseThrow();
            steps.method(id(method), "a.MoneyTest." + method, "a.Money.add");
        }
        bench.index().amend(selected(), List.of(results), Optional.of(steps.footprint()));
    }

    private List<String> only() {
        return methods().orElse(List.of()).stream()
                .map(id -> id.substring(id.lastIndexOf(':') + 1, id.length() - 3))
                .toList();
    }

    /** Empty: all. */
    private Optional<List<String>> methods() {
        return Optional.ofNullable(bench.index().methods(List.of(test())).get(test()));
    }

    private Standing standing() {
        return bench.index().standing(test());
    }

    private Selected selected() {
        return bench.index().of(List.of(test()), new Reason.Asked()).tests().get(0);
    }

    private TestClass test() {
        return bench.testClass("a.MoneyTest");
    }

    private TestMethod method(String name) {
        return new TestMethod(test(), id(name));
    }

    private static String id(String method) {
        return "[engine:junit-jupiter]/[class:a.MoneyTest]/[method:" + method + "()]";
    }

    private static TestResult passed(String method) {
        return result(method, Status.SUCCESSFUL);
    }

    private static TestResult result(String method, Status status) {
        return result(method, status, SECOND);
    }

    private static TestResult result(String method, Status status, Duration took) {
        return new TestResult(
                id(method),
                "a.MoneyTest",
                "a.MoneyTest",
                Optional.of(method),
                method + "()",
                false,
                status,
                took,
                Optional.empty(),
                "",
                "");
    }
}
