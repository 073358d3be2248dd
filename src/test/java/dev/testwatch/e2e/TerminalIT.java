package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The screen and the keys, at a real terminal. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no tmux")
class TerminalIT {

    @TempDir
    Path directory;

    private Shop shop;
    private Tmux tmux;

    @BeforeEach
    void start() {
        shop = Shop.judged();
        tmux = Tmux.start(100, 40, shop.root());
        tmux.awaitLastLine("watching.*all 90 pass");
    }

    @AfterEach
    void stop() {
        tmux.close();
    }

    @Test
    void startsWithAHeaderAndEndsWithAStatusLine() {
        assertThat(tmux.history()).containsPattern("testwatch .*shop.*Maven.*JUnit 6\\.1");
        assertThat(tmux.lastLine()).contains("h help");

        tmux.press("a");
        tmux.awaitScreen("88 passed");

        tmux.press("h");
        tmux.awaitScreen("run the tests failing now");
        tmux.press("q");
        tmux.awaitScreen("exit code 0");
    }

    @Test
    void showsFailuresAndRunsOnlyThemOnRequest() {
        shop.replace(shop.source("Invoice"), "\"Total\"", "\"Sum\"");
        tmux.awaitLastLine("2 of 90 failing");

        assertThat(tmux.history())
                .contains("Invoice.java changed")
                .containsPattern("FAIL  InvoiceTest")
                .contains("src/test/java/shop/InvoiceTest.java:"
                        + shop.lineOf(shop.test("InvoiceTest"), "resource(\"/shop/invoice.txt\")"));

        int runs = tmux.count("2 failed in");
        tmux.press("f");
        tmux.awaitMore("2 failed in", runs);

        int failures = tmux.count("FAIL  InvoiceTest");
        tmux.press("v");
        tmux.awaitMore("FAIL  InvoiceTest", failures);

        shop.restore();
        tmux.awaitLastLine("watching.*all 90 pass");
    }

    @Test
    void showsWhereItDoesNotCompile() {
        shop.replace(shop.source("Invoice"), "return order.total()", "return order..total()");

        int line = shop.lineOf(shop.source("Invoice"), "order..total()");
        tmux.awaitScreen("src/main/java/shop/Invoice\\.java:" + line);
        tmux.awaitLastLine("3 blocked");

        shop.restore();
        tmux.awaitLastLine("watching.*all 90 pass");
    }

    @Test
    void filtersByClassFromAPrompt() {
        tmux.press("p");
        tmux.awaitScreen("Enter use");
        tmux.type("MoneyTest");
        tmux.awaitScreen("shop\\.MoneyTest");
        tmux.press("Enter");
        tmux.awaitLastLine("filter: .*MoneyTest");

        tmux.press("c");
        tmux.awaitScreen("watching(?!.*filter)");
    }

    @Test
    void leavesThePromptOnEscape() {
        tmux.press("p");
        tmux.awaitScreen("Enter use");
        tmux.press("Escape");
        tmux.awaitLastLine("watching.*all 90 pass");
    }

    @Test
    void ctrlCCancelsARunAndTwiceQuits() {
        Gate gate = new Gate(shop);
        tmux.awaitLastLine("watching.*all 91 pass");
        gate.close();
        gate.edit(1);
        tmux.awaitLastLine(" 0/1 ");
        tmux.press("C-c");
        tmux.awaitLastLine("watching(?!.*all 91 pass)");

        tmux.press("a");
        tmux.awaitLastLine(" \\d+/91 ");
        // At once: two that are seconds apart mean something else.
        tmux.press("C-c", "C-c");
        tmux.awaitScreen("exit code 130");
    }

    @Test
    void aTestFindsNoTerminalThatItCouldTake() {
        shop.write(shop.test("GreedyTest"), """
                package shop;

                import static org.junit.jupiter.api.Assertions.assertNotEquals;

                import org.junit.jupiter.api.Test;

                class GreedyTest {

                    @Test
                    void takesTheTerminal() throws Exception {
                        String take = "stty sane < /dev/tty && echo taken > /dev/tty";
                        assertNotEquals(0, new ProcessBuilder("sh", "-c", take).start().waitFor());
                    }
                }
                """);
        tmux.awaitLastLine("watching.*all 91 pass");

        tmux.press("h");
        tmux.awaitScreen("run the tests failing now");
        assertThat(tmux.history()).doesNotContain("taken");
    }

    @Test
    void onNoJdkAnythingElseIsOnTheScreen() throws IOException {
        try (Stream<Path> jdks =
                Files.list(Path.of(System.getProperty("java.home")).getParent())) {
            List<Path> javas = jdks.filter(jdk -> !Files.isSymbolicLink(jdk))
                    .map(jdk -> jdk.resolve("bin/java"))
                    .filter(java -> Files.isExecutable(java.resolveSibling("javac")))
                    .toList();
            for (Path java : javas) {
                try (Tmux other = Tmux.startOn(
                        java,
                        100,
                        40,
                        Shop.copyTo(directory.resolve(java.toString().replace('/', '_')))
                                .root(),
                        "--postpone")) {
                    other.awaitLastLine("watching");
                    assertThat(other.history()).doesNotContainIgnoringCase("warning");
                }
            }
        }
    }

    @Test
    void whatATestPrintsControlsNoTerminal() {
        String hostile = "\\033[2J\\033]52;c;ZXZpbA==\\007\\033]0;owned\\007\\033[?1049h\\u202e\\r\\b\\b\\033c";
        shop.write(shop.test("HostileTest"), """
                package shop;

                import static org.junit.jupiter.api.Assertions.fail;

                import org.junit.jupiter.api.DisplayName;
                import org.junit.jupiter.api.Test;

                class HostileTest {

                    @Test
                    @DisplayName("named %1$s here")
                    void controls() {
                        System.out.println("printed %1$s here");
                        fail("failed %1$s here");
                    }
                }
                """.formatted(hostile));
        tmux.awaitLastLine("watching.*1 of 91 failing");

        // Nothing was cleared, and no other screen entered.
        assertThat(tmux.history())
                .containsSubsequence("nothing is stale", "FAIL  HostileTest", "failed ", "printed ", "watching")
                .doesNotContain("\u202e");
        assertThat(tmux.about("alternate_on")).isEqualTo("0");
        assertThat(tmux.about("pane_title")).doesNotContain("owned");
        assertThat(tmux.buffers()).doesNotContain("evil");
    }

    @Test
    void runsAllAndPausesOnKeys() {
        int runs = tmux.count("88 passed");
        tmux.press("a");
        tmux.awaitMore("88 passed", runs);

        tmux.press("Space");
        tmux.awaitLastLine("paused");
        tmux.press("Space");
        tmux.awaitLastLine("watching");
        tmux.press("C-c");
        tmux.awaitScreen("exit code \\d+");
    }
}
