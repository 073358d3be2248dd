package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Timing;
import dev.testwatch.fork.TestResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SlowTextTest {

    @Test
    void whatGotSlowerComesFirstAndTheSlowestBelowIt() {
        List<String> lines = SlowText.of(List.of(
                timing("adds", 1, 1, 1, 2), timing("ships", 900, 1000, 900, 2100), timing("sums", 3000, 2600, 3000)));

        assertThat(String.join("\n", lines)).isEqualTo("""
                1 test got slower:
                  OrderTest › ships     2.1s   usually     0.9s  ▄▄▄█  2.3 times as long as usual
                the slowest of 3 tests:
                  OrderTest › sums      3.0s                     █▇█
                  OrderTest › ships     2.1s   usually     0.9s  ▄▄▄█  2.3 times as long as usual
                  OrderTest › adds      2 ms   usually     1 ms  ▅▅▅█""");
    }

    @Test
    void ofManyOnlyTheSlowestAreListed() {
        List<Timing> many =
                IntStream.range(0, 50).mapToObj(i -> timing("t" + i, i)).toList();

        assertThat(SlowText.of(many)).hasSize(11).contains("  OrderTest › t49    49 ms");
    }

    @Test
    void nothingIsMadeUpWhereNothingIsKnown() {
        assertThat(SlowText.of(List.of()))
                .containsExactly("no test has passed yet of which it is known how long it took");
    }

    @Test
    void withoutUnicodeBarsAreDigits() {
        assertThat(Glyphs.ascii(Sparkline.of(List.of(Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(100)))))
                .isEqualTo("158");
    }

    private static Timing timing(String method, long... millis) {
        var result = new TestResult(
                "[method:" + method + "()]",
                "shop.OrderTest",
                "shop.OrderTest",
                Optional.of(method),
                method + "()",
                false,
                TestResult.Status.SUCCESSFUL,
                Duration.ZERO,
                Optional.empty(),
                "",
                "");
        return new Timing(
                result, LongStream.of(millis).mapToObj(Duration::ofMillis).toList());
    }
}
