package dev.testwatch;

import java.util.Optional;
import java.util.stream.Collectors;
import picocli.AutoComplete;

/** Scripts that let shells complete the options. */
final class Completion {

    private static final String NAME = "testwatch";

    private Completion() {}

    /** The script for {@code bash}, {@code zsh} or {@code fish}; empty for any other shell. */
    static Optional<String> script(String shell) {
        return switch (shell) {
            // The one for bash sees to it that zsh understands it.
            case "bash", "zsh" -> Optional.of(AutoComplete.bash(NAME, Options.commandLine(new Options())));
            case "fish" -> Optional.of(fish());
            default -> Optional.empty();
        };
    }

    private static String fish() {
        return Options.commandLine(new Options()).getCommandSpec().options().stream()
                .map(option -> "complete -c " + NAME + " -l "
                        + option.longestName().replaceFirst("^-+", "")
                        + (option.arity().max() == 0 ? "" : " -r")
                        + " -d '"
                        + String.join(" ", option.description()).replace("'", "\\'") + "'")
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
