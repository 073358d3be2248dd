package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tests take no more than their share of idle time. */
class AllowanceTest {

    private static final Instant START = Instant.parse("2024-05-06T07:08:09Z");

    private static final Duration EACH = Duration.ofMinutes(10);

    @Test
    void soMuchMayBeSpent() {
        Allowance almost = Allowance.of(EACH, START).without(Duration.ofSeconds(599));

        assertThat(almost.isUsedUp()).isFalse();
        assertThat(almost.without(Duration.ofSeconds(1)).isUsedUp()).isTrue();
        assertThat(almost.without(Duration.ofMinutes(1)).isUsedUp()).isTrue();
    }

    @Test
    void anHourAfterItBeganThereIsMore() {
        Allowance spent = Allowance.of(EACH, START).without(Duration.ofMinutes(11));

        assertThat(spent.at(START.plus(Duration.ofMinutes(59))).isUsedUp()).isTrue();
        assertThat(spent.at(START.plus(Duration.ofMinutes(60))))
                .isEqualTo(Allowance.of(EACH, START.plus(Duration.ofMinutes(60))));
    }
}
