package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of results: fresh, stale, failing, through edits and restarts. */
class IndexTest {

    private static final String MONEY = "package shop; public class Money { public int cents() { return 5; } }";
    private static final String MONEY_TEST = "package shop; class MoneyTest { Object o = new Money(); }";

    @TempDir
    Path root;

    private Workbench bench;

    @BeforeEach
    void aSmallShop() {
        bench = new Workbench(root)
                .main(MONEY)
                .main("package shop; public class Price { public Money money() { return new Money(); } }")
                .main("package shop; public class Clock { public int hour() { return 1; } }")
                .test(MONEY_TEST)
                .test("package shop; class PriceTest { Object o = new Price(); }")
                .test("package shop; class ClockTest { Object o = new Clock(); }")
                .save();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everyTestIsStaleAndHasNeverRunAtFirst() {
        Selection selection = bench.index().stale(new Question(Set.of(), Set.of(), Map.of(), Set.of(), true));

        assertThat(selection.tests())
                .extracting(s -> s.test().name())
                .containsExactly("shop.ClockTest", "shop.MoneyTest", "shop.PriceTest");
        assertThat(selection.tests()).extracting(Selected::reason).containsOnly(new Reason.NeverRun());
        assertThat(selection.tests())
                .allMatch(s -> s.usual().isEmpty() && s.tests().isEmpty());
    }

    @Test
    void nothingRunsAgainWithoutAChange() {
        bench.run();

        assertThat(bench.staleNames()).isEmpty();
        assertThat(bench.save().staleNames()).isEmpty();
        assertThat(bench.index().standing(bench.testClass("shop.MoneyTest"))).isEqualTo(Standing.FRESH);
        assertThat(bench.index().knownTests()).isEqualTo(3);
    }

    @Test
    void aChangedClassSelectsTheTestsThatReachItNearestFirst() {
        bench.run().main(MONEY.replace("5", "6")).save();

        List<Selected> tests = bench.stale().tests();

        assertThat(tests).extracting(s -> Workbench.simpleName(s.test())).containsExactly("MoneyTest", "PriceTest");
        assertThat(tests.get(0).reason()).isEqualTo(new Reason.DependsOn(List.of("shop.MoneyTest", "shop.Money")));
        assertThat(tests.get(1).reason())
                .isEqualTo(new Reason.DependsOn(List.of("shop.PriceTest", "shop.Price", "shop.Money")));
        assertThat(tests.get(0).usual()).contains(Duration.ofMillis(12));
        assertThat(tests.get(0).tests()).contains(1);
    }

    @Test
    void commentsAndLayoutRunNothing() {
        bench.run().main("""
                        package shop;

                        /** Money. */
                        public class Money {

                            // cents
                            public int cents() {
                                return
                                    5;
                            }
                        }
                        """).save();

        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void whatIsNotProvenRunsAgainAlsoAfterARestart() {
        bench.run().main(MONEY.replace("5", "6")).save();
        List<Selected> executed = bench.stale().tests();
        bench.run();
        bench.index().distrust(executed);

        assertThat(bench.staleNames()).containsExactly("MoneyTest", "PriceTest");
        assertThat(bench.restart().staleNames()).containsExactly("MoneyTest", "PriceTest");
        assertThat(bench.main(MONEY).save().staleNames()).isEmpty();
    }

    @Test
    void aRevertRunsNothing() {
        bench.run().main(MONEY.replace("5", "6")).save().run();

        assertThat(bench.main(MONEY).save().staleNames()).isEmpty();
        assertThat(bench.main(MONEY.replace("5", "6")).save().staleNames()).isEmpty();
    }

    @Test
    void aRevertOfAnEditThatNeverRanRunsNothing() {
        bench.run().main(MONEY.replace("5", "6")).save();

        assertThat(bench.main(MONEY).save().staleNames()).isEmpty();
    }

    @Test
    void onlyTheLastFourContentsAreRemembered() {
        for (int cents = 0; cents < 6; cents++) {
            bench.main(MONEY.replace("5", "" + cents)).save().run();
        }

        assertThat(bench.main(MONEY.replace("5", "2")).save().staleNames()).isEmpty();
        assertThat(bench.main(MONEY.replace("5", "1")).save().staleNames()).containsExactly("MoneyTest", "PriceTest");
    }

    @Test
    void aFailureIsKnownAndNotRunAgainUntilAskedOrChanged() {
        bench.run("MoneyTest");
        TestClass test = bench.testClass("shop.MoneyTest");

        assertThat(bench.staleNames()).isEmpty();
        assertThat(bench.index().standing(test)).isEqualTo(Standing.FAILING);
        Selection again = bench.index().stale(bench.question(true));
        assertThat(again.tests()).extracting(Selected::test).containsExactly(test);
        assertThat(again.tests().get(0).reason()).isEqualTo(new Reason.FailedBefore());

        bench.main(MONEY.replace("5", "6")).save();
        assertThat(bench.stale().tests().get(0).test()).isEqualTo(test);
        bench.run();
        assertThat(bench.index().standing(test)).isEqualTo(Standing.FRESH);

        bench.main(MONEY).save();
        assertThat(bench.index().standing(test)).isEqualTo(Standing.FAILING);
        assertThat(bench.index().results(test)).anyMatch(result -> result.failed());
        assertThat(bench.stale().tests())
                .as("the change that led back to the failure shows it again")
                .extracting(Selected::test)
                .containsExactly(test);
    }

    @Test
    void aFailureThatARevertTookBackIsNotShownAgainWhenTheContentIsNewToTheTest() {
        TestClass test = bench.testClass("shop.MoneyTest");
        bench.run()
                .main(MONEY.replace("5", "6"))
                .save()
                .run("MoneyTest")
                .main(MONEY)
                .save();
        assertThat(bench.stale().tests()).isEmpty();

        bench.main(MONEY.replace("5", "7")).save();

        assertThat(bench.index().standing(test)).isEqualTo(Standing.STALE);
        assertThat(bench.index().failing(test)).isFalse();
    }

    @Test
    void whatFailedLastComesFirst() {
        bench.run("PriceTest").main(MONEY.replace("5", "6")).save();

        assertThat(bench.stale().tests())
                .extracting(s -> Workbench.simpleName(s.test()))
                .containsExactly("PriceTest", "MoneyTest");
    }

    @Test
    void anEditedTestComesBeforeOthersAndSaysSo() {
        bench.run()
                .main(MONEY.replace("5", "6"))
                .test("package shop; class PriceTest { Object o = new Price(); int more = 1; }")
                .save();

        List<Selected> tests = bench.stale().tests();

        assertThat(tests).extracting(s -> Workbench.simpleName(s.test())).containsExactly("PriceTest", "MoneyTest");
        assertThat(tests.get(0).reason()).isEqualTo(new Reason.Changed());
    }

    @Test
    void shorterTestsComeFirstAtTheSameDistance() {
        for (Selected selected : bench.stale().tests()) {
            boolean slow = selected.test().name().equals("shop.ClockTest");
            bench.index().record(selected, List.of(), Duration.ofMillis(slow ? 900 : 1));
        }
        bench.test("package shop; class ZooTest { Object o = new Clock(); }")
                .save()
                .run();

        bench.main("package shop; public class Clock { public int hour() { return 2; } }")
                .save();

        assertThat(bench.stale().tests())
                .extracting(s -> Workbench.simpleName(s.test()))
                .containsExactly("ZooTest", "ClockTest");
    }

    @Test
    void aTestThatNeverRanIsSaidToBeThatThoughWhatItUsesHasJustChanged() {
        bench.main(MONEY.replace("5", "6")).save();

        assertThat(bench.stale().tests()).isNotEmpty().allSatisfy(test -> assertThat(test.reason())
                .isEqualTo(new Reason.NeverRun()));
    }

    @Test
    void aTestThatDidNotFinishStaysStale() {
        bench.run().main(MONEY.replace("5", "6")).save();
        Selected finished = bench.stale().tests().get(0);
        bench.run(finished, false);

        bench.kill().restart();

        assertThat(bench.staleNames()).containsExactly("PriceTest");
        assertThat(bench.index()
                        .stale(new Question(Set.of(), Set.of(), Map.of(), Set.of(), false))
                        .tests()
                        .get(0)
                        .reason())
                .isEqualTo(new Reason.Undecidable("not run since it changed"));
    }

    @Test
    void aResultCountsForTheContentItRanWithAndNoOther() {
        Selected before = bench.stale().tests().stream()
                .filter(s -> s.test().name().equals("shop.MoneyTest"))
                .findFirst()
                .orElseThrow();
        bench.main(MONEY.replace("5", "6")).save();

        bench.run(before, false);

        assertThat(bench.index().standing(before.test())).isEqualTo(Standing.STALE);
    }

    @Test
    void whatIsParkedStaysOutUntilItsKeyChanges() {
        TestClass test = bench.testClass("shop.MoneyTest");
        long key = bench.index().key(test);
        Question parked = new Question(Set.of(), Set.of(), Map.of(test, key), Set.of(), true);

        assertThat(bench.index().stale(parked).tests()).noneMatch(s -> s.test().equals(test));
        bench.main(MONEY.replace("5", "6")).save();
        assertThat(bench.index().stale(parked).tests()).anyMatch(s -> s.test().equals(test));
    }

    @Test
    void testsThatNeedABlockedClassAreLeftOut() {
        Set<dev.testwatch.compile.Compilation.ClassName> blocked = Set.of(bench.className("shop.Money"));

        assertThat(bench.index().blocked(blocked))
                .containsExactly(bench.testClass("shop.MoneyTest"), bench.testClass("shop.PriceTest"));
        assertThat(bench.index()
                        .stale(new Question(Set.of(), Set.of(), Map.of(), blocked, false))
                        .tests())
                .extracting(s -> Workbench.simpleName(s.test()))
                .containsExactly("ClockTest");
    }

    @Test
    void whatIsAskedForRunsWhateverIsKnown() {
        bench.run();
        TestClass test = bench.testClass("shop.ClockTest");

        Selection selection = bench.index().of(List.of(test, test), new Reason.Asked());

        assertThat(selection.tests()).hasSize(1);
        assertThat(selection.tests().get(0).reason()).isEqualTo(new Reason.Asked());
        assertThat(selection.tests().get(0).key()).isEqualTo(bench.index().key(test));
    }

    @Test
    void aClassWithoutTestsIsFreshAndCountsNone() {
        Selected selected = bench.stale().tests().get(0);
        bench.index().record(selected, List.of(), Duration.ZERO);

        assertThat(bench.index().standing(selected.test())).isEqualTo(Standing.FRESH);
        assertThat(bench.index().knownTests()).isZero();
    }

    @Test
    void aRestartKnowsWhatWasKnown() {
        bench.run("ClockTest").main(MONEY.replace("5", "6")).save();
        List<String> before = describe(bench.index());

        bench.restart();

        assertThat(describe(bench.index())).isEqualTo(before);
        assertThat(bench.messages).isEmpty();
    }

    @Test
    void aKilledProcessLosesNothingThatWasRecorded() {
        bench.run("ClockTest").main(MONEY.replace("5", "6")).save();
        List<String> before = describe(bench.index());

        bench.kill().restart();

        assertThat(describe(bench.index())).isEqualTo(before);
        assertThat(bench.messages).isEmpty();
    }

    @Test
    void anEditWhileNothingWatchedIsFoundAtTheStart() {
        bench.run().close();
        bench.main(MONEY.replace("5", "6")).publish();

        bench.restart();

        assertThat(bench.staleNames()).containsExactly("MoneyTest", "PriceTest");
    }

    @Test
    void aTestClassMovedToTheTestsWithTheSameBytesIsFound() {
        bench.main("package shop; public class LostTest {}").save().run().close();
        bench.delete("src/main/java/shop/LostTest.java")
                .test("package shop; public class LostTest {}")
                .publish();

        bench.restart();

        assertThat(bench.staleNames()).containsExactly("LostTest");
    }

    @Test
    void aDeletedTestIsGoneAndKnownAgainWhenItComesBack() {
        bench.run().delete("src/test/java/shop/MoneyTest.java").save();
        assertThat(bench.index().testClasses()).hasSize(2);
        assertThat(bench.index().knownTests()).isEqualTo(2);

        assertThat(bench.test(MONEY_TEST).save().staleNames()).isEmpty();
        assertThat(bench.index().knownTests()).isEqualTo(3);
    }

    @Test
    void forgettingMakesEveryTestOneThatNeverRan() {
        bench.run().index().forget();

        assertThat(bench.stale().tests()).hasSize(3).allMatch(s -> s.reason() instanceof Reason.NeverRun);
        assertThat(bench.kill().restart().stale().tests()).hasSize(3);
    }

    @Test
    void otherJvmArgumentsMakeAllTestsStaleAndTheReasonSaysSo() {
        bench.run().close();

        bench.jvmArguments("-Xmx1g").restart();

        assertThat(bench.stale().tests())
                .hasSize(3)
                .extracting(Selected::reason)
                .containsOnly(new Reason.Undecidable("JVM arguments changed"));
        bench.run().close();
        assertThat(bench.jvmArguments().restart().staleNames()).isEmpty();
    }

    @Test
    void interfacesAbstractAndNestedClassesAndHelpersAreNoTestClasses() {
        bench.test("package shop; interface ATest {}")
                .test("package shop; abstract class BTest {}")
                .test("package shop; class CTest { class InnerTest {} }")
                .test("package shop; class Fixtures {}")
                .main("package shop; public class SelfTest {}")
                .save();

        assertThat(bench.index().testClasses())
                .extracting(Workbench::simpleName)
                .containsExactly("CTest", "ClockTest", "MoneyTest", "PriceTest");
        assertThat(bench.index().classCount()).isEqualTo(12);
    }

    @Test
    void usualDurationsAreThoseOfTheLatestRun() {
        bench.run();
        TestClass test = bench.testClass("shop.MoneyTest");

        assertThat(bench.index().usual(test)).contains(Duration.ofMillis(12));
        assertThat(bench.index().usual(test, "[class:shop.MoneyTest]/[method:works()]"))
                .contains(Duration.ofMillis(3));
        assertThat(bench.index().usual(test, "no such id")).isEmpty();
        assertThat(bench.index().usual(bench.testClass("shop.NoTest"))).isEmpty();
    }

    private static List<String> describe(Index index) {
        return index.testClasses().stream()
                .map(test -> test + " " + index.key(test) + " " + index.standing(test) + " " + index.results(test))
                .toList();
    }
}
