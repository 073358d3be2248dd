package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.fork.TestResult;
import dev.testwatch.worker.Message.How;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which methods of a test class may need each other, and run together. */
class TiesTest extends MethodsOfMoney {

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
            class MoneyTest { @org.junit.jupiter.api.extension.RegisterExtension Object more = new Object(); | ~~
            class MoneyTest { void given(org.junit.jupiter.api.extension.ExtensionContext some) { some.getUniqueId(); } | ~~
            """)
    void ofAClassWhoseMethodsMayNeedEachOtherAllRuns(String declaration, String more) {
        bench.test(TEST.replace("class MoneyTest {", declaration) + more).save();

        pass();

        assertThat(bench.index().unsweptMethods()).isEmpty();
    }

    @Test
    void aSourceOfArgumentsThatDoesNothingWithItsContextDoesNoHarm() {
        String given = "class MoneyTest { void given(org.junit.jupiter.api.extension.ExtensionContext some) { }";
        bench.test(TEST.replace("class MoneyTest {", given)).save();

        pass();

        assertThat(bench.index().unsweptMethods()).hasSize(3);
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            class MoneyTest { static int seen; | seen++; | ~~
            class MoneyTest { static final int[] ALL = {1}; | ALL[0]++; | ~~
            class MoneyTest { static final java.util.List<String> ALL = new java.util.ArrayList<>(); | ALL.add(""); | ~~
            class MoneyTest extends Shared { | all[0]++; | class Shared { static int[] all = {1}; }
            """)
    void whoUsesAStaticFieldOfTheTestClassThatMayChangeRunsWheneverTheClassDoes(
            String declaration, String use, String more) {
        String test = TEST.replace("class MoneyTest {", declaration)
                .replace("void subs() {", "void subs() { " + use)
                .replace("void both() {", "void both() { " + use);
        bench.test(test + more).save();
        pass();
        assertThat(bench.index().unsweptMethods()).containsExactly(method("adds"));
        sweep("adds");

        bench.main(MONEY.replace("1 - less", "-less + 1")).save();

        assertThat(only()).containsExactlyInAnyOrder("subs", "both");
    }

    @Test
    void oneMethodThatLooksAtWhatAnotherHasLeftInTheProjectRunsWithIt() {
        bench.main(
                        "package a; public class Mode { static int mode; static void set() { mode = 1; } static int get() { return mode; } }")
                .save();
        bench.test(TEST.replace("void adds() {", "void adds() { Mode.set();")
                        .replace("void subs() {", "void subs() { Mode.get();"))
                .save();
        Steps steps = whole().method(id("adds"), "a.Mode.set")
                .method(id("subs"), "a.Mode.get")
                .written("a.Mode.set");
        bench.index().record(selected(), all(), SECOND.multipliedBy(3), Optional.of(steps.footprint()));

        assertThat(bench.index().unsweptMethods()).containsExactly(method("both"));
    }

    @Test
    void whatAnInitialiserHasSeenTiesMethodsTogether() {
        bench.main("package a; public class Mode { static int mode; static void set() { mode = 1; } }")
                .main(
                        "package a; public class Kept { static final int MODE = Mode.mode; static int get() { return MODE; } }")
                .save();
        bench.test(TEST.replace("void adds() {", "void adds() { Mode.set();")
                        .replace("void subs() {", "void subs() { Kept.get();"))
                .save();
        Steps steps = whole().method(id("adds"), "a.Mode.set")
                .method(id("subs"), "a.Kept.get")
                .initialised("a.Kept")
                .written("a.Mode.set");
        bench.index().record(selected(), all(), SECOND.multipliedBy(3), Optional.of(steps.footprint()));

        assertThat(bench.index().unsweptMethods()).containsExactly(method("both"));
    }

    @Test
    void whenAMethodLeavesMoreThanBeforeTheWholeClassRunsNextTime() {
        bench.main(
                        "package a; public class Mode { static int mode; static void set() { } static void other() { mode = 1; } }")
                .save();
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        Steps steps = new Steps(bench.everything().written())
                .ran("a.MoneyTest.<init>", "a.Money.<init>")
                .method(id("adds"), "a.MoneyTest.adds", "a.Money.add", "a.Mode.other")
                .method(id("both"), "a.MoneyTest.both", "a.Money.add")
                .written("a.Mode.other");
        bench.index().amend(selected(), List.of(passed("adds"), passed("both")), Optional.of(steps.footprint()));

        bench.main(MONEY).save();

        assertThat(methods()).isEmpty();
    }

    @Test
    void ofAClassOfWhichAMethodSetsWhatTheWholeJvmSharesAllRuns() {
        bench.test(TEST.replace("void adds() {", "void adds() { System.setProperty(\"a\", \"b\");"))
                .save();

        pass();

        assertThat(bench.index().unsweptMethods()).isEmpty();
    }

    @Test
    void aStaticFieldOfWhichNobodyKnowsWhoWritesItTiesAll() {
        Steps steps = whole().written("a.Money.add");

        bench.index().record(selected(), all(), SECOND.multipliedBy(3), Optional.of(steps.footprint()));

        assertThat(bench.index().unsweptMethods()).isEmpty();
    }

    @Test
    void whoReadsFilesRunsWithWhoWritesOne() {
        Steps steps = whole().method(id("adds"), root.resolve("made.txt"), How.OWN)
                .method(id("subs"), root.resolve("other.txt"), How.READ);

        recordTwice(steps);

        assertThat(bench.index().unsweptMethods()).containsExactly(method("both"));
    }

    @Test
    void filesThatAreOnlyReadTieNobody() {
        Steps steps = whole().method(id("adds"), root.resolve("one.txt"), How.READ)
                .method(id("subs"), root.resolve("one.txt"), How.READ);

        recordTwice(steps);

        assertThat(bench.index().unsweptMethods()).hasSize(3);
    }

    /** When files are touched for the first time, it is not sure that nobody has changed them meanwhile. */
    private void recordTwice(Steps steps) {
        bench.index().record(selected(), all(), SECOND.multipliedBy(3), Optional.of(steps.footprint()));
        bench.index().look();
        bench.index().record(selected(), all(), SECOND.multipliedBy(3), Optional.of(steps.footprint()));
    }

    @Test
    void ofAClassThatAnotherEngineRunsAllRuns() {
        List<TestResult> others =
                List.of(Workbench.result("a.MoneyTest", "adds", false), Workbench.result("a.MoneyTest", "subs", false));

        bench.index().record(selected(), others, SECOND.multipliedBy(3), Optional.of(whole().footprint()));

        assertThat(bench.index().unsweptMethods()).isEmpty();
    }
}
