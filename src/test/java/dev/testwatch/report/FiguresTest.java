package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void thousandsAreSeparatedTheSameWayEverywhere() {
        assertThat(Figures.count(1_930)).isEqualTo("1,930");
        assertThat(Figures.tests(1)).isEqualTo("1 test");
        assertThat(Figures.tests(0)).isEqualTo("0 tests");
        assertThat(Figures.tests(1_234_567)).isEqualTo("1,234,567 tests");
    }

    @Test
    void durationsHaveNoMoreDigitsThanMatter() {
        assertThat(Figures.duration(Duration.ZERO)).isEqualTo("0 ms");
        assertThat(Figures.duration(Duration.ofMillis(55))).isEqualTo("55 ms");
        assertThat(Figures.duration(Duration.ofNanos(99_400_000))).isEqualTo("99 ms");
        assertThat(Figures.duration(Duration.ofNanos(99_600_000))).isEqualTo("0.1s");
        assertThat(Figures.duration(Duration.ofMillis(949))).isEqualTo("0.9s");
        assertThat(Figures.duration(Duration.ofMillis(59_949))).isEqualTo("59.9s");
        assertThat(Figures.duration(Duration.ofMillis(59_951))).isEqualTo("1m 00s");
        assertThat(Figures.duration(Duration.ofSeconds(72))).isEqualTo("1m 12s");
        assertThat(Figures.duration(Duration.ofMinutes(125))).isEqualTo("2h 05m");
        assertThat(Figures.duration(Duration.ofMillis(-5))).isEqualTo("0 ms");
    }

    @Test
    void changesNameAFewFilesAndCountTheRest() {
        assertThat(Changes.of(Set.of(Shop.MONEY), Set.of())).isEqualTo("Money.java changed");
        assertThat(Changes.of(Set.of(Shop.MONEY), Set.of(Shop.CONFIG)))
                .isEqualTo("Money.java changed, Config.java deleted");
        assertThat(Changes.of(Set.of(Shop.MONEY, Shop.CONFIG, Shop.PRICE_TEST), Set.of()))
                .isEqualTo("Config.java, Money.java, PriceTest.java changed");
        assertThat(Changes.names(List.of(Shop.MONEY, Shop.CONFIG, Shop.PRICE_TEST, Shop.ROOT.resolve("Z.java"))))
                .isEqualTo("Config.java, Money.java and 2 others");
    }
}
