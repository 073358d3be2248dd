package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Files beside sources and resources: whoever was seen to use one runs when it changes, and nobody else. */
class FilesIT {

    private static final String READER = """
            package shop;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.junit.jupiter.api.Test;

            class RatesFileTest {
                @Test
                void readsTheRates() throws Exception {
                    assertEquals("1.19", Files.readString(Path.of("config", "rates.txt")).strip());
                }
            }
            """;

    private static final String LISTER = """
            package shop;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import java.io.File;
            import org.junit.jupiter.api.Test;

            class ArticleFilesTest {
                @Test
                void findsTwo() {
                    assertEquals(2, new File("config/articles").list().length);
                }
            }
            """;

    /** Reads and writes, as an embedded database does. */
    private static final String STORING = """
            package shop;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.junit.jupiter.api.Assertions;
            import org.junit.jupiter.api.Test;

            class %1$s {
                @Test
                void stores() throws Exception {
                    Path store = Path.of("store/state.txt");
                    String before = Files.readString(store);
                    Assertions.assertTrue(before.length() < 1000);
                    Files.writeString(store, "%1$s at " + System.nanoTime());
                    Thread.sleep(500); // What is heard of that is heard in this run.
                }
            }
            """;

    /** Somebody else writes the file while the test runs for the first time. */
    private static final String MEANWHILE = """
            package shop;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.junit.jupiter.api.Test;

            class RatesFileTest {
                @Test
                void readsTheRates() throws Exception {
                    new ProcessBuilder("sh", "-c", "test -e target/seen || { touch target/seen; echo 1.19 > config/rates.txt; }")
                            .start().waitFor();
                    assertEquals("1.19", Files.readString(Path.of("config", "rates.txt")).strip());
                }
            }
            """;

    @Test
    void aFileThatChangesWhileATestFirstUsesItMakesThatRunOnceMore() {
        Shop shop = Shop.judged();
        Path rates = shop.file("config/rates.txt");
        shop.write(rates, "1.16\n");
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();
            Path test = shop.test("RatesFileTest");
            shop.write(test, MEANWHILE);

            Cycle first = watch.awaitCycle(test);
            assertThat(first.state()).isEqualTo("unknown");
            Cycle second = watch.awaitRun();

            assertThat(second.classesRun()).containsExactly("shop.RatesFileTest");
            assertThat(second.all("run-started")
                            .flatMap(run -> run.items("tests").stream())
                            .map(run -> run.get("reason").get("element").text()))
                    .containsOnly("reads config/rates.txt");
            assertThat(second.state()).isEqualTo("green");
        }
    }

    @Test
    void testsThatShareAFileTheyWriteComeToRestAndRunWhenSomebodyElseChangesIt() {
        Shop shop = Shop.judged();
        Path store = shop.file("store/state.txt");
        shop.write(store, "0");
        shop.write(shop.test("FirstStoreTest"), STORING.formatted("FirstStoreTest"));
        shop.write(shop.test("SecondStoreTest"), STORING.formatted("SecondStoreTest"));
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();
            watch.send("status");
            Cycle rest = watch.awaitRest(Duration.ofSeconds(3));
            assertThat(rest.all("run-started")).hasSizeLessThan(3);

            Path edited = shop.test("FirstStoreTest");
            shop.replace(edited, "length() < 1000", "length() < 2000");
            assertThat(watch.awaitCycle(edited).classesRun()).containsExactly("shop.FirstStoreTest");
            watch.send("status");
            assertThat(watch.awaitRest(Duration.ofSeconds(3)).all("run-started"))
                    .as("what it wrote is nothing to the other")
                    .isEmpty();

            shop.write(store, "by hand");
            Cycle changed = watch.awaitJudged(store);
            assertThat(changed.classesRun()).containsExactlyInAnyOrder("shop.FirstStoreTest", "shop.SecondStoreTest");
            assertThat(changed.state()).isEqualTo("green");
        }
    }

    @Test
    void aFileThatATestUsesDecidesWhetherItRuns() {
        Shop shop = Shop.judged();
        Path rates = shop.file("config/rates.txt");
        Path article = shop.file("config/articles/three.txt");
        shop.write(rates, "1.19\n");
        shop.write(shop.file("config/articles/one.txt"), "1");
        shop.write(shop.file("config/articles/two.txt"), "2");
        shop.write(shop.test("RatesFileTest"), READER);
        shop.write(shop.test("ArticleFilesTest"), LISTER);
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();

            shop.write(rates, "1.16\n");
            // What is watched anew is looked at as well, so that this may be noticed twice.
            Cycle changed = watch.awaitJudged(rates);
            assertThat(changed.classesRun()).containsExactly("shop.RatesFileTest");
            assertThat(changed.state()).isEqualTo("red");
            assertThat(changed.all("run-started")
                            .flatMap(run -> run.items("tests").stream())
                            .map(test -> test.get("reason").get("element").text()))
                    .containsOnly("reads config/rates.txt");

            shop.write(rates, "1.19\n");
            Cycle reverted = watch.awaitJudged(rates);
            assertThat(reverted.classesRun()).isEmpty();
            assertThat(reverted.state()).isEqualTo("green");

            shop.delete(rates);
            Cycle deleted = watch.awaitJudged(rates);
            assertThat(deleted.classesRun()).containsExactly("shop.RatesFileTest");
            assertThat(deleted.state()).isEqualTo("red");
            shop.write(rates, "1.19\n");
            assertThat(watch.awaitJudged(rates).state()).isEqualTo("green");

            shop.write(article, "3");
            Cycle added = watch.awaitJudged(article);
            assertThat(added.classesRun()).containsExactly("shop.ArticleFilesTest");
            assertThat(added.state()).isEqualTo("red");
            shop.delete(article);
            Cycle removed = watch.awaitJudged(article);
            assertThat(removed.classesRun()).isEmpty();
            assertThat(removed.state()).isEqualTo("green");
        }

        shop.write(rates, "1.16\n");
        try (Watch watch = Watch.start(shop.root())) {
            Cycle begun = watch.awaitRun();
            assertThat(begun.classesRun()).containsExactly("shop.RatesFileTest");
            assertThat(begun.state()).isEqualTo("red");
        }
    }

    @Test
    void aResourceThatOnlyAnotherResourceNamesDecidesWhetherItsReadersRun() {
        Shop shop = Shop.judged();
        Path rates = shop.file("src/test/resources/shop/rates-2.txt");
        shop.write(shop.file("src/test/resources/shop/rates.txt"), "/shop/rates-2.txt\n");
        shop.write(rates, "1.19\n");
        shop.write(shop.test("RatesTest"), resourceReader("RatesTest", "read(read(\"/shop/rates.txt\"))"));
        shop.write(shop.test("OldRatesTest"), resourceReader("OldRatesTest", "read(\"/shop/rates-2.txt\")"));
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();

            shop.write(rates, "1.16\n");
            Cycle changed = watch.awaitJudged(rates);
            assertThat(changed.classesRun()).containsExactlyInAnyOrder("shop.RatesTest", "shop.OldRatesTest");
            assertThat(changed.state()).isEqualTo("red");
            assertThat(changed.all("run-started")
                            .flatMap(run -> run.items("tests").stream())
                            .filter(test -> test.get("class").text().equals("shop.RatesTest"))
                            .map(test -> test.get("reason").get("element").text()))
                    .containsExactly("reads shop/rates-2.txt");

            shop.write(rates, "1.19\n");
            Cycle reverted = watch.awaitJudged(rates);
            assertThat(reverted.classesRun()).isEmpty();
            assertThat(reverted.state()).isEqualTo("green");
        }

        shop.write(rates, "1.16\n");
        try (Watch watch = Watch.start(shop.root())) {
            Cycle begun = watch.awaitRun();
            assertThat(begun.classesRun()).containsExactlyInAnyOrder("shop.RatesTest", "shop.OldRatesTest");
            assertThat(begun.state()).isEqualTo("red");
        }
    }

    private static String resourceReader(String name, String read) {
        return """
                package shop;

                import static org.junit.jupiter.api.Assertions.assertEquals;

                import org.junit.jupiter.api.Test;

                class %s {
                    @Test
                    void readsTheRates() throws Exception {
                        assertEquals("1.19", %s);
                    }

                    private static String read(String resource) throws Exception {
                        try (var in = %s.class.getResourceAsStream(resource)) {
                            return new String(in.readAllBytes()).strip();
                        }
                    }
                }
                """.formatted(name, read, name);
    }
}
