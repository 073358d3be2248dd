package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real terminal with a shell in it, driven through tmux. */
final class Tmux implements AutoCloseable {

    private final Path socket;

    private Tmux(Path socket) {
        this.socket = socket;
    }

    /** A shell in a terminal of this size; skips the test where there is no tmux. */
    static Tmux open(Path directory, int columns, int rows) {
        assumeTrue(isInstalled(), "tmux is not on the PATH");
        Tmux tmux = new Tmux(directory.resolve("tmux"));
        tmux.run("new-session", "-d", "-x", "" + columns, "-y", "" + rows, "sh -i");
        return tmux;
    }

    /** Types the names of keys as tmux has them: {@code a}, {@code Enter}, {@code C-c}. */
    void keys(String... names) {
        List<String> arguments = new ArrayList<>(List.of("send-keys"));
        arguments.addAll(List.of(names));
        run(arguments.toArray(String[]::new));
    }

    /** Types a line and Enter. */
    void line(String text) {
        run("send-keys", "-l", text);
        keys("Enter");
    }

    /** Pastes as a terminal does: marked, if the program has asked for that. */
    void paste(String text) {
        run("set-buffer", text);
        run("paste-buffer", "-p");
    }

    void resize(int columns, int rows) {
        run("resize-window", "-x", "" + columns, "-y", "" + rows);
    }

    /** The lines on the screen, without the empty ones at its end. */
    List<String> screen() {
        return run("capture-pane", "-p").stripTrailing().lines().toList();
    }

    /** The lines on the screen and those that have left it at the top. */
    List<String> scrollback() {
        return run("capture-pane", "-p", "-S", "-").lines().toList();
    }

    /** Something that tmux knows, such as {@code cursor_flag}. */
    String about(String variable) {
        return run("display-message", "-p", "#{" + variable + "}").strip();
    }

    @Override
    public void close() {
        run("kill-server");
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString(), "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("TMUX", "NO_COLOR", "CLICOLOR", "FORCE_COLOR", "ENV"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
