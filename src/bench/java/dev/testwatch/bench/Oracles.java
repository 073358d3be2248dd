package dev.testwatch.bench;

import dev.testwatch.oracle.Checkout;
import dev.testwatch.oracle.CompletenessOracle;
import dev.testwatch.oracle.CompletenessReport;
import dev.testwatch.oracle.Edits;
import dev.testwatch.oracle.HistoryOracle;
import dev.testwatch.oracle.HistoryReport;
import dev.testwatch.oracle.MutationOracle;
import dev.testwatch.oracle.MutationOracle.Alone;
import dev.testwatch.oracle.MutationOracle.Runs;
import dev.testwatch.oracle.MutationReport;
import dev.testwatch.oracle.PrecisionOracle;
import dev.testwatch.oracle.Subject;
import dev.testwatch.oracle.Yardsticks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Proves on any Maven project which tests a change affects; the build's profile {@code oracle} starts it. Works on a
 * copy of the project below {@code oracle.work}; of what is there already, only what Maven has told of the project is
 * used again.
 */
public final class Oracles {

    private Oracles() {}

    public static void main(String[] arguments) throws IOException {
        Path project = Path.of(text("project").orElseThrow(() -> new IllegalArgumentException("-Doracle.project=?")))
                .toAbsolutePath();
        Path work =
                Path.of(text("work").orElse("target/oracle")).toAbsolutePath().resolve(project.getFileName());
        Directories.empty(work, work.resolve("state").resolve("model"));
        Path copy = Directories.copyProject(project, work.resolve("project"));
        String oracle = text("oracle").orElse("mutation");
        int found;
        try (Subject subject = Subject.open(copy, work.resolve("state"), Oracles::say)) {
            found = oracle.equals("mutation") ? mutation(subject, project, work) : found(oracle, subject, copy);
        }
        System.exit(found == 0 ? 0 : 1);
    }

    private static int mutation(Subject subject, Path project, Path work) throws IOException {
        long seed = seed();
        Yardsticks yardsticks = Yardsticks.NONE;
        if (Boolean.getBoolean("oracle.yardsticks")) {
            Path copy = Directories.copyProject(project, work.resolve("twin"));
            yardsticks = Yardsticks.open(subject, copy, work.resolve("yardsticks"), Oracles::say);
        }
        Runs runs = Runs.valueOf(text("runs").orElse("all").toUpperCase(Locale.ROOT));
        Alone alone = alone(text("cold").orElse("false"));
        Edits.Which which = text("edits")
                .map(name -> Edits.Which.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(Edits.Which.ANYTHING);
        MutationReport report =
                MutationOracle.run(subject, count(20), seed, which, alone, runs, yardsticks, Oracles::say);
        say("seed " + seed + ": " + report.text());
        return report.violations() + report.notFresh();
    }

    private static long seed() {
        return text("seed").map(Long::parseLong).orElseGet(() -> System.currentTimeMillis() / 1000 * 10_000);
    }

    private static int found(String oracle, Subject subject, Path copy) throws IOException {
        if (oracle.equals("completeness")) {
            long seed = seed();
            CompletenessReport report = CompletenessOracle.run(subject, count(2), seed, Oracles::say);
            say("seed " + seed + ": " + report.text());
            return report.missingByClass() + report.missingByMethod();
        } else if (oracle.equals("precision")) {
            say(PrecisionOracle.run(subject, alone(text("cold").orElse("false")) == Alone.METHODS));
            return 0;
        } else if (oracle.equals("history")) {
            int skip = text("skip").map(Integer::parseInt).orElse(0);
            boolean alone = alone(text("cold").orElse("false")) != Alone.NOTHING;
            HistoryReport report = HistoryOracle.run(subject, new Checkout(copy), count(10), skip, alone, Oracles::say);
            say(report.text());
            return report.violations();
        }
        throw new IllegalArgumentException("there is no oracle " + oracle);
    }

    private static Alone alone(String cold) {
        return switch (cold) {
            case "true" -> Alone.CLASSES;
            case "methods" -> Alone.METHODS;
            default -> Alone.NOTHING;
        };
    }

    private static int count(int usual) {
        return text("count").map(Integer::parseInt).orElse(usual);
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static Optional<String> text(String name) {
        return Optional.ofNullable(System.getProperty("oracle." + name)).filter(text -> !text.isBlank());
    }
}
