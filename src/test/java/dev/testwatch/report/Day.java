package dev.testwatch.report;

import dev.testwatch.worker.Message.Thrown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What a whole day tells, for those who want to see it on a screen. */
public final class Day {

    /** What a terminal finds hard: wide characters, marks, a character of two units, control characters. */
    public static final String HOSTILE =
            "pr\u00e9cis \u6f22\u5b57 e\u0301 \ud83d\ude00 \u202e\u001b[2J\u001b[31m\r\b\u0007";

    private Day() {}

    /** A text of the console over an example project, at a fixed time of day. */
    public static ConsoleText text(Supplier<Theme> theme) {
        return new ConsoleText(new Shop(), theme, Shop.CLOCK);
    }

    /** Notices of every kind, in an order in which they may come. */
    public static List<Notice> notices() {
        List<Notice> all = new ArrayList<>();
        all.add(Stories.READY);
        all.addAll(List.of(Stories.broken()));
        all.addAll(List.of(Stories.doesNotCompile()));
        all.addAll(List.of(Stories.doesNotLoad()));
        all.addAll(Examples.with(HOSTILE));
        all.addAll(Examples.with("a name without any place to break it".replace(" ", "") + "x".repeat(300)));
        all.addAll(List.of(Stories.green()));
        return all;
    }

    /** What the bottom line may say: nothing goes on, a run, something else. */
    public static List<Status> statuses() {
        var red = Shop.verdict(Verdict.State.RED, 1, 1930, 0, 0);
        return List.of(
                new Status.Watching(red, false, Optional.empty(), Optional.empty()),
                new Status.Watching(red, true, Optional.of(HOSTILE + "x".repeat(300)), Optional.of("failing only")),
                new Status.Running(progress(9, HOSTILE)),
                new Status.Running(progress(10, "OrderIT " + "ships in two parcels ".repeat(30))),
                new Status.Busy("compiling " + HOSTILE + ".java"));
    }

    /** How a run fares. */
    public static Notice.Progress progress(int done, String running) {
        return new Notice.Progress(
                done, 10_000, 1, Duration.ofMillis(800), Optional.of(running), Optional.of(Duration.ofMillis(2_100)));
    }

    /** So many failures in full, each for a reason of its own. */
    public static Notice failures(int count) {
        List<FailingTest> failing = IntStream.range(0, count)
                .mapToObj(number -> Shop.failing("shop.PriceTest", "fails" + number, thrown(number)))
                .toList();
        return new Notice.Failures(failing, false);
    }

    private static Thrown thrown(int number) {
        return Shop.thrown(
                "java.lang.IllegalStateException",
                "reason " + number,
                "shop.PriceTest.fails" + number + "(PriceTest.java:27)");
    }
}
