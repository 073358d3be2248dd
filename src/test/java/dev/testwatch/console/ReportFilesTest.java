package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.fork.TestResult;
import dev.testwatch.report.Notice;
import dev.testwatch.report.Notice.Counts;
import dev.testwatch.report.Notice.Outcome;
import dev.testwatch.report.Phases;
import dev.testwatch.report.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    @TempDir
    Path directory;

    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    @Test
    void aRunLeavesOneWholeFileForEachClassAndNothingElse() throws Exception {
        Path reports = directory.resolve("a/b");
        try (var files = ReportFiles.in(reports, complaints::add)) {
            run(files, 1, "shop.ATest", "shop.BTest");
            run(files, 2, "shop.ATest");
        }
        try (var names = Files.list(reports)) {
            assertThat(names.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("TEST-shop.ATest.xml", "TEST-shop.BTest.xml");
        }
        assertThat(reports.resolve("TEST-shop.ATest.xml")).content().endsWith("</testsuite>\n");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeWrittenToIsComplainedOfOnceAndTriedAgain() throws Exception {
        Path taken = Files.writeString(directory.resolve("taken"), "a file");
        Path reports = taken.resolve("reports");
        try (var files = ReportFiles.in(reports, complaints::add)) {
            run(files, 1, "shop.ATest");
            run(files, 2, "shop.ATest");
        }
        assertThat(complaints).singleElement().asString().contains("taken").contains("the watch goes on");
        try (var files = ReportFiles.in(reports, complaints::add)) {
            run(files, 1, "shop.ATest");
            Deadline.until(complaints::size, size -> assertThat(size).isEqualTo(2));
            Files.delete(taken);
            run(files, 2, "shop.ATest");
        }
        assertThat(reports.resolve("TEST-shop.ATest.xml")).exists();
        assertThat(complaints).hasSize(2);
    }

    private static void run(ReportFiles files, int cycle, String... classes) {
        for (String name : classes) {
            files.take(new Notice.TestFinished(
                    cycle,
                    "shop",
                    new TestResult(
                            "[class:" + name + "]/[method:a()]",
                            name,
                            name,
                            Optional.of("a"),
                            "a()",
                            false,
                            TestResult.Status.SUCCESSFUL,
                            Duration.ofMillis(1),
                            Optional.empty(),
                            "",
                            "")));
        }
        Duration none = Duration.ZERO;
        files.take(new Notice.RunFinished(
                cycle,
                Outcome.COMPLETED,
                List.of(),
                Set.of(),
                new Counts(classes.length, 0, 0, 0),
                none,
                new Phases(none, none, none, none, none, none),
                List.of(),
                new Verdict(Verdict.State.GREEN, List.of(), 9, 0, 0)));
    }
}
