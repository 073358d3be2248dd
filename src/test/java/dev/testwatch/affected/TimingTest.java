package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimingTest {

    private static final TestClass TEST = new TestClass("shop", "shop.OrderTest");

    @Test
    void theUsualDurationIsTheMiddleOneOfThoseBefore() {
        assertThat(millis(30, 500, 32, 31).usual()).contains(Duration.ofMillis(32));
        assertThat(millis(30, 31, 32).usual()).isEmpty();
    }

    @Test
    void whatTakesMuchLongerThanUsualGotSlower() {
        assertThat(millis(100, 110, 90, 300).slower().orElseThrow()).isEqualTo(3.0);
        assertThat(millis(100, 110, 90, 130).slower()).isEmpty();
        assertThat(millis(300, 310, 290, 100).slower()).isEmpty();
    }

    @Test
    void aFewMillisecondsAreNoise() {
        assertThat(millis(1, 1, 1, 19).slower()).isEmpty();
        assertThat(millis(1, 1, 1, 40).slower()).isPresent();
    }

    @Test
    void theLastDozenDurationsOfAPassingTestAreKept() {
        var timings = new Timings();
        for (int i = 1; i <= 20; i++) {
            timings.add(TEST, List.of(result("ships", TestResult.Status.SUCCESSFUL, i)));
        }
        timings.add(TEST, List.of(result("ships", TestResult.Status.FAILED, 1_000)));

        assertThat(timings.of(TEST, result("ships", TestResult.Status.SUCCESSFUL, 0)))
                .hasSize(12)
                .startsWith(Duration.ofMillis(9))
                .endsWith(Duration.ofMillis(20));
        assertThat(timings.of(TEST, result("other", TestResult.Status.SUCCESSFUL, 0)))
                .isEmpty();
    }

    @Test
    void theyAreReadAsTheyWereWritten() {
        var timings = new Timings();
        List<TestResult> one = List.of(result("ships", TestResult.Status.SUCCESSFUL, 70));
        timings.add(TEST, one);
        Encoder whole = new Encoder();
        timings.write(whole);
        timings.add(TEST, List.of(result("ships", TestResult.Status.SUCCESSFUL, 80)));
        Encoder later = new Encoder();
        timings.write(later, TEST, one);

        var read = new Timings();
        read.read(new Decoder(whole.bytes()));
        read.readOne(new Decoder(later.bytes()));

        assertThat(read.of(TEST, one.get(0))).containsExactly(Duration.ofMillis(70), Duration.ofMillis(80));
        read.retain(Set.of());
        assertThat(read.of(TEST, one.get(0))).isEmpty();
    }

    private static Timing millis(long... durations) {
        return new Timing(
                result("ships", TestResult.Status.SUCCESSFUL, 0),
                LongStream.of(durations).mapToObj(Duration::ofMillis).toList());
    }

    private static TestResult result(String id, TestResult.Status status, long millis) {
        return new TestResult(
                id,
                TEST.name(),
                TEST.name(),
                Optional.of(id),
                id + "()",
                false,
                status,
                Duration.ofMillis(millis),
                Optional.empty(),
                "",
                "");
    }
}
