package dev.testwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.fork.TestResult;
import dev.testwatch.oracle.MutationOracle.Judged;
import dev.testwatch.oracle.MutationOracle.Runs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutationReportTest {

    private static final TestClass MONEY = new TestClass("shop", "shop.MoneyTest");
    private static final TestClass BASKET = new TestClass("shop", "shop.BasketTest");

    @Test
    void aYardstickMissesWhatItDidNotSelectAndEditsItFailedForDoNotCount() {
        MutationReport report = new MutationReport(
                Map.of(MONEY, passes(MONEY), BASKET, passes(BASKET)), List.of(), Runs.ALL, List.of(Starts.NAME));
        report.add(judged(1, Map.of(Starts.NAME, Set.of(MONEY)), Set.of(MONEY, BASKET)));
        report.add(judged(2, Map.of(), Set.of(MONEY)));
        report.add(judged(3, Map.of(Starts.NAME, Set.of(MONEY, BASKET)), Set.of(MONEY)));

        assertThat(report.missed(Starts.NAME)).isEqualTo(1);
        assertThat(report.text().lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith(Starts.NAME)
                        .contains("mean  75.0 %, median  50.0 %")
                        .endsWith("missed 1 edits, failed for 1 edits, which do not count"))
                .contains("  missed, seed 1: shop.Money: changed; [shop.BasketTest]");
    }

    private static Judged judged(long number, Map<String, Set<TestClass>> selections, Set<TestClass> affected) {
        Edit edit = new Edit(
                "shop.Money",
                "",
                "changed",
                new Contents(Map.of()),
                new Output(Map.of(), Set.of(), Resources.NONE),
                Edit.Kind.DECLARATION);
        return new Judged(number, edit, selections, Map.of(), Map.of(), Set.of(), affected, Set.of());
    }

    private static Outcome passes(TestClass test) {
        TestResult result = new TestResult(
                test.name() + "#adds",
                test.name(),
                test.name(),
                Optional.of("adds"),
                "adds",
                false,
                TestResult.Status.SUCCESSFUL,
                Duration.ofMillis(1),
                Optional.empty(),
                "",
                "");
        return new Outcome(List.of(result), Optional.empty(), Optional.empty());
    }
}
