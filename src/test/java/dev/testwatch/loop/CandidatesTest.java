package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.console.Prompting.Found;
import dev.testwatch.console.Prompting.Match;
import dev.testwatch.fork.TestResult;
import dev.testwatch.loop.Candidates.Known;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    @Test
    void theSearchFindsModulesClassesMethodsAndDisplayNames() {
        Candidates candidates = candidates(3, 2);

        assertThat(texts(candidates.anything("module"))).contains("module shop");
        assertThat(texts(candidates.anything("pt1"))).contains("shop.PriceTest1");
        assertThat(texts(candidates.anything("rounds0"))).contains("shop.PriceTest0#rounds0");
        assertThat(texts(candidates.anything("half up"))).contains("shop.PriceTest0#rounds0");
        assertThat(candidates.anything("qqq")).isEqualTo(new Found(List.of(), 0, 0));
    }

    @Test
    void whatHoldsAllLettersTogetherComesBeforeWhatHoldsThemScattered() {
        assertThat(Fuzzy.score("shop.pricetest", "price")).isGreaterThan(Fuzzy.score("shop.pirate.ice", "price"));
        assertThat(Fuzzy.score("shop.order.item", "soi")).isGreaterThan(Fuzzy.score("session", "soi"));
        assertThat(Fuzzy.score("shop", "shops")).isEqualTo(Fuzzy.NOT_FOUND);
    }

    @Test
    void classesAndNamesWhoseSimpleNameBeginsWithTheTextComeFirstThenTheShorterOnes() {
        Candidates candidates = gathered(
                known("shop.PriceTest", 1), known("shop.LowestPriceTest", 1), known("price.A", 1), known("Other", 1));

        assertThat(texts(candidates.classes("Price")))
                .containsExactly("shop.PriceTest", "price.A", "shop.LowestPriceTest");
        assertThat(texts(candidates.classes("shop/p"))).containsExactly("shop.PriceTest");
        assertThat(texts(candidates.names("rounds"))).containsExactly("rounds0");
        assertThat(candidates.names("rounds").tests()).isEqualTo(4);
    }

    @Test
    void ofVeryManyTheBestAreNamedAndAllAreCounted() {
        Candidates candidates = candidates(500, 20);

        Found found = candidates.classes("pricetest");
        assertThat(found.count()).isEqualTo(500);
        assertThat(found.tests()).isEqualTo(10_000);
        assertThat(texts(found))
                .isEqualTo(candidates.allClasses().stream()
                        .sorted(Name.ORDER)
                        .limit(100)
                        .map(name -> name.match().text())
                        .toList());
        // Whatever the order in which they are looked at.
        var shuffled = new ArrayList<>(candidates.allTests());
        Collections.shuffle(shuffled, new Random(1));
        Best best = new Best();
        shuffled.forEach(name -> best.add(name, name.match().text().endsWith("#rounds7") ? 2 : 1));
        assertThat(best.found().best()).hasSize(100).allMatch(match -> match.text()
                .endsWith("#rounds7"));
        assertThat(best.found().count()).isEqualTo(10_001);
    }

    /** What a search allocates stands for its work: on a busy machine that is the same, and the time is not. */
    @Test
    void aSearchAmongTenThousandTestsPutsNotAllOfThemInOrder() {
        Candidates candidates = candidates(500, 20);
        for (String typed : List.of("", "p", "prte", "price4", "half up", "qqq")) {
            assertThat(allocated(() -> candidates.anything(typed)))
                    .as("/%s, in bytes", typed)
                    .isLessThan(120_000);
            assertThat(allocated(() -> candidates.classes(typed)))
                    .as("p%s, in bytes", typed)
                    .isLessThan(60_000);
        }
    }

    @Test
    void gatheringAgainLooksOnlyAtTheTestClassesOfWhichSomethingElseIsKnown() {
        var gathering = new Candidates.Gathering();
        List<Known> all = new ArrayList<>(known(500, 20));
        List<Name> before = gathering.gather(all).allTests();
        all.set(7, known("shop.PriceTest7", 21));
        List<Name> after = gathering.gather(all).allTests();

        var same = Collections.newSetFromMap(new IdentityHashMap<Name, Boolean>());
        same.addAll(before);
        assertThat(after.stream().filter(name -> !same.contains(name)).map(name -> name.match()
                        .text()))
                .hasSize(22)
                .allMatch(text -> text.equals("module shop") || text.startsWith("shop.PriceTest7#"));
        assertThat(gathering.gather(List.of()).allTests()).isEmpty();
    }

    private static long allocated(Runnable work) {
        work.run();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Candidates candidates(int classes, int tests) {
        return new Candidates.Gathering().gather(known(classes, tests));
    }

    private static Candidates gathered(Known... all) {
        return new Candidates.Gathering().gather(List.of(all));
    }

    private static List<Known> known(int classes, int tests) {
        return IntStream.range(0, classes)
                .mapToObj(i -> known("shop.PriceTest" + i, tests))
                .toList();
    }

    private static Known known(String name, int tests) {
        return new Known(
                new TestClass("shop", name),
                tests,
                IntStream.range(0, tests).mapToObj(n -> result(name, n)).toList());
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

    private static List<String> texts(Found found) {
        return found.best().stream().map(Match::text).toList();
    }
}
