package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What testwatch finds out in idle time about a project, and what it is good for. */
class SweepIT {

    private static final String SLOW = """
            package shop;

            import static org.junit.jupiter.api.Assertions.assertEquals;
            import static org.junit.jupiter.api.Assertions.assertTrue;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.junit.jupiter.api.Test;

            class SlowTest {
                @Test
                void compares() throws Exception {
                    Thread.sleep(500);
                    Class.forName(Money.class.getName().replace("Money", "Vat"));
                    assertTrue(Money.of("2").compareTo(Money.of("1")) > 0);
                }

                @Test
                void adds() throws Exception {
                    Thread.sleep(500);
                    if (Files.deleteIfExists(Path.of("%s"))) {
                        Runtime.getRuntime().halt(137);
                    }
                    assertEquals("3", Money.of("1").plus(Money.of("2")).amount().toString());
                }

                @Test
                void subtracts() throws InterruptedException {
                    Thread.sleep(500);
                    assertEquals("1", Money.of("3").minus(Money.of("2")).amount().toString());
                }
            }
            """;

    /** Each of them would have to run by itself, too. */
    private static final List<String> IRRELEVANT = List.of(
            "CheckoutTest", "DiscountTest", "InvoiceTest", "JvmTest", "OrderLineTest", "OrderNumbersTest", "OrderTest");

    @TempDir
    Path elsewhere;

    @Test
    void afterItHasRunEachClassByItselfOnlyWhatExecutesAnEditedMethodOrReadsAnEditedResourceRuns() throws IOException {
        Shop shop = Shop.judged();
        IRRELEVANT.forEach(test -> shop.delete(shop.test(test)));
        Path killer = elsewhere.resolve("killer");
        shop.write(shop.test("SlowTest"), SLOW.formatted(killer));
        try (Watch watch = Watch.start(shop.root(), "--sweep", "idle")) {
            watch.awaitGreenStart();
            Files.createFile(killer);
            List<String> said = new ArrayList<>();
            watch.await("the end of the sweep", event -> {
                said.add(event.is("message") ? event.text("text") : "");
                return said.get(said.size() - 1).contains(" tests have run by themselves");
            });
            assertThat(killer).doesNotExist();
            // Somebody has killed a fork once: that says nothing of the tests.
            assertThat(said).noneMatch(text -> text.contains("fails"));

            shop.replace(
                    shop.source("Money"),
                    "return amount.compareTo(sameCurrency(other).amount)",
                    "return -sameCurrency(other).amount.compareTo(amount)");
            Cycle compared = watch.awaitCycle(shop.source("Money"));

            assertThat(compared.state()).isEqualTo("green");
            assertThat(compared.classesRun()).contains("shop.MoneyTest", "shop.ShippingTest");
            assertThat(compared.classesRun()).doesNotContain("shop.CartTest", "shop.PriceListTest");
            assertThat(slow(compared, "successful")).containsExactly("compares");

            shop.write(shop.source("Unasked"), "package shop; class Unasked { int two() { return 2; } }");
            assertThat(watch.awaitCycle(shop.source("Unasked")).classesRun())
                    .as("who asks for classes by name has asked for others")
                    .isEmpty();

            shop.replace(shop.source("Money"), "/** As a customer reads it", "/** As any customer reads it");
            assertThat(watch.awaitCycle(shop.source("Money")).classesRun()).isEmpty();

            Path settings = shop.file("src/main/resources/shop/shop.properties");
            shop.replace(settings, "shop.region = nowhere", "shop.region = anywhere");
            Cycle configured = watch.awaitCycle(settings);
            assertThat(configured.state()).isEqualTo("green");
            assertThat(configured.classesRun()).contains("shop.ConfigTest");
            assertThat(configured.classesRun()).doesNotContain("shop.CartTest", "shop.PriceListTest");

            shop.replace(shop.source("Money"), "amount.subtract(sameCurrency(other).amount)", "amount");
            Cycle broken = watch.awaitCycle(shop.source("Money"));
            assertThat(broken.state()).isEqualTo("red");
            assertThat(slow(broken, "failed")).containsExactly("subtracts");
            assertThat(slow(broken, "successful")).doesNotContain("adds");
        }
    }

    private static List<String> slow(Cycle cycle, String status) {
        return cycle.finished(status).stream()
                .filter(test -> test.text("class").equals("shop.SlowTest"))
                .map(test -> test.text("method"))
                .toList();
    }
}
