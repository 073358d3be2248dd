package dev.testwatch;

import dev.testwatch.talk.Question;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code testwatch run}: chosen tests, in the watch that runs in a project or else in a run of its own. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Options.Version.class,
        description = {
            "Runs exactly the chosen tests in the testwatch that runs in a project; where none does, as --once.",
            "Exit codes: 0 they pass, 1 they do not, 2 could not compile or incomplete, 3 could not start."
        })
final class ChosenCommand implements Callable<Integer> {

    @Option(
            names = "--test",
            required = true,
            paramLabel = "PATTERN",
            description = "the tests, in the syntax of Surefire's -Dtest: Foo*#bar")
    private String tests = "";

    @Parameters(
            arity = "0..1",
            paramLabel = "PROJECT",
            description = "the directory of a Maven project; default: this one")
    private Path project = Path.of("");

    @Override
    public Integer call() {
        Optional<Integer> exitCode = new Call(project).ask(new Question.Run(tests));
        if (exitCode.isEmpty()) {
            Main.main(new String[] {"--once", "--test", tests, project.toString()});
        }
        return exitCode.orElse(0);
    }
}
