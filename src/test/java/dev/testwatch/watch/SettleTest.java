package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettleTest {

    private static final Duration SINGLE = Duration.ofMillis(10);

    @Test
    void aSingleSaveNeedsTheQuietThatIsAskedFor() {
        assertThat(Settle.quiet(SINGLE, 1, false)).isEqualTo(SINGLE);
        assertThat(Settle.quiet(SINGLE, 0, false)).isEqualTo(SINGLE);
    }

    @Test
    void quietGrowsWithTheBurstUpToHalfASecond() {
        assertThat(IntStream.of(1, 10, 100, 1_000, 100_000).mapToObj(paths -> Settle.quiet(SINGLE, paths, false)))
                .isSorted()
                .endsWith(Duration.ofMillis(500));
    }

    @Test
    void aLongQuietIsNeverShortened() {
        assertThat(Settle.quiet(Duration.ofSeconds(2), 1_000, false)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void gitIsWaitedFor() {
        assertThat(Settle.quiet(SINGLE, 1, true)).isEqualTo(Duration.ofMillis(500));
        assertThat(Settle.ceiling(1, true)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aFewFilesThatNeverRestDoNotHoldUpOthersForLong() {
        assertThat(Settle.ceiling(1, false)).isLessThan(Duration.ofSeconds(2));
        assertThat(Settle.ceiling(10_000, false)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void lookingTakesNoMoreThanItsShare() {
        var pace = new Pace(Duration.ofSeconds(2), 0.003);
        assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(2));
        pace.took(Duration.ofMillis(1));
        assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(2));
        pace.took(Duration.ofMillis(90));
        pace.took(Duration.ofMillis(30));
        assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(2));
        pace.took(Duration.ofMillis(60));
        assertThat(pace.interval()).isBetween(Duration.ofMillis(9_999), Duration.ofMillis(10_001));
    }
}
