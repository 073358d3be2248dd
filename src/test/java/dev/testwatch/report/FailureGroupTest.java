package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Message.Thrown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureGroupTest {

    @Test
    void allTestsThatNeedAnUnusableClassAreOneGroup() {
        List<FailingTest> failing = Shop.unusableConfig(37, 9);
        List<FailureGroup> groups = groups(failing);
        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).unusable()).contains("shop.Config");
        assertThat(groups.get(0).failures()).hasSize(37);
        assertThat(groups.get(0).first().test()).isEqualTo(failing.get(0));
    }

    @Test
    void theFirstCauseComesFirstWhateverTheOrder() {
        List<FailingTest> failing = new ArrayList<>(Shop.unusableConfig(5, 2));
        FailingTest first = failing.get(0);
        Collections.reverse(failing);
        assertThat(groups(failing)).hasSize(1);
        assertThat(groups(failing).get(0).first().test()).isEqualTo(first);
    }

    @Test
    void theConsequenceAloneStillNamesItsCause() {
        List<FailingTest> later = Shop.unusableConfig(4, 2).subList(1, 4);
        assertThat(Screen.of(Shop.WIDE, new Notice.Failures(later, false))).contains("""
              LOAD  Config could not be initialised                            3 tests
                  java.lang.IllegalStateException: missing key db.url
                  src/main/java/shop/Config.java:17
                  > 17 |   URL = require("db.url");
                    Db1Test › reads1
                    Db0Test › reads2
                    Db1Test › reads3
            """);
    }

    @Test
    void olderJvmsNameOnlyTheClass() {
        Thrown consequence = Shop.thrown(
                "java.lang.NoClassDefFoundError", "Could not initialize class shop.Config", "a.B.c(B.java:1)");
        FailingTest first = Shop.unusableConfig(1, 1).get(0);
        FailingTest later = Shop.failing("shop.OtherTest", "reads", consequence);
        assertThat(groups(List.of(later, first))).hasSize(1);
        assertThat(groups(List.of(later)).get(0).unusable()).contains("shop.Config");
    }

    @Test
    void classesThatFailedTogetherAreOneGroup() {
        Thrown chain = Shop.causedBy(
                Shop.thrown(
                        "java.lang.ExceptionInInitializerError",
                        null,
                        "shop.Outer.<clinit>(Outer.java:3)",
                        "shop.ATest.a(ATest.java:1)"),
                Shop.thrown("java.lang.IllegalStateException", "no", "shop.Config.<clinit>(Config.java:17)"));
        FailingTest outer = Shop.failing(
                "shop.BTest",
                "b",
                Shop.thrown("java.lang.NoClassDefFoundError", "Could not initialize class shop.Outer"));
        FailingTest inner = Shop.failing(
                "shop.CTest",
                "c",
                Shop.thrown("java.lang.NoClassDefFoundError", "Could not initialize class shop.Config"));
        FailingTest first = Shop.failing("shop.ATest", "a", chain);
        assertThat(groups(List.of(first, outer, inner))).hasSize(1);
        assertThat(groups(List.of(outer, inner, first))).hasSize(1);
        assertThat(groups(List.of(outer, inner, first)).get(0).unusable()).contains("shop.Config");
        assertThat(groups(List.of(outer, inner))).hasSize(2);
    }

    @Test
    void anErrorInAnInitialiserIsNotWrapped() {
        Thrown error = Shop.thrown(
                "java.lang.NoSuchMethodError",
                "x",
                "shop.Config.<clinit>(Config.java:17)",
                "shop.ATest.a(ATest.java:1)");
        assertThat(groups(List.of(Shop.failing("shop.ATest", "a", error)))
                        .get(0)
                        .unusable())
                .contains("shop.Config");
    }

    @Test
    void unrelatedUnusableClassesAreDifferentGroups() {
        List<FailingTest> failing = List.of(
                Shop.failing(
                        "shop.ATest",
                        "a",
                        Shop.thrown("java.lang.NoClassDefFoundError", "Could not initialize class shop.A")),
                Shop.failing(
                        "shop.BTest",
                        "b",
                        Shop.thrown("java.lang.NoClassDefFoundError", "Could not initialize class shop.B")));
        assertThat(groups(failing))
                .extracting(FailureGroup::unusable)
                .containsExactly(Optional.of("shop.A"), Optional.of("shop.B"));
    }

    @Test
    void failuresWithOneCauseAndOnePlaceAreOneGroup() {
        var failing = new ArrayList<FailingTest>();
        for (int i = 0; i < 6; i++) {
            failing.add(Shop.failing(
                    "shop.T" + i % 3,
                    "t" + i,
                    Shop.thrown(
                            "java.lang.IllegalStateException",
                            "closed",
                            "shop.Money.rounded(Money.java:41)",
                            "shop.T" + i + ".t(T.java:1)")));
        }
        failing.add(Shop.failing(
                "shop.PriceTest",
                "other",
                Shop.thrown("java.lang.IllegalStateException", "open", "shop.Money.rounded(Money.java:41)")));
        assertThat(groups(failing)).extracting(group -> group.failures().size()).containsExactly(6, 1);
        assertThat(Screen.of(
                        Shop.WIDE,
                        Shop.runFinished(
                                1,
                                Notice.Outcome.COMPLETED,
                                failing.subList(0, 6),
                                new Notice.Counts(0, 6, 0, 0),
                                900,
                                Shop.verdict(Verdict.State.RED, 6, 1930, 0, 0))))
                .contains("  FAIL  T0 › t0                                    6 tests, broke just now\n")
                .contains("      5 tests in 3 classes fail alike     v lists them\n");
    }

    @Test
    void equalAssertionsInDifferentPlacesAreDifferentFailures() {
        List<FailingTest> failing = List.of(
                Shop.failing("shop.PriceTest", "a", Shop.notEqual("1", "2", "shop.PriceTest.a(PriceTest.java:27)")),
                Shop.failing("shop.PriceTest", "b", Shop.notEqual("1", "2", "shop.PriceTest.b(PriceTest.java:25)")));
        assertThat(groups(failing)).hasSize(2);
    }

    @Test
    void testsWithoutAnExceptionAreNotThrownTogether() {
        assertThat(groups(
                        List.of(Shop.failing("shop.PriceTest", "a", null), Shop.failing("shop.PriceTest", "b", null))))
                .hasSize(2);
    }

    @Test
    void classesThatFailAsAWholeAreCountedAsSuch() {
        Thrown thrown = Shop.unusableConfig(1, 1).get(0).result().detail().orElseThrow();
        List<Failure> failures = groups(
                        List.of(Shop.failingClass("shop.DbTest", thrown), Shop.failing("shop.ATest", "a", thrown)))
                .get(0)
                .failures();
        assertThat(Members.count(failures)).isEqualTo("1 test, 1 class");
        assertThat(Members.count(failures.subList(0, 1))).isEqualTo("1 class");
    }

    private static List<FailureGroup> groups(List<FailingTest> failing) {
        var places = new Places(new Shop());
        return FailureGroup.of(
                failing.stream().map(test -> Failure.of(test, places)).toList());
    }
}
