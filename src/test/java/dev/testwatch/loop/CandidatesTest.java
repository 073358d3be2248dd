package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.console.Prompting.Match;
import dev.testwatch.fork.TestResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class CandidatesTest {

    @Test
    void theSearchFindsModulesClassesMethodsAndDisplayNames() {
        Candidates candidates = candidates(3, 2);

        assertThat(texts(candidates.anything("module"))).contains("module shop");
        assertThat(texts(candidates.anything("pt1"))).contains("shop.PriceTest1");
        assertThat(texts(candidates.anything("rounds0"))).contains("shop.PriceTest0#rounds0");
        assertThat(texts(candidates.anything("half up"))).contains("shop.PriceTest0#rounds0");
        assertThat(candidates.anything("qqq")).isEmpty();
    }

    @Test
    void whatHoldsAllLettersTogetherComesBeforeWhatHoldsThemScattered() {
        assertThat(Fuzzy.score("shop.pricetest", "price")).isGreaterThan(Fuzzy.score("shop.pirate.ice", "price"));
        assertThat(Fuzzy.score("shop.order.item", "soi")).isGreaterThan(Fuzzy.score("session", "soi"));
        assertThat(Fuzzy.score("shop", "shops")).isEqualTo(Fuzzy.NOT_FOUND);
    }

    /** No figure is held to here: a busy machine would break it. It is there to be read. */
    @Test
    void amongTenThousandTestsTheFirstListIsThereAtOnce(TestReporter reporter) {
        Candidates candidates = candidates(500, 20);
        long began = System.nanoTime();
        List<Match> first = candidates.anything("prte");
        long cold = System.nanoTime() - began;
        long slowest = IntStream.range(0, 20)
                .mapToLong(i -> {
                    long start = System.nanoTime();
                    candidates.anything("price" + i);
                    return System.nanoTime() - start;
                })
                .max()
                .orElseThrow();

        assertThat(first).hasSize(100);
        reporter.publishEntry(
                "first list of 10,000 tests",
                Duration.ofNanos(cold).toMillis() + " ms, later at most "
                        + Duration.ofNanos(slowest).toMillis() + " ms");
    }

    private static Candidates candidates(int classes, int tests) {
        var gathering = new Candidates.Gathering();
        for (int i = 0; i < classes; i++) {
            String name = "shop.PriceTest" + i;
            gathering.add(
                    new TestClass("shop", name),
                    tests,
                    IntStream.range(0, tests).mapToObj(n -> result(name, n)).toList());
        }
        return gathering.candidates();
    }

    private static TestResult result(String testClass, int number) {
        return new TestResult(
                testClass + number,
                testClass,
                testClass,
                Optional.of("rounds" + number),
                "rounds half up " + number,
                false,
                TestResult.Status.SUCCESSFUL,
                Duration.ZERO,
                Optional.empty(),
                "",
                "");
    }

    private static List<String> texts(List<Match> matches) {
        return matches.stream().map(Match::text).toList();
    }
}
