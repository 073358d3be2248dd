package dev.testwatch.console;

import dev.testwatch.report.Notification;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Shows notifications by a program of the platform. Nothing waits for it: one that hangs is killed after a while, what
 * comes meanwhile is left out, and one that fails is not spoken of.
 */
final class Desktop {

    private static final String TITLE = "TESTWATCH_TITLE";
    private static final String TEXT = "TESTWATCH_TEXT";

    /** Title and text come by the environment, so that no word of theirs is ever a command. */
    private static final String TOAST = String.join(
            " ",
            "$ErrorActionPreference = 'Stop';",
            "[void][Windows.UI.Notifications.ToastNotificationManager,Windows.UI.Notifications,ContentType=WindowsRuntime];",
            "$x = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent(1);",
            "$t = $x.GetElementsByTagName('text');",
            "[void]$t.Item(0).AppendChild($x.CreateTextNode($env:" + TITLE + "));",
            "[void]$t.Item(1).AppendChild($x.CreateTextNode($env:" + TEXT + "));",
            "$n = [Windows.UI.Notifications.ToastNotification]::new($x);",
            "[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier('testwatch').Show($n)");

    private final Function<Notification, List<String>> command;
    private final Duration patience;
    private final AtomicBoolean busy = new AtomicBoolean();

    private Desktop(Function<Notification, List<String>> command, Duration patience) {
        this.command = command;
        this.patience = patience;
    }

    /**
     * The desktop that this process can show something on; none on a machine that the user has logged into from afar.
     *
     * @param system the name of the operating system, as {@code os.name} has it
     * @param patience how long the program may take
     */
    static Optional<Desktop> find(Map<String, String> environment, String system, Duration patience) {
        if (environment.containsKey("SSH_CONNECTION")) {
            return Optional.empty();
        }
        return command(environment, system).map(command -> new Desktop(command, patience));
    }

    private static Optional<Function<Notification, List<String>>> command(
            Map<String, String> environment, String system) {
        if (system.startsWith("Windows")) {
            return program("powershell.exe", environment)
                    .<Function<Notification, List<String>>>map(
                            program -> said -> List.of(program, "-NoProfile", "-NonInteractive", "-Command", TOAST))
                    .or(() -> program("msg.exe", environment)
                            .map(program -> said -> List.of(program, "*", "/TIME:5", said.title())));
        }
        if (system.startsWith("Mac")) {
            return program("osascript", environment).map(program -> said -> appleScript(program, said));
        }
        boolean desktop = Stream.of("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
                .anyMatch(environment::containsKey);
        return program("notify-send", environment)
                .filter(program -> desktop)
                .map(program -> said -> notifySend(program, said));
    }

    private static List<String> appleScript(String program, Notification said) {
        return List.of(
                program,
                "-e",
                "on run argv",
                "-e",
                "display notification (item 2 of argv) with title (item 1 of argv)",
                "-e",
                "end run",
                said.title(),
                " " + said.text());
    }

    /** The body is markup there. */
    private static List<String> notifySend(String program, Notification said) {
        String body = said.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return List.of(
                program,
                "--app-name=testwatch",
                "--urgency=" + (said.bad() ? "normal" : "low"),
                "--",
                said.title(),
                body);
    }

    private static Optional<String> program(String name, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
        return Stream.of(path.split(File.pathSeparator))
                .filter(directory -> new File(directory).isAbsolute())
                .map(directory -> new File(directory, name))
                .filter(file -> file.isFile() && file.canExecute())
                .map(File::getPath)
                .findFirst();
    }

    /** Returns at once. */
    void show(Notification said) {
        if (busy.compareAndSet(false, true)) {
            Daemon.start("notify", () -> {
                try {
                    run(said);
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    private void run(Notification said) {
        var builder = new ProcessBuilder(new ArrayList<>(command.apply(said)))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().put(TITLE, said.title());
        builder.environment().put(TEXT, said.text());
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return; // A notification that cannot be shown is not worth a word: the verdict stands on the screen.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
