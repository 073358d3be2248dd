package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of runs: saves and keys in their middle, forks that die, and what a fork is made of. */
class RunsIT {

    @TempDir
    Path directory;

    private Shop shop;
    private Gate gate;
    private Watch watch;

    @BeforeEach
    void watchAGreenProject() {
        shop = Shop.judged();
        gate = new Gate(shop);
        watch = Watch.start(shop.root());
        watch.awaitGreenStart();
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void aSaveDuringARunCancelsItAndTakesItsTestsAlong() {
        gate.close();
        gate.edit(1);
        int first = watch.await("run-started").number("cycle");

        shop.replace(shop.test("VatTest"), "percentOf(3)", "percentOf(4)");
        Event cancelled = watch.await("run-finished");

        assertThat(cancelled.number("cycle")).isEqualTo(first);
        assertThat(cancelled.text("outcome")).isEqualTo("cancelled");

        Event second = watch.await("run-started");
        gate.open();

        assertThat(second.number("cycle")).isGreaterThan(first);
        assertThat(Cycle.classesOf(second)).containsExactlyInAnyOrder("shop.GateTest", "shop.VatTest");
        assertThat(watch.await("run-finished").text("outcome")).isEqualTo("completed");
        assertThat(watch.await("verdict").text("state")).isEqualTo("green");
    }

    @Test
    void whatTheUserCancelledStaysStaleUntilItIsAskedFor() {
        gate.close();
        gate.edit(1);
        watch.await("run-started");
        watch.send("c");

        assertThat(watch.await("run-finished").text("outcome")).isEqualTo("cancelled");
        Event verdict = watch.await("verdict");
        assertThat(verdict.text("state")).isNotEqualTo("green");
        assertThat(verdict.number("stale")).isPositive();

        gate.open();
        shop.replace(shop.test("VatTest"), "percentOf(3)", "percentOf(4)");
        Cycle next = watch.awaitCycle(shop.test("VatTest"));

        assertThat(next.classesRun()).containsExactly("shop.VatTest");
        assertThat(next.state()).isEqualTo("unknown");

        watch.send("a");
        Cycle all = watch.awaitRun();

        assertThat(all.classesRun()).contains("shop.GateTest");
        assertThat(all.state()).isEqualTo("green");
    }

    @Test
    void aTestThatEndsItsJvmIsACrashAndTheWatchGoesOn() {
        Path file = shop.test("ExitTest");
        String source = """
                package shop;

                import org.junit.jupiter.api.Test;

                class ExitTest {

                    @Test
                    void ends() {
                        %s
                    }
                }
                """;
        shop.write(file, source.formatted("System.exit(4);"));
        Cycle crash = watch.awaitCycle(file);

        assertThat(crash.runFinished().text("outcome")).isEqualTo("crashed");
        assertThat(crash.state()).isNotEqualTo("green");

        shop.write(file, source.formatted("System.getProperty(\"user.dir\");"));
        Cycle repaired = watch.awaitCycle(file);

        assertThat(repaired.classesRun()).contains("shop.ExitTest");
        assertThat(repaired.state()).isEqualTo("green");
    }

    @Test
    void aForkThatWasKilledWhileItWaitedIsNoReasonToRunNothing() {
        for (int round = 0; round < 5; round++) {
            List<ProcessHandle> killed = watch.children();
            killed.forEach(ProcessHandle::destroyForcibly);
            // One that is about to die, and not dead yet, is none that waits.
            killed.forEach(child -> child.onExit().join());
            watch.send("a");
            Cycle all = watch.awaitRun();

            assertThat(all.runFinished().text("outcome")).isEqualTo("completed");
            assertThat(all.state()).isEqualTo("green");
        }
    }

    @Test
    void aForkThatDiesBeforeAnyTestTakesOnlyItsClassAlong() {
        Path file = shop.test("AbortTest");
        shop.write(file, """
                package shop;

                import org.junit.jupiter.api.BeforeAll;
                import org.junit.jupiter.api.Test;

                class AbortTest {

                    @BeforeAll
                    static void ends() {
                        System.exit(4);
                    }

                    @Test
                    void isNeverReached() {}
                }
                """);
        assertThat(watch.awaitCycle(file).state()).isEqualTo("red");

        watch.send("a");
        Cycle all = watch.awaitRun();

        assertThat(all.finished("successful").stream().map(test -> test.text("class")))
                .contains("shop.MoneyTest", "shop.VatTest");
        assertThat(all.state()).isEqualTo("red");
        assertThat(all.verdict().number("stale")).isZero();
    }

    @Test
    void aClassThatCannotBeInitialisedFailsTheTestsThatNeedIt() {
        shop.replace(
                shop.file("src/main/resources/shop/shop.properties"), "shipping.free-from = 100.00", "\\u00zz = 1");
        Cycle broken = watch.awaitCycle(shop.file("src/main/resources/shop/shop.properties"));

        assertThat(broken.state()).isEqualTo("red");
        assertThat(broken.finished("failed").stream().map(test -> test.text("class")))
                .contains("shop.ConfigTest", "shop.InvoiceTest");
    }

    @Test
    void eachRunHasANewJvmWithTheProjectsClassPathOnly() {
        Path facts = directory.resolve("facts");
        Path file = shop.test("FactsTest");
        Set<String> pids = new HashSet<>();
        for (int run = 0; run < 3; run++) {
            shop.write(file, factsTest(facts, run));
            assertThat(watch.awaitCycle(file).state()).isEqualTo("green");
            List<String> lines = shop.text(facts).lines().toList();
            pids.add(lines.get(0));

            assertThat(lines.get(1).split(File.pathSeparator))
                    .noneMatch(entry -> entry.endsWith("testwatch.jar"))
                    .noneMatch(entry -> entry.matches(".*(picocli|jline|jackson|asm-|directory-watcher|diff-utils).*"))
                    .anyMatch(entry -> entry.contains("junit-jupiter-engine"));
            assertThat(lines.get(2)).isEqualTo("foreign classes: []");
            assertThat(Path.of(lines.get(3))).isEqualTo(shop.root());
        }

        assertThat(pids).hasSize(3).doesNotContain(Long.toString(watch.pid()));
    }

    @Test
    void noForkOutlivesTheWatch() throws Exception {
        gate.close();
        gate.edit(1);
        Event started = watch.await("run-started");
        assertThat(Cycle.classesOf(started)).containsExactly("shop.GateTest");
        List<ProcessHandle> children = watch.children();

        watch.kill();

        assertThat(children).isNotEmpty();
        for (ProcessHandle child : children) {
            child.onExit().get(60, TimeUnit.SECONDS);
        }
    }

    private static String factsTest(Path facts, int number) {
        return """
                package shop;

                import java.nio.file.Files;
                import java.nio.file.Path;
                import java.util.ArrayList;
                import java.util.List;
                import org.junit.jupiter.api.Test;

                class FactsTest {

                    @Test
                    void areWritten() throws Exception {
                        int edit = %d;
                        List<String> foreign = new ArrayList<>();
                        for (String name : List.of("dev.testwatch.Main", "dev.testwatch.loop.Loop", "picocli.CommandLine",
                                "org.jline.terminal.Terminal", "com.fasterxml.jackson.core.JsonFactory",
                                "org.objectweb.asm.ClassReader", "org.slf4j.Logger")) {
                            try {
                                Class.forName(name);
                                foreign.add(name);
                            } catch (ClassNotFoundException expected) {
                                continue;
                            }
                        }
                        Files.write(Path.of("%s"), List.of(
                                Long.toString(ProcessHandle.current().pid()),
                                System.getProperty("java.class.path"),
                                "foreign classes: " + foreign,
                                System.getProperty("user.dir")));
                    }
                }
                """.formatted(number, facts);
    }
}
