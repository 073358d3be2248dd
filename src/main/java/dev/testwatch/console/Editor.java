package dev.testwatch.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The user's editor: the configured command, else that of {@code VISUAL} or {@code EDITOR}. An editor with a window of
 * its own is only started; any other gets the terminal until it ends.
 */
public final class Editor {

    /** Those with windows, by the way they are told a line. */
    private static final Map<String, List<String>> WINDOWS = Map.ofEntries(
            Map.entry("code", List.of("-g", "{file}:{line}")),
            Map.entry("code-insiders", List.of("-g", "{file}:{line}")),
            Map.entry("codium", List.of("-g", "{file}:{line}")),
            Map.entry("cursor", List.of("-g", "{file}:{line}")),
            Map.entry("idea", List.of("--line", "{line}", "{file}")),
            Map.entry("idea.sh", List.of("--line", "{line}", "{file}")),
            Map.entry("idea64", List.of("--line", "{line}", "{file}")),
            Map.entry("subl", List.of("{file}:{line}")),
            Map.entry("zed", List.of("{file}:{line}")),
            Map.entry("mate", List.of("-l", "{line}", "{file}")),
            Map.entry("kate", List.of("-l", "{line}", "{file}")),
            Map.entry("gedit", List.of("+{line}", "{file}")),
            Map.entry("gvim", List.of("+{line}", "{file}")));

    /** Those at a terminal that want the line behind the file; to the others it is said before, as vi wants it. */
    private static final Set<String> LINE_BEHIND = Set.of("hx", "helix");

    private final Optional<String> configured;
    private final Map<String, String> environment;
    private final Path directory;
    private final Seat seat;

    /**
     * @param configured a command in which <code>{file}</code> and <code>{line}</code> stand for what is to be opened
     * @param environment that of the process
     * @param directory where it is started
     */
    public Editor(Optional<String> configured, Map<String, String> environment, Path directory, Seat seat) {
        this.configured = configured;
        this.environment = Map.copyOf(environment);
        this.directory = directory;
        this.seat = seat;
    }

    /**
     * Opens a line; blocks while the editor has the terminal.
     *
     * @return why it could not, for people; empty if it could
     */
    public Optional<String> open(Path file, int line) {
        Optional<String> chosen = configured.or(() -> variable("VISUAL")).or(() -> variable("EDITOR"));
        if (chosen.isEmpty()) {
            return Optional.of("no editor is known: set VISUAL or EDITOR, or editor=COMMAND {file} {line}");
        }
        List<String> command = command(chosen.get(), file, line);
        try {
            if (WINDOWS.containsKey(program(command))) {
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .getOutputStream()
                        .close();
                return Optional.empty();
            }
            return seat.lend(new ProcessBuilder(command).directory(directory.toFile()));
        } catch (IOException e) {
            return Optional.of("the editor cannot be started: " + e.getMessage());
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** The command's words with the place filled in, or appended as this editor wants it. */
    static List<String> command(String chosen, Path file, int line) {
        List<String> words = new ArrayList<>(List.of(chosen.strip().split("\\s+", -1)));
        if (!chosen.contains("{file}")) {
            words.addAll(place(program(words)));
        }
        return words.stream()
                .map(word -> word.replace("{file}", file.toString()).replace("{line}", String.valueOf(line)))
                .toList();
    }

    private static List<String> place(String program) {
        List<String> known = WINDOWS.get(program);
        if (known != null) {
            return known;
        }
        return LINE_BEHIND.contains(program) ? List.of("{file}:{line}") : List.of("+{line}", "{file}");
    }

    private static String program(List<String> command) {
        String name = String.valueOf(Path.of(command.get(0)).getFileName());
        return Stream.of(".exe", ".cmd", ".bat")
                .filter(name::endsWith)
                .findFirst()
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .orElse(name);
    }
}
