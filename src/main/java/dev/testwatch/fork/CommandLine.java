package dev.testwatch.fork;

import dev.testwatch.worker.WorkerMain;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fork's command line. All of it but the program goes through an argument file, so that no class path is too long.
 *
 * @param arguments what goes into the argument file
 * @param direct what must stay outside of it
 */
record CommandLine(Path java, List<String> direct, List<String> arguments) {

    /** The encoding in which the {@code java} launcher reads argument files. */
    static final Charset ENCODING = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    CommandLine {
        direct = List.copyOf(direct);
        arguments = List.copyOf(arguments);
    }

    static CommandLine of(ForkCommand command, Path workerJar, Path crashDirectory) {
        return of(command, workerJar, crashDirectory, Optional.empty());
    }

    /** @param hooks the file of {@link JdkHooks} for its JDK */
    static CommandLine of(ForkCommand command, Path workerJar, Path crashDirectory, Optional<Path> hooks) {
        List<String> given = command.jvmArguments();
        // The launcher does not look for argument files inside argument files.
        boolean nested = given.stream().anyMatch(argument -> argument.startsWith("@"));
        List<String> arguments = new ArrayList<>(agent(command, workerJar, hooks));
        arguments.addAll(nested ? List.of() : given);
        if (given.stream().noneMatch(argument -> argument.startsWith("-XX:ErrorFile="))) {
            arguments.add(
                    "-XX:ErrorFile=" + crashDirectory.toString().replace("%", "%%") + File.separator + "hs_err_%p.log");
        }
        if (given.stream().noneMatch(argument -> argument.endsWith("CreateCoredumpOnCrash"))) {
            arguments.add("-XX:-CreateCoredumpOnCrash");
        }
        new TreeMap<>(command.systemProperties()).forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        arguments.add("-cp");
        arguments.add(classPath(workerJar, command.classPath()));
        arguments.add(WorkerMain.class.getName());
        return new CommandLine(command.java(), nested ? given : List.of(), arguments);
    }

    /** The first of all agents, which sees classes as they are. What comes behind an equals sign would not be its path. */
    private static List<String> agent(ForkCommand command, Path workerJar, Optional<Path> hooks) {
        String jar = workerJar.toAbsolutePath().toString();
        String argument = hooks.map(file -> "=" + file.toAbsolutePath()).orElse("");
        return command.recording() && jar.indexOf('=') < 0 ? List.of("-javaagent:" + jar + argument) : List.of();
    }

    private static String classPath(Path workerJar, List<Path> entries) {
        return Stream.concat(Stream.of(workerJar), entries.stream())
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The content of the argument file. */
    byte[] argumentFile() {
        return (arguments.stream().map(CommandLine::quoted).collect(Collectors.joining("\n")) + "\n")
                .getBytes(ENCODING);
    }

    /** What to start, with the argument file at this place. */
    List<String> words(Path argumentFile) {
        List<String> words = new ArrayList<>();
        words.add(java.toString());
        words.addAll(direct);
        words.add("@" + argumentFile);
        return words;
    }

    private static final Map<Character, String> ESCAPES =
            Map.of('\\', "\\\\", '"', "\\\"", '\n', "\\n", '\r', "\\r", '\t', "\\t", '\f', "\\f");

    /** One argument as the launcher reads it back. */
    static String quoted(String argument) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            quoted.append(ESCAPES.getOrDefault(c, String.valueOf(c)));
        }
        return quoted.append('"').toString();
    }
}
