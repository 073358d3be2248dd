package dev.testwatch;

import dev.testwatch.program.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code testwatch -m com.acme.Main args…} and {@code testwatch Script.java args…}. */
@Command(
        name = "testwatch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisHeading = "",
        customSynopsis = {
            "usage: java -jar testwatch.jar [options] -m MAIN-CLASS [argument...]",
            "       java -jar testwatch.jar [options] SCRIPT.java [argument...]",
            ""
        },
        description = {
            "Runs a main class of the Maven project in this directory, on its test class path, or a source file as"
                    + " java does, and again whenever what it is made of changes.",
            "A program that ends with exit status 3 is started again at once.",
            ""
        })
final class RunCommand implements Callable<Integer> {

    private static final String MAIN = "-m";

    @Option(names = MAIN, description = "the first word is a main class")
    private boolean main;

    @Option(names = "--jvm-arg", paramLabel = "ARG", description = "for the program's JVM; may be repeated")
    private List<String> jvmArguments = List.of();

    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Parameters(arity = "1..*", paramLabel = "WORD", description = "all behind the first word is the program's own")
    private List<String> words = List.of();

    /**
     * What is meant, if it is a program: options of this command, then a main class or a source file.
     *
     * @throws ParameterException if it cannot be anything else and cannot be understood
     */
    static Optional<CommandLine> meant(String[] arguments) {
        var command = new RunCommand();
        var line = new CommandLine(command).setStopAtPositional(true).setCaseInsensitiveEnumValuesAllowed(true);
        boolean asksForMain = List.of(arguments).indexOf(MAIN) >= 0;
        try {
            line.parseArgs(arguments);
        } catch (ParameterException e) {
            if (asksForMain && !List.of(arguments).contains("exec")) {
                throw e;
            }
            return Optional.empty();
        }
        boolean script = !command.words.isEmpty() && command.words.get(0).endsWith(".java");
        return command.main || script ? Optional.of(line) : Optional.empty();
    }

    @Override
    public Integer call() {
        Path directory = Path.of("").toAbsolutePath().normalize();
        return main
                ? Programs.main(words, jvmArguments, directory, options.terms(), System.getenv())
                : Programs.script(words, jvmArguments, directory, options.terms(), System.getenv());
    }
}
