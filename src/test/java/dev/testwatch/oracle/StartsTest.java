package dev.testwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartsTest {

    @Test
    void theTestClassesBelowTheHeadingAreSelected() {
        assertThat(Starts.selected(List.of(
                        "[WARNING] The POM is missing",
                        "INFO: STARTS:AffectedTests: 2",
                        "INFO: ",
                        "INFO: ********** AffectedTests **********",
                        "INFO: shop.MoneyTest",
                        "INFO: shop.basket.BasketTest",
                        "[INFO] BUILD SUCCESS",
                        "INFO: shop.OtherTest")))
                .hasValueSatisfying(names ->
                        assertThat(names).containsExactlyInAnyOrder("shop.MoneyTest", "shop.basket.BasketTest"));
    }

    @Test
    void nothingIsSelectedIfItSaysSo() {
        assertThat(Starts.selected(List.of(
                        "INFO: No tests are selected to run.",
                        "INFO: ********** AffectedTests **********",
                        "INFO: AffectedTests found no classes.")))
                .hasValueSatisfying(names -> assertThat(names).isEmpty());
    }

    @Test
    void withoutItsAnswerItHasFailed() {
        assertThat(Starts.selected(List.of("[ERROR] Failed to execute goal"))).isEmpty();
    }
}
