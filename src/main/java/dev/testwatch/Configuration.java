package dev.testwatch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jline.utils.Levenshtein;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What {@code testwatch.properties} in the project and {@code TESTWATCH_*} in the environment say: values of options
 * without their dashes, {@code keys}, {@code keys.<key>}, {@code editor}, {@code trigger.<glob>}, {@code keep.<name>}, and all of these for one
 * profile: {@code @name.option}. A line that makes no sense is named, and counts as if it were not there.
 *
 * @param values by the names of options
 * @param others settings that are no options, in the order of the file
 * @param places where each of these stands, for people: {@code testwatch.properties:3}
 * @param problems for people, each with its place
 */
record Configuration(
        Map<String, String> values, Map<String, String> others, Map<String, String> places, List<String> problems)
        implements IDefaultValueProvider {

    static final String FILE = "testwatch.properties";

    private static final String ENVIRONMENT = "TESTWATCH_";
    private static final List<String> PREFIXES = List.of("keys.", "trigger.", "keep.");
    private static final List<String> SINGLES = List.of("keys", "editor");

    Configuration {
        values = Map.copyOf(values);
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        places = Map.copyOf(places);
        problems = List.copyOf(problems);
    }

    /**
     * Reads what holds for a project.
     *
     * @param profiles in force, without {@code @}; what they say goes before what is said for all
     */
    static Configuration of(Path project, Map<String, String> environment, List<String> profiles) {
        var reading = new Reading(profiles);
        // What is read later goes before what was read earlier.
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT)) {
                String option = name.substring(ENVIRONMENT.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-');
                reading.take(option, value, "environment: " + name);
            }
        });
        reading.file(project.resolve(FILE));
        return new Configuration(reading.values, reading.others, reading.places, reading.problems);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option ? values.get(name(option)) : null;
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** The settings whose names begin with this, without it. */
    Map<String, String> below(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        others.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    Optional<String> other(String name) {
        return Optional.ofNullable(others.get(name)).filter(value -> !value.isBlank());
    }

    /** What is wrong with a setting that is no option, with its place. */
    String problem(String name, String what) {
        return places.getOrDefault(name, FILE) + ": " + name + ": " + what;
    }

    /** What has been read so far. */
    private static final class Reading {

        private final List<String> profiles;
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Map<String, String> others = new LinkedHashMap<>();
        private final Map<String, String> places = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();

        private Reading(List<String> profiles) {
            this.profiles = profiles;
        }

        private void file(Path file) {
            if (!Files.isRegularFile(file)) {
                if (!profiles.isEmpty()) {
                    problems.add("@" + profiles.get(0) + ": there is no " + FILE + " that could tell what it means");
                }
                return;
            }
            try {
                List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                lines(lines, "");
                profiles.forEach(profile -> profile(lines, profile));
            } catch (IOException e) {
                problems.add(FILE + " cannot be read (" + e.getMessage() + "); nothing of it holds");
            }
        }

        private void profile(List<String> lines, String profile) {
            if (!lines(lines, "@" + profile + ".")) {
                problems.add("@" + profile + ": no line of " + FILE + " begins with it");
            }
        }

        /** @return whether there is any line of this profile */
        private boolean lines(List<String> lines, String profile) {
            boolean any = false;
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                boolean own = profile.isEmpty() ? !line.startsWith("@") : line.startsWith(profile);
                if (own && !line.isEmpty() && !line.startsWith("#") && !line.startsWith("!")) {
                    any = true;
                    entry(line.substring(profile.length()), FILE + ":" + (i + 1));
                }
            }
            return any;
        }

        private void entry(String line, String where) {
            // A key may be one that is itself an equals sign: keys.===why.
            int equals = line.indexOf('=', line.startsWith("keys.=") ? "keys.=".length() : 0);
            String name = equals < 0 ? line : line.substring(0, equals).strip();
            take(name, equals < 0 ? "true" : line.substring(equals + 1).strip(), where);
        }

        private void take(String name, String value, String where) {
            boolean other = SINGLES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
            if (other) {
                others.put(name, value);
                places.put(name, where);
                return;
            }
            Optional<String> problem = problem(name, value);
            if (problem.isPresent()) {
                problems.add(where + ": " + problem.get());
            } else {
                values.put(name, value);
            }
        }

        /** Why this is no value of an option; empty if it is one. */
        private static Optional<String> problem(String name, String value) {
            CommandLine command = Options.commandLine(new Options());
            OptionSpec option = command.getCommandSpec().findOption("--" + name);
            if (name.equals("keep")) {
                return Optional.of("what is kept needs a name: keep.db=" + value + "; it is ignored");
            }
            if (option == null || option.usageHelp() || option.versionHelp()) {
                return Optional.of("there is no option '" + name + "'; it is ignored" + nearest(command, name));
            }
            try {
                command.parseArgs("--" + name + "=" + value);
                return Optional.empty();
            } catch (CommandLine.ParameterException e) {
                String usual = option.initialValue() == null ? "" : " (" + option.initialValue() + ")";
                return Optional.of(name + ": '" + value + "' is no value for it; the default" + usual + " holds");
            }
        }

        private static String nearest(CommandLine command, String name) {
            return command.getCommandSpec().options().stream()
                    .map(Configuration::name)
                    .filter(known -> known.startsWith(name) || name.startsWith(known) || similar(known, name))
                    .findFirst()
                    .map(known -> "; did you mean '" + known + "'?")
                    .orElse("");
        }

        private static boolean similar(String one, String other) {
            return Levenshtein.distance(one, other) <= 2;
        }
    }
}
