package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program with a seat, run by a shell in a real terminal. */
@Timeout(240)
class TerminalTest {

    @TempDir
    Path directory;

    private Tmux tmux;

    @BeforeEach
    void openTerminal() {
        tmux = Tmux.open(directory, 80, 24);
        tmux.line("PS1='> '; stty -g > " + file("before"));
    }

    @AfterEach
    void closeTerminal() {
        if (tmux != null) {
            tmux.close();
        }
    }

    @Test
    void keysActAndQuittingGivesTheTerminalBack() throws IOException {
        start("");
        tmux.keys("f", "Enter", "C-c", "F5", "Escape");
        shows("got RunFailed[]", "got Rerun[]", "got Interrupt[]", "got StartOver[]", "got Escape[]", "watching, 5");
        tmux.keys("Up", "u", "M-q", "a");
        shows("output line 5", " watching, 6 commands");
        looks(screen -> assertThat(screen).last().isEqualTo(" watching, 6 commands"));
        cursorIs("flag", "0");
        tmux.keys("q");
        ended(7);
        assertThat(tmux.screen()).noneMatch(line -> line.contains("watching"));
    }

    @Test
    void aPromptSuggestsAndCompletes() {
        start("");
        tmux.keys("p", "p", "r", "i");
        shows("  class  pri                                               2 classes, 32 tests");
        // What is seen may be the beginning of what is being drawn, here and in all that follows.
        looks(screen -> assertThat(screen)
                .containsSubsequence("    shop.PriceTest      14", "    shop.PriceListTest  18")
                .noneMatch(line -> line.contains("watching")));
        cursorIs("x", "12");
        cursorIs("flag", "1");
        tmux.keys("Down", "Down");
        shows("  › shop.PriceListTest  18");
        tmux.keys("Enter");
        shows("got FilterClasses[pattern=shop.PriceListTest]", " watching, 1 commands");
        looks(screen -> assertThat(screen).noneMatch(line -> line.contains("Esc leave")));
        tmux.keys("p", "Up", "Enter");
        shows("got FilterClasses[pattern=shop.PriceListTest]", "got FilterClasses[pattern=shop.PriceListTest]");
    }

    @Test
    void aResizedTerminalShowsOneStatusLine() {
        start("");
        tmux.keys("a");
        shows("output line 5", " watching, 1 commands");
        for (int[] size : new int[][] {{12, 10}, {200, 50}, {1, 1}, {40, 10}, {500, 5}, {80, 24}}) {
            tmux.resize(size[0], size[1]);
            tmux.keys("C-l");
        }
        tmux.keys("f");
        shows("got RunFailed[]", " watching, 2 commands");
        // The program may learn of the last of the sizes after the key.
        looks(screen ->
                assertThat(screen).filteredOn(line -> line.contains("watching")).hasSize(1));
        Deadline.until(tmux::scrollback, lines -> assertThat(lines)
                .containsSubsequence("output line 4", "output line 5", "got RunFailed[]"));
    }

    @Test
    void aPromptSurvivesAResize() {
        start("");
        tmux.keys("a", "p", "p", "r", "i");
        shows("output line 5", "  class  pri");
        tmux.resize(30, 10);
        looks(screen -> assertThat(screen)
                .contains("output line 5", "  class  pri", "    shop.PriceTest      14")
                .filteredOn(line -> line.contains("class"))
                .hasSize(1));
        tmux.resize(20, 10);
        tmux.resize(80, 24);
        tmux.keys("Escape");
        shows("output line 5", " watching");
        tmux.keys("f");
        shows("output line 5", "got RunFailed[]", " watching");
        looks(screen -> assertThat(screen).noneMatch(line -> line.contains("class")));
    }

    @Test
    void ctrlZGivesTheTerminalToTheShellAndFgBringsItBack() {
        start("");
        tmux.keys("C-z");
        looks(screen -> assertThat(screen).last().isEqualTo(">"));
        assertThat(tmux.about("cursor_flag")).isEqualTo("1");
        tmux.line("stty -g > " + file("stopped"));
        tmux.line("jobs > " + file("jobs"));
        Deadline.until(() -> read("stopped"), text -> assertThat(text).isEqualTo(read("before")));
        Deadline.until(() -> read("jobs"), text -> assertThat(text).contains("Stopped"));
        tmux.line("fg; ended $?");
        shows(" watching, 0 commands");
        tmux.keys("f");
        shows("got RunFailed[]", " watching, 1 commands");
        tmux.keys("q");
        ended(7);
    }

    @Test
    void aSignalEndsTheProgramAndTheTerminalIsGivenBack() {
        start("");
        tmux.keys("v", "p");
        shows("process ", "Esc leave");
        program().destroy();
        ended(143);
        assertThat(tmux.screen()).noneMatch(line -> line.contains("Esc leave"));
    }

    @Test
    void killedTheTerminalIsGivenBackByWhatOutlivesIt() {
        start("");
        tmux.keys("v", "p");
        shows("process ", "Esc leave");
        program().destroyForcibly();
        shows("ended 137");
        terminalIsAsBefore();
        tmux.line("echo usable");
        shows("ended 137", "\nusable");
    }

    @Test
    void killedWithItsWholeJobTheTerminalIsGivenBackToo() throws Exception {
        assumeTrue(succeeds("command -v setsid"), "there is no setsid");
        start("");
        tmux.keys("v");
        shows("process ", " watching, 1");
        // What a shell starts at its prompt leads the group of its job.
        assertThat(succeeds("kill -9 -" + program().pid())).isTrue();
        shows("ended 137");
        terminalIsAsBefore();
    }

    @Test
    void killedWhileTheShellHasTheTerminalItIsLeftAlone() throws Exception {
        start("");
        tmux.keys("v");
        shows("process ", " watching, 1");
        ProcessHandle program = program();
        List<ProcessHandle> left = program.children().toList();
        tmux.keys("C-z");
        looks(screen -> assertThat(screen).last().isEqualTo(">"));
        tmux.line("stty -echo; stty -g > " + file("mine"));
        Deadline.until(() -> read("mine"), text -> assertThat(text).isNotEmpty());
        program.destroyForcibly();
        Deadline.until(() -> left, processes -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
        tmux.line("stty -g > " + file("later"));
        Deadline.until(() -> read("later"), text -> assertThat(text).isEqualTo(read("mine")));
    }

    @Test
    void nothingOutlivesAnOrderlyEnd() {
        start("");
        tmux.keys("v");
        shows("process ", " watching, 1");
        ProcessHandle program = program();
        Deadline.until(
                () -> program.children().toList(), posted -> assertThat(posted).hasSize(1));
        List<ProcessHandle> children = program.children().toList();
        tmux.keys("q");
        ended(7);
        Deadline.until(() -> children, processes -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aTerminalThatIsClosedEndsAll() {
        start("");
        tmux.keys("v");
        shows("process ", " watching, 1");
        ProcessHandle program = program();
        List<ProcessHandle> children = program.children().toList();
        tmux.close();
        tmux = null;
        Deadline.until(() -> program, process -> assertThat(process.isAlive()).isFalse());
        Deadline.until(() -> children, processes -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void pastedTextIsNoKeys() {
        start("");
        tmux.paste("quit\nall\n");
        tmux.keys("f");
        shows("got RunFailed[]");
        assertThat(tmux.screen()).noneMatch(line -> line.contains("RunAll") || line.contains("Unknown"));
        tmux.keys("p");
        tmux.paste("Money");
        shows("  class  Money");
    }

    @Test
    void aDumbTerminalGetsPlainLines() {
        start("TERM=dumb");
        shows("sitting at a pipe");
        tmux.line("failed");
        shows("got RunFailed[]");
        assertThat(tmux.screen()).noneMatch(line -> line.contains("watching"));
        tmux.line("quit");
        ended(7);
    }

    @Test
    void withoutStdinAtTheTerminalThereAreNoKeys() {
        tmux.line(command("") + " < /dev/null");
        shows("sitting at a pipe", "no more input");
        tmux.keys("C-c");
        shows("ended 130");
    }

    private void start(String environment) {
        tmux.line(command(environment));
        shows("sitting at a");
    }

    private String command(String environment) {
        try {
            String script = environment + " " + Launch.command(directory) + " \"$@\"\n";
            Files.writeString(directory.resolve("run"), "exec env " + script);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        // The output of stty comes in one piece with its name, so that half of it is never compared.
        return "clear; ended() { stty -g > " + file("after") + "; echo ended $1; }; " + "run() { sh " + file("run")
                + "; ended $?; }; run";
    }

    /** Sooner or later. */
    private void looks(ThrowingConsumer<List<String>> like) {
        Deadline.until(tmux::screen, like);
    }

    private void cursorIs(String what, String value) {
        Deadline.until(
                () -> tmux.about("cursor_" + what), now -> assertThat(now).isEqualTo(value));
    }

    private void shows(String... parts) {
        Deadline.until(() -> String.join("\n", tmux.screen()), screen -> assertThat(screen)
                .containsSubsequence(parts));
    }

    private void ended(int code) {
        shows("ended " + code);
        assertThat(read("after")).isEqualTo(read("before"));
        assertThat(tmux.about("cursor_flag")).isEqualTo("1");
    }

    /** The one under test, once it has said who it is. */
    private ProcessHandle program() {
        String process = tmux.screen().stream()
                .filter(shown -> shown.startsWith("process "))
                .findFirst()
                .orElseThrow();
        return ProcessHandle.of(Long.parseLong(process.substring("process ".length())))
                .orElseThrow();
    }

    /** Its modes; the shell is not asked, because what it reads depends on them. */
    private void terminalIsAsBefore() {
        String terminal = tmux.about("pane_tty");
        Deadline.until(
                () -> succeeds("stty -g < '" + terminal + "' > " + file("later")),
                told -> assertThat(read("later")).isEqualTo(read("before")));
        cursorIs("flag", "1");
    }

    private static boolean succeeds(String script) {
        try {
            return new ProcessBuilder("sh", "-c", script).start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String file(String name) {
        return "'" + directory.resolve(name) + "'";
    }

    private String read(String name) {
        try {
            Path file = directory.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
