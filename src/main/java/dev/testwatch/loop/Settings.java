package dev.testwatch.loop;

import java.util.List;
import java.util.Optional;

/**
 * What the command line decided for the loop.
 *
 * @param once run what is stale, then end
 * @param untilSuccess end as soon as the verdict is green
 * @param all the first run takes every test
 * @param postpone the first run waits for a change
 * @param quitAtEndOfInput end when standard input does
 * @param filter in force from the start
 * @param sweep use idle time to run test classes by themselves
 * @param help what is shown to who asks for help
 */
public record Settings(
        boolean once,
        boolean untilSuccess,
        boolean all,
        boolean postpone,
        boolean quitAtEndOfInput,
        Optional<String> filter,
        boolean sweep,
        List<String> help) {

    public Settings {
        help = List.copyOf(help);
    }
}
