package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.report.Notification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NotifierTest {

    private static final Notification RED = new Notification(true, "testwatch shop: 1 failing", "A › <b>;$(x)");

    @TempDir
    Path directory;

    @Test
    void everyTerminalHasABellAndOnlyThoseThatAreKnownToShowMoreGetMore() {
        assertThat(Signal.of(RED, Map.of("TERM", "xterm-256color")).sequence()).isEqualTo("\u0007");
        assertThat(Signal.of(RED, Map.of("TERM", "foot")).sequence())
                .isEqualTo("\u001b]777;notify;testwatch shop: 1 failing;A › <b>,$(x)\u001b\\\u0007");
        assertThat(Signal.of(RED, Map.of("TERM_PROGRAM", "WezTerm")).sequence())
                .isEqualTo("\u001b]9;testwatch shop: 1 failing - A › <b>,$(x)\u001b\\\u0007");
        assertThat(Signal.of(RED, Map.of("TERM", "tmux-256color", "TERM_PROGRAM", "WezTerm"))
                        .sequence())
                .isEqualTo("\u0007");
        assertThat(Signal.isShown(Map.of("TERM", "xterm-kitty"))).isTrue();
        assertThat(Signal.isShown(Map.of())).isFalse();
    }

    @Test
    void nothingInASignalEndsIt() {
        var hostile = new Notification(true, "a\u0007b\u001b\\c\u009cd", "e\nf");
        assertThat(Signal.of(hostile, Map.of("TERM", "foot")).sequence())
                .isEqualTo("\u001b]777;notify;a b \\c d;e f\u001b\\\u0007");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
    void theDesktopsOwnProgramGetsTheTextAsText() throws Exception {
        Path said = directory.resolve("said");
        program(
                "notify-send",
                "for a; do printf '%s\\n' \"$a\"; done > '" + said + ".part'; mv '" + said + ".part' '" + said + "'");
        desktop(Map.of("DISPLAY", ":0"), "Linux", Duration.ofSeconds(20))
                .orElseThrow()
                .show(RED);
        Deadline.until(() -> Files.exists(said), there -> assertThat(there).isTrue());
        assertThat(said).content().isEqualTo("""
            --app-name=testwatch
            --urgency=normal
            --
            testwatch shop: 1 failing
            A › &lt;b&gt;;$(x)
            """);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
    void oneThatHangsIsKilledAndTheNextIsShown() throws Exception {
        Path pids = directory.resolve("pids");
        program("osascript", "echo $$ >> '" + pids + "'; exec sleep 1000");
        Desktop desktop = desktop(Map.of(), "Mac OS X", Duration.ofMillis(300)).orElseThrow();
        // One that is killed before it has come to its first line leaves no trace.
        awaitMore(desktop, pids, 0);
        Deadline.until(() -> ProcessHandle.of(pids(pids).get(0)).isPresent(), lives -> assertThat(lives)
                .isFalse());
        awaitMore(desktop, pids, pids(pids).size());
        Deadline.until(
                () -> pids(pids).stream()
                        .map(ProcessHandle::of)
                        .filter(Optional::isPresent)
                        .count(),
                lives -> assertThat(lives).isZero());
    }

    private static void awaitMore(Desktop desktop, Path pids, int before) {
        Deadline.until(
                () -> {
                    desktop.show(RED);
                    return pids(pids);
                },
                all -> assertThat(all).hasSizeGreaterThan(before));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
    void whereThereIsNoDesktopThereIsNone() throws Exception {
        assertThat(desktop(Map.of("DISPLAY", ":0"), "Linux", Duration.ofSeconds(5)))
                .as("no program")
                .isEmpty();
        program("notify-send", "exit 0");
        assertThat(desktop(Map.of(), "Linux", Duration.ofSeconds(5))).isEmpty();
        assertThat(desktop(Map.of("DISPLAY", ":0", "SSH_CONNECTION", "x"), "Linux", Duration.ofSeconds(5)))
                .isEmpty();
        assertThat(desktop(Map.of("DISPLAY", ":0"), "Linux", Duration.ofSeconds(5)))
                .isPresent();
    }

    private Optional<Desktop> desktop(Map<String, String> more, String system, Duration patience) {
        var environment = new HashMap<>(more);
        environment.put("PATH", directory + ":.:relative");
        return Desktop.find(environment, system, patience);
    }

    private void program(String name, String script) throws Exception {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<Long> pids(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
