package dev.testwatch;

import dev.testwatch.program.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code testwatch exec}: any command, once for each batch of changes. */
@Command(
        name = "exec",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a command once for each batch of changes below this directory.",
            "In its words $${path}, $${paths} and $${kind} stand for what changed; a command that uses one waits for"
                    + " the first change. The file named by TESTWATCH_CHANGED_FILE holds a line for each file: its"
                    + " kind, a tab, its path.",
            "A command that ends with exit status 3 is started again at once.",
            ""
        })
final class ExecCommand implements Callable<Integer> {

    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Parameters(arity = "1..*", paramLabel = "CMD", description = "the command; everything behind it belongs to it")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        return Programs.command(words, Path.of("").toAbsolutePath().normalize(), options.terms(), System.getenv());
    }
}
