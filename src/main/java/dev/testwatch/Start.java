package dev.testwatch;

import dev.testwatch.console.KeyMap;
import dev.testwatch.loop.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * What testwatch is started with: the command line, and behind it what the project's configuration and the environment
 * say.
 *
 * @param problems what of the configuration makes no sense, for people
 */
record Start(
        Options options,
        CommandLine.ParseResult parsed,
        Configuration configuration,
        KeyMap keys,
        List<Trigger> triggers,
        List<String> problems) {

    Start {
        triggers = List.copyOf(triggers);
        problems = List.copyOf(problems);
    }

    /**
     * Reads all of it; may be called again when the configuration has changed.
     *
     * @throws CommandLine.ParameterException if the command line makes no sense
     */
    static Start of(String[] arguments, Map<String, String> environment) {
        List<String> profiles = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (String argument : arguments) {
            boolean profile = argument.length() > 1 && argument.startsWith("@");
            (profile ? profiles : rest).add(profile ? argument.substring(1) : argument);
        }
        String[] prepared = prepared(rest);
        var first = new Options();
        Options.commandLine(first).parseArgs(prepared);
        Configuration configuration = Configuration.of(first.project(), environment, profiles);
        var options = new Options();
        CommandLine command = Options.commandLine(options);
        command.setDefaultValueProvider(configuration);
        CommandLine.ParseResult parsed = command.parseArgs(prepared);
        List<String> problems = new ArrayList<>(configuration.problems());
        KeyMap keys = keys(configuration, problems);
        List<Trigger> triggers = new ArrayList<>(options.triggers());
        configuration.below("trigger.").forEach((glob, what) -> Trigger.of(glob, what)
                .ifPresentOrElse(
                        triggers::add,
                        () -> problems.add(
                                configuration.problem("trigger." + glob, "'" + glob + "' is no glob; it is ignored"))));
        return new Start(options, parsed, configuration, keys, triggers, problems);
    }

    private static boolean isGlob(String argument) {
        return !argument.startsWith("-") && argument.chars().anyMatch(c -> "*?{[".indexOf(c) >= 0);
    }

    /** {@code --watch} alone is a switch; with a glob behind it, it takes that. */
    private static String[] prepared(List<String> arguments) {
        List<String> prepared = new ArrayList<>();
        for (String argument : arguments) {
            int last = prepared.size() - 1;
            if (last >= 0 && prepared.get(last).equals("--watch=") && isGlob(argument)) {
                prepared.set(last, "--watch=" + argument);
            } else {
                prepared.add(argument.equals("--watch") ? "--watch=" : argument);
            }
        }
        return prepared.toArray(String[]::new);
    }

    private static KeyMap keys(Configuration configuration, List<String> problems) {
        String preset = configuration.other("keys").orElse("usual");
        Optional<KeyMap> chosen = KeyMap.preset(preset);
        if (chosen.isEmpty()) {
            problems.add(configuration.problem(
                    "keys", "there is no preset '" + preset + "', only usual and quarkus; the usual keys hold"));
        }
        KeyMap keys = chosen.orElse(KeyMap.USUAL);
        for (Map.Entry<String, String> bound : configuration.below("keys.").entrySet()) {
            Optional<KeyMap> with = keys.with(bound.getKey(), bound.getValue());
            if (with.isEmpty()) {
                String near = KeyMap.nearest(bound.getValue())
                        .map(known -> "; did you mean '" + known + "'?")
                        .orElse("");
                problems.add(configuration.problem(
                        "keys." + bound.getKey(),
                        "'" + bound.getValue() + "' is no command; the key means what it always does" + near));
            }
            keys = with.orElse(keys);
        }
        return keys;
    }
}
