package dev.testwatch;

import dev.testwatch.talk.Question;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code testwatch send}: a command for the watch that runs in a project. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        versionProvider = Options.Version.class,
        description = {
            "Gives the testwatch that runs in a project a command, as on its standard input (rerun, filter Foo, status,"
                    + " failures, ...), and prints what it answers at once.",
            "Exit codes: 0 given, 3 there is no such command, or no testwatch runs there."
        })
final class SendCommand implements Callable<Integer> {

    @Option(
            names = "--project",
            paramLabel = "PROJECT",
            description = "the directory of a Maven project; default: this one")
    private Path project = Path.of("");

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "the words of the command")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        return new Call(project).orSaysSo(new Question.Send(String.join(" ", words)));
    }
}
