package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowingConsumer;

/** Waits until something becomes true, and says what it is instead when it does not within a minute. */
public final class Deadline {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Deadline() {}

    public static <T> void until(Supplier<T> actual, ThrowingConsumer<T> expectation) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                expectation.accept(actual.get());
                return;
            } catch (AssertionError e) {
                assertThat(System.nanoTime())
                        .as("out of time: %s", e.getMessage())
                        .isLessThan(end);
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }
}
