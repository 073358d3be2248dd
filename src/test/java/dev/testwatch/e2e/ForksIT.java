package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --forks 2}: the test classes of a run in two JVMs that live side by side. */
class ForksIT {

    private static final String MEETS = "meet();";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private Path left;
    private Path right;
    private int round;

    @Test
    void testClassesThatWaitForEachOtherPassSideBySide() throws Exception {
        Shop shop = Shop.judged();
        shop.replace(shop.file("pom.xml"), "<shop.region>", "<fork>db-${surefire.forkNumber}</fork><shop.region>");
        left = shop.test("LeftTest");
        right = shop.test("RightTest");
        // That they take long has to be known, for a second fork to be worth it.
        write(shop, "Thread.sleep(700);");
        try (Watch watch = Watch.start(shop.root(), "--forks", "2", "--sweep", "off")) {
            watch.awaitGreenStart();

            write(shop, MEETS);
            Cycle met = watch.awaitJudged(left, right);
            assertThat(met.state()).as(met.toString()).isEqualTo("green");
            assertThat(met.finished("successful")).hasSize(2);
            assertThat(met.all("run-started").filter(run -> run.items("tests").size() == 1))
                    .hasSize(2);
            assertThat(files(".fork")).containsExactlyInAnyOrder("db-1", "db-2");

            write(shop, MEETS + " Thread.sleep(600_000);");
            List<ProcessHandle> forks = awaitForks();
            watch.send("cancel");
            assertThat(watch.await("run-finished").text("outcome")).isEqualTo("cancelled");
            await("both forks are gone", () -> forks.stream().noneMatch(ProcessHandle::isAlive));

            round++;
            shop.write(left, source("Left", MEETS + " Runtime.getRuntime().halt(1);"));
            shop.write(right, source("Right", MEETS + " assert true;"));
            Cycle died = watch.awaitJudged(left, right);
            assertThat(died.state()).isEqualTo("red");
            assertThat(died.finished("failed"))
                    .extracting(test -> test.text("class"))
                    .containsExactly("shop.LeftTest");
            assertThat(died.finished("successful"))
                    .extracting(test -> test.text("class"))
                    .containsExactly("shop.RightTest");
            assertThat(watch.quit()).isZero();
        }
    }

    private void write(Shop shop, String what) {
        round++;
        shop.write(left, source("Left", what));
        shop.write(right, source("Right", what));
    }

    private List<ProcessHandle> awaitForks() {
        await("both tests run", () -> files(".pid").size() == 2);
        return files(".pid").stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }

    /** What the tests of this round have left in their files with this ending. */
    private List<String> files(String ending) {
        Path met = directory.resolve("round-" + round);
        if (!Files.isDirectory(met)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(met)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(ending)).toList()) {
                texts.add(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.stream().filter(text -> !text.isEmpty()).toList();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private String source(String own, String what) {
        String other = own.equals("Left") ? "Right" : "Left";
        return """
                package shop;

                import java.nio.file.Files;
                import java.nio.file.Path;
                import org.junit.jupiter.api.Test;

                class %1$sTest {

                    private final Path met = Path.of("%3$s");

                    @Test
                    void takesPart() throws Exception {
                        %4$s
                    }

                    void meet() throws Exception {
                        Files.createDirectories(met);
                        Files.writeString(met.resolve("%1$s.fork"), System.getProperty("fork"));
                        Files.writeString(met.resolve("%1$s.pid"), ProcessHandle.current().pid() + "");
                        long deadline = System.nanoTime() + 60_000_000_000L;
                        while (!Files.exists(met.resolve("%2$s.pid"))) {
                            if (System.nanoTime() > deadline) {
                                throw new AssertionError("nobody came");
                            }
                            Thread.sleep(10);
                        }
                        Thread.sleep(700); // or one fork would do the next time
                    }
                }
                """.formatted(own, other, directory.resolve("round-" + round), what);
    }
}
