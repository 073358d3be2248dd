package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A test that writes a file which it depends on. */
class WriteLoopIT {

    private static final String WRITING_TEST = """
            package shop;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.junit.jupiter.api.Assertions;
            import org.junit.jupiter.api.Test;

            class WritingTest {
                @Test
                void writes() throws Exception {
                    Assertions.assertNotNull(WritingTest.class.getResource("/written.txt"));
                    Files.writeString(Path.of("src/test/resources/written.txt"), "run " + System.nanoTime());
                    Thread.sleep(1000); // What is heard of that is heard in this run.
                }
            }
            """;

    @Test
    void aTestThatRewritesAResourceInEveryRunDoesNotRunForEver() {
        Shop shop = Shop.judged();
        Path written = shop.file("src/test/resources/written.txt");
        shop.write(written, "once");
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();

            shop.write(shop.test("WritingTest"), WRITING_TEST);
            Event message = watch.await(
                    "a message",
                    event -> event.is("message") && event.text("text").contains("is written by the tests themselves"));
            assertThat(message.text("text")).contains(written.toString());
            Cycle muted = watch.awaitRest(Duration.ofSeconds(3));
            // One that is under way may be told after the message: one thread hears of its plan, another of the file.
            assertThat(muted.all("run-started")).allMatch(run -> run.number("cycle") <= 5);
            assertThat(muted.runFinished().text("outcome")).isEqualTo("completed");
            // What was written last has not been judged.
            assertThat(muted.state()).isEqualTo("unknown");
            // The run that saw the file first, and the three that it caused.
            assertThat(muted.verdict().number("cycle")).isLessThanOrEqualTo(5);

            shop.replace(shop.source("OrderNumbers"), "last.incrementAndGet()", "last.addAndGet(1)");
            Cycle edit = watch.awaitCycle(shop.source("OrderNumbers"));
            assertThat(edit.classesRun()).contains("shop.OrderNumbersTest");
            assertThat(edit.state()).isEqualTo("unknown");
            // Long enough for the run to be no excuse any more.
            watch.send("status");
            assertThat(watch.awaitRest(Duration.ofSeconds(2)).all("run-started"))
                    .isEmpty();

            shop.write(written, "by hand");
            assertThat(watch.awaitCycle(written).classesRun()).contains("shop.WritingTest");
        }
    }
}
