package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long MILLI = 1_000_000;

    private final Pace pace = new Pace(Duration.ofMillis(50), 0);

    @Test
    void theFirstFrameIsDueAtOnce() {
        assertThat(pace.waitNanos(0)).isZero();
    }

    @Test
    void theNextComesAWhileAfterTheLast() {
        pace.drawn(10 * MILLI);
        assertThat(pace.waitNanos(20 * MILLI)).isEqualTo(40 * MILLI);
        assertThat(pace.waitNanos(60 * MILLI)).isZero();
        assertThat(pace.waitNanos(600 * MILLI)).isZero();
    }

    @Test
    void theClockMayStartAnywhereAndOverflow() {
        Pace late = new Pace(Duration.ofMillis(50), Long.MAX_VALUE);
        late.drawn(Long.MAX_VALUE);
        assertThat(late.waitNanos(Long.MIN_VALUE + 10 * MILLI)).isBetween(39 * MILLI, 40 * MILLI);
    }
}
