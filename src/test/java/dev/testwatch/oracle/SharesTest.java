package dev.testwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void meanMedianAndNinetiethPercentileAreThoseOfTheSortedShares() {
        Shares shares = new Shares(IntStream.rangeClosed(0, 10)
                .mapToObj(number -> (10 - number) * (10 - number) / 100.0)
                .toList());

        assertThat(shares.mean()).isCloseTo(0.35, within(1e-9));
        assertThat(shares.percentile(50)).isEqualTo(0.25);
        assertThat(shares.percentile(90)).isEqualTo(0.81);
        assertThat(shares).hasToString("mean  35.0 %, median  25.0 %, p90  81.0 %");
    }

    @Test
    void ofNothingTheyAreZero() {
        assertThat(new Shares(List.of())).hasToString("mean   0.0 %, median   0.0 %, p90   0.0 %");
    }
}
