package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that fail by chance, and tests that others make fail: what is said of them, and what the verdict is. */
class FlakyIT {

    private static final String COMMAND = "java -jar testwatch.jar ";

    @TempDir
    Path outside;

    @Test
    void chanceIsToldFromFaultAndWhoMakesATestFailIsFound() {
        Shop shop = Shop.judged();
        // Where fewer ran before it, it is found sooner who makes a test fail.
        List.of("CheckoutTest", "DiscountTest", "InvoiceTest", "JvmTest", "OrderLineTest", "OrderTest")
                .forEach(test -> shop.delete(shop.test(test)));
        writeTests(shop, 0);
        String command;
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();

            alone(watch);
            affected(shop, watch);
            inCompany(watch);
            command = polluted(watch);

            watch.send("slow");
            watch.await(
                    "the slowest test",
                    event -> event.is("message") && event.text("text").contains("VictimTest"));
            assertThat(watch.quit()).isZero();
        }
        assertThat(command).isEqualTo(COMMAND + "--once --all --test 'shop.PolluterTest,shop.VictimTest'");
        assertThat(exitCode(shop, "shop.PolluterTest,shop.VictimTest")).isEqualTo(1);
        assertThat(exitCode(shop, "shop.VictimTest,shop.PolluterTest"))
                .as("the other way round")
                .isZero();
    }

    /** It ran because somebody asked for it, nothing before it: chance. */
    private void alone(Watch watch) {
        arm("whim");
        watch.send("filter WhimTest");
        Event flaky = watch.await("flaky");
        assertThat(flaky.text("class")).isEqualTo("shop.WhimTest");
        assertThat(flaky.number("failed")).isEqualTo(1);
        assertThat(flaky.number("runs")).isEqualTo(3);
        assertThat(flaky.items("failures").get(0).get("message").text()).contains("by chance");
        Event verdict = watch.await("verdict");
        assertThat(verdict.text("state")).isEqualTo("green");
        assertThat(verdict.items("flaky")).hasSize(1);
    }

    /** It was edited: its failure is the edit's, and red at once. */
    private void affected(Shop shop, Watch watch) {
        arm("whim");
        writeTests(shop, 1);
        Cycle edited = watch.awaitCycle(shop.test("WhimTest"));
        assertThat(edited.state()).isEqualTo("red");
        assertThat(edited.events()).noneMatch(event -> event.is("flaky"));
        watch.send("f");
        assertThat(watch.awaitRun().state()).isEqualTo("green");
    }

    /** It fails after others and passes by itself, but passes after them as well: chance all the same. */
    private void inCompany(Watch watch) {
        arm("whim");
        watch.send("a");
        assertThat(watch.await("verdict").text("state"))
                .as("as long as it is not known")
                .isEqualTo("red");
        assertThat(watch.await("flaky").number("runs")).isEqualTo(4);
        assertThat(watch.await("verdict").text("state")).isEqualTo("green");
    }

    /** It fails because of what another test has left behind: a failure, with the one who is to blame. */
    private String polluted(Watch watch) {
        arm("dirt");
        watch.send("a");
        Event run = watch.await("run-finished");
        assertThat(run.number("failed")).isEqualTo(1);
        Event found = watch.await("fails-after");
        assertThat(found.text("class")).isEqualTo("shop.VictimTest");
        assertThat(found.items("after")).extracting(Json::text).containsExactly("shop.PolluterTest");
        assertThat(found.text("text")).contains("VictimTest fails only after PolluterTest");
        watch.send("status");
        assertThat(watch.await("verdict").text("state")).isEqualTo("red");
        watch.send("f");
        assertThat(watch.awaitRun().state()).as("it passes by itself").isEqualTo("red");
        watch.await("fails-after");
        return found.text("command");
    }

    private static int exitCode(Shop shop, String tests) {
        List<String> arguments = new ArrayList<>(
                List.of("--once", "--all", "--test", tests, shop.root().toString()));
        try (Jar jar = Jar.start(arguments)) {
            return jar.awaitExit(Duration.ofMinutes(2));
        }
    }

    /** What is armed makes something happen; a whim happens once. */
    private void arm(String what) {
        try {
            Files.writeString(outside.resolve(what), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeTests(Shop shop, int edit) {
        shop.write(shop.test("WhimTest"), test("WhimTest", """
                        Thread.sleep(500); // What is fastest runs first, and so by itself.
                        assertEquals(%d, %d);
                        assertFalse(Files.deleteIfExists(Path.of("%s")), "by chance");
                """.formatted(edit, edit, outside.resolve("whim"))));
        shop.write(shop.test("PolluterTest"), test("PolluterTest", """
                        if (Files.exists(Path.of("%s"))) {
                            System.setProperty("shop.dirt", "there");
                        }
                """.formatted(outside.resolve("dirt"))));
        shop.write(shop.test("VictimTest"), test("VictimTest", """
                        Thread.sleep(1500); // What takes longest runs last.
                        assertEquals("clean", System.getProperty("shop.dirt", "clean"));
                """));
    }

    private static String test(String name, String body) {
        return """
                package shop;

                import static org.junit.jupiter.api.Assertions.assertEquals;
                import static org.junit.jupiter.api.Assertions.assertFalse;

                import java.nio.file.Files;
                import java.nio.file.Path;
                import org.junit.jupiter.api.Test;

                class %s {

                    @Test
                    void runs() throws Exception {
                %s    }
                }
                """.formatted(name, body);
    }
}
