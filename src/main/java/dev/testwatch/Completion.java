package dev.testwatch;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

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
        CommandSpec all = Options.commandLine(new Options()).getCommandSpec();
        Stream<String> others = all.subcommands().entrySet().stream()
                .flatMap(other -> Stream.concat(
                        Stream.of(line(
                                "__fish_use_subcommand",
                                "-a " + other.getKey(),
                                other.getValue().getCommandSpec().usageMessage().description())),
                        options(
                                "__fish_seen_subcommand_from " + other.getKey(),
                                other.getValue().getCommandSpec())));
        return Stream.concat(options("__fish_use_subcommand", all), others).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Stream<String> options(String where, CommandSpec command) {
        return command.options().stream().map(option -> {
            String name = option.longestName().replaceFirst("^-+", "");
            String takes = option.arity().max() == 0 ? "" : " -r";
            return line(where, (name.length() == 1 ? "-s " : "-l ") + name + takes, option.description());
        });
    }

    private static String line(String where, String what, String[] description) {
        return "complete -c " + NAME + " -n '" + where + "' " + what + " -d '"
                + String.join(" ", description).replace("'", "\\'") + "'";
    }
}
