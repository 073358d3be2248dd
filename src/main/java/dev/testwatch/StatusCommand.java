package dev.testwatch;

import dev.testwatch.talk.Question;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code testwatch status}: the verdict of the watch that runs in a project. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Options.Version.class,
        description = {
            "Prints the verdict of the testwatch that runs in a project on what is on the disk now. What is under way"
                    + " makes that unknown, unless it is waited for.",
            "Exit codes: 0 green, 1 failing, 2 could not compile or not known, 3 no testwatch runs there."
        })
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--wait", description = "wait until what is on the disk now has been judged")
    private boolean wait;

    @Option(names = "--json", description = "as --reporter json writes it")
    private boolean json;

    @Parameters(
            arity = "0..1",
            paramLabel = "PROJECT",
            description = "the directory of a Maven project; default: this one")
    private Path project = Path.of("");

    @Override
    public Integer call() {
        return new Call(project).orSaysSo(new Question.Status(wait, json));
    }
}
