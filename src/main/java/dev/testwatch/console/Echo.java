package dev.testwatch.console;

import java.util.List;
import java.util.Map;

/** What a sub-command has to say, where there is no seat: lines, each of them safe to show. */
public final class Echo {

    private Echo() {}

    /** Writes the former lines to stdout, the latter to stderr. */
    public static void say(List<String> out, List<String> err, Map<String, String> environment) {
        var look = Look.of(environment, false);
        SafeText.lines(out, look).forEach(System.out::println);
        SafeText.lines(err, look).forEach(System.err::println);
    }
}
