package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What testwatch finds out in idle time about a project, and what it is good for. */
class SweepIT {

    @Test
    void afterItHasRunEachClassByItselfOnlyWhatExecutesAnEditedMethodRuns() {
        Shop shop = Shop.judged();
        try (Watch watch = Watch.start(shop.root(), "--sweep", "idle")) {
            watch.awaitGreenStart();
            watch.await(
                    "the end of the sweep",
                    event -> event.is("message") && event.text("text").contains("have run by themselves"));

            shop.replace(
                    shop.source("Money"),
                    "return amount.compareTo(sameCurrency(other).amount)",
                    "return -sameCurrency(other).amount.compareTo(amount)");
            Cycle compared = watch.awaitCycle(shop.source("Money"));

            assertThat(compared.state()).isEqualTo("green");
            assertThat(compared.classesRun()).contains("shop.MoneyTest", "shop.ShippingTest");
            assertThat(compared.classesRun()).doesNotContain("shop.CartTest", "shop.PriceListTest");

            shop.replace(shop.source("Money"), "/** As a customer reads it", "/** As any customer reads it");
            assertThat(watch.awaitCycle(shop.source("Money")).classesRun()).isEmpty();
        }
    }
}
