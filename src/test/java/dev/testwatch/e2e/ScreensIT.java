package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the jar writes to a pseudo-terminal, as a terminal's parser sees it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "pseudo-terminals are opened in Linux's way")
class ScreensIT {

    private static final String ESC = "\u001b";
    private static final String GREEN = "watching.*all 90 pass";
    private static final Pattern SOME_OF_ALL = Pattern.compile(" [1-9][\\d,]*/2,000 ");

    @TempDir
    Path directory;

    private Shop shop;

    @BeforeEach
    void start() {
        shop = Shop.judged();
    }

    @ParameterizedTest
    @CsvSource({"80, 24, C.UTF-8, true", "200, 50, C, true", "40, 10, C.UTF-8, false"})
    void aDayAtATerminal(int columns, int rows, String locale, boolean colour) {
        Map<String, String> environment = colour ? Map.of("LC_ALL", locale) : Map.of("LC_ALL", locale, "NO_COLOR", "1");
        try (Pty pty = Pty.start(columns, rows, environment, shop.root())) {
            pty.awaitLastLine(GREEN);
            shop.replace(shop.source("Invoice"), "\"Total\"", "\"Sum\"");
            pty.awaitLastLine("2 of 90 failing");
            assertThat(pty.history()).containsPattern("FAIL +InvoiceTest");
            awaitOneStatus(pty, "watching");

            pty.type("p");
            pty.awaitScreen("Enter use");
            pty.type("money");
            pty.awaitScreen("class +money.*\n.*shop\\.MoneyTest");
            pty.resize(60, 12);
            pty.await("the prompt on a screen of another size", screen -> isPrompt(screen, 60));
            pty.resize(columns, rows);
            pty.await("the prompt on the screen as it was", screen -> isPrompt(screen, columns));
            pty.type(ESC);
            pty.awaitLastLine("2 of 90 failing");

            Gate gate = new Gate(shop);
            pty.awaitLastLine("2 of 91 failing");
            gate.close();
            gate.edit(columns);
            pty.awaitLastLine("0/1 .*GateTest");
            pty.resize(60, 12);
            pty.await(
                    "one status line on a screen of another size",
                    screen -> rows(screen, "^ 0/1 ") == 1 && pty.lastLine().matches(" 0/1 .*"));
            gate.open();
            pty.awaitLastLine("2 of 91 failing");
            awaitOneStatus(pty, "watching");

            shop.restore();
            pty.awaitLastLine(GREEN);
            pty.type("q");
            assertThat(pty.awaitExit()).isZero();
            // What a program has written last is read after its end.
            pty.await("a screen without a status line", screen -> rows(screen, "^ watching") == 0);
            assertThat(pty.history())
                    .containsSubsequence("Invoice.java changed", "GateTest.java changed")
                    .doesNotContain("h help", "Enter use");
            assertBytes(pty, locale, colour);
        }
    }

    /** Who stops the output of a terminal to read it does not stop the tests. */
    @Test
    void twoThousandFailuresComeToTheirEndThoughTheTerminalReadsNothing() {
        Path ended = directory.resolve("ended");
        try (Pty pty = Pty.start(100, 40, Map.of(), shop.root())) {
            pty.awaitLastLine(GREEN);
            pty.type("l"); // What the tests write is shown as they write it: very much more than a terminal holds.
            pty.awaitScreen("shown as they write it");
            pty.awaitLastLine(GREEN);
            pty.stopReading();
            shop.write(shop.test("FloodTest"), """
                    package shop;

                    import static org.junit.jupiter.api.Assertions.fail;

                    import java.nio.file.Files;
                    import java.nio.file.Path;
                    import org.junit.jupiter.api.AfterAll;
                    import org.junit.jupiter.api.RepeatedTest;
                    import org.junit.jupiter.api.RepetitionInfo;

                    class FloodTest {

                        @RepeatedTest(2000)
                        void fails(RepetitionInfo info) {
                            System.out.println("x".repeat(500));
                            fail("reason " + info.getCurrentRepetition() + ".");
                        }

                        @AfterAll
                        static void end() throws Exception {
                            Files.writeString(Path.of("%s"), "");
                        }
                    }
                    """.formatted(ended));
            pty.await("the end of the tests", screen -> Files.exists(ended));
            assertThat(pty.lastLine()).as("nothing has been read").containsPattern(GREEN);

            pty.readOn();
            // The status line is drawn below what has been written so far; the end of the report comes last.
            pty.awaitScreen("2,000 failed in");
            pty.awaitLastLine("2,000 of 2,090 failing");
            assertThat(String.join("", pty.written()).length()).isGreaterThan(200_000);
            assertThat(pty.history()).contains("reason 1.", "2,000 failed");

            int before = pty.written().size();
            pty.type("lf");
            // It is not there for long.
            pty.await(
                    "a status line of the run",
                    screen -> SOME_OF_ALL.matcher(text(pty, before)).find());
            pty.awaitLastLine("2,000 of 2,090 failing");
            pty.type("q");
            assertThat(pty.awaitExit()).isZero();
        }
    }

    /** What was written after so many pieces. */
    private static String text(Pty pty, int before) {
        List<String> written = pty.written();
        return String.join("", written.subList(before, written.size()));
    }

    private static boolean isPrompt(List<String> screen, int columns) {
        List<String> seen = screen.stream().filter(line -> !line.isBlank()).toList();
        return rows(screen, "^  class +money") == 1
                && seen.get(seen.size() - 1).startsWith("  Enter use")
                && seen.get(seen.size() - 1).length() <= columns;
    }

    /** The line that tells of the run's end has the same count, and is the last one for a moment. */
    private static void awaitOneStatus(Pty pty, String text) {
        pty.await(
                "one status line, the last: " + text,
                screen -> rows(screen, "^ " + text) == 1 && pty.lastLine().contains(text));
    }

    private static long rows(List<String> screen, String expression) {
        Pattern pattern = Pattern.compile(expression);
        return screen.stream().filter(line -> pattern.matcher(line).find()).count();
    }

    private static void assertBytes(Pty pty, String locale, boolean colour) {
        String all = String.join("", pty.written());
        Pattern sgr = Pattern.compile(ESC + "\\[[0-9;:]*m");
        assertThat(sgr.matcher(all).find()).as("colours").isEqualTo(colour);
        assertThat(all).doesNotContain(ESC + "[2J", ESC + "[3J", ESC + "c", ESC + "[?1049h");
        if (locale.equals("C")) {
            assertThat(all).matches("\\p{ASCII}*");
        }
    }
}
