package dev.testwatch.loop;

import java.nio.file.Path;
import java.util.List;

/**
 * What the command line decided for the loop.
 *
 * @param once run what is stale, then end
 * @param all the first run takes every test
 * @param postpone the first run waits for a change
 * @param quitAtEndOfInput end when standard input does
 * @param choice what was chosen of tests
 * @param root the project's directory
 * @param adjustments what changes of some files lead to, among others
 * @param help what is shown to who asks for help
 */
public record Settings(
        boolean once,
        boolean all,
        boolean postpone,
        boolean quitAtEndOfInput,
        Choice choice,
        Path root,
        Adjustments adjustments,
        List<String> help) {

    public Settings {
        help = List.copyOf(help);
    }
}
