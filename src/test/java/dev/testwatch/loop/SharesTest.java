package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void theSharesTakeAboutTheSameTime() {
        List<Selected> tests = List.of(taking(100), taking(900), taking(400), taking(500), taking(300), taking(200));

        List<List<Selected>> shares = Shares.of(tests, 2);

        assertThat(shares).hasSize(2);
        assertThat(shares.stream().map(SharesTest::millis)).containsExactlyInAnyOrder(1_200L, 1_200L);
    }

    @Test
    void nothingIsLostDoubledOrOutOfOrder() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Selected> tests = new ArrayList<>();
            int count = 1 + random.nextInt(30);
            for (int i = 0; i < count; i++) {
                tests.add(random.nextInt(5) == 0 ? unknown() : taking(random.nextInt(2_000)));
            }
            int most = 1 + random.nextInt(6);

            List<List<Selected>> shares = Shares.of(tests, most);

            assertThat(shares.size()).isBetween(1, Math.min(most, count));
            assertThat(shares).noneMatch(List::isEmpty);
            assertThat(shares.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(tests);
            assertThat(shares).allSatisfy(share -> assertThat(share)
                    .isSubsetOf(tests)
                    .isSortedAccordingTo((a, b) -> tests.indexOf(a) - tests.indexOf(b)));
        }
    }

    @Test
    void whatIsDoneAtOnceNeedsNoSecondFork() {
        assertThat(Shares.of(List.of(taking(150), taking(200), taking(3)), 4)).hasSize(1);
        assertThat(Shares.of(List.of(taking(5_000)), 4)).hasSize(1);
    }

    @Test
    void whatTakesLessThanFiveSecondsIsBriefAndWhatHasNeverRunMayTakeLonger() {
        assertThat(Shares.areBrief(List.of(taking(3_000), taking(1_999)))).isTrue();
        assertThat(Shares.areBrief(List.of(taking(3_000), taking(2_000)))).isFalse();
        assertThat(Shares.areBrief(List.of(taking(10), unknown()))).isTrue();
        assertThat(Shares.areBrief(Collections.nCopies(25, unknown()))).isFalse();
        assertThat(Shares.areBrief(24)).isTrue();
        assertThat(Shares.areBrief(25)).isFalse();
    }

    @Test
    void whatHasNeverRunMayTakeLong() {
        List<Selected> tests = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tests.add(unknown());
        }
        assertThat(Shares.of(tests, 3)).hasSize(3);
    }

    private int made;

    private Selected taking(long millis) {
        return selected(Optional.of(Duration.ofMillis(millis)));
    }

    private Selected unknown() {
        return selected(Optional.empty());
    }

    private Selected selected(Optional<Duration> usual) {
        made++;
        return new Selected(new TestClass("m", "a.Test" + made), made, new Reason.Asked(), Optional.of(1), usual);
    }

    private static long millis(List<Selected> share) {
        return share.stream()
                .mapToLong(selected -> selected.usual().orElseThrow().toMillis())
                .sum();
    }
}
