package dev.testwatch.loop;

import java.nio.file.Path;
import java.util.List;

/**
 * What the command line decided for the loop.
 *
 * @param once run what is stale, then end
 * @param untilSuccess end as soon as the verdict is green
 * @param all the first run takes every test
 * @param postpone the first run waits for a change
 * @param quitAtEndOfInput end when standard input does
 * @param choice what was chosen of tests
 * @param sweep use idle time to run test classes by themselves
 * @param root the project's directory
 * @param adjustments what changes of some files lead to, among others
 * @param help what is shown to who asks for help
 */
public record Settings(
        boolean once,
        boolean untilSuccess,
        boolean all,
        boolean postpone,
        boolean quitAtEndOfInput,
        Choice choice,
        boolean sweep,
        Path root,
        Adjustments adjustments,
        List<String> help) {

    public Settings {
        help = List.copyOf(help);
    }
}
