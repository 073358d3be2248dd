package dev.testwatch.fork;

import static dev.testwatch.fork.Forks.classes;
import static dev.testwatch.fork.Forks.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests leave behind is named, put right where that can be done, and in nobody's way. */
@Timeout(240)
class LeakTest {

    @TempDir
    Path directory;

    private final List<String> leaks = new CopyOnWriteArrayList<>();
    private final Forks.Told told = new Forks.Told() {
        @Override
        public void leaked(String testClass, List<String> what) {
            what.stream()
                    // On a busy machine any may.
                    .filter(each -> !each.matches("took \\d+ ms for its shutdown"))
                    .forEach(each -> leaks.add(testClass.substring(testClass.lastIndexOf('.') + 1) + " " + each));
        }
    };

    @Test
    void threadsAreNamedWithWhereTheyAre() {
        completed("LeavesThreads");
        assertThat(leaks)
                .singleElement()
                .asString()
                .startsWith("LeaksFixture left 2 threads: left-1 in ")
                .contains(", left-2 in ");
    }

    @Test
    void anExecutorThatIsBeingShutDownIsNoLeak() {
        // A busy machine may take longer for their end than is waited for, though hardly every time.
        for (int run = 1; run <= 5; run++) {
            leaks.clear();
            completed("ShutsDown");
            if (leaks.isEmpty()) {
                return;
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void aChildIsNamedAndEndsSoonAfterTheRun() {
        Run run = completed("LeavesAChild");
        long child = number(run.results().get(0).output(), "child ");
        assertThat(leaks.get(0)).contains("left 1 child process: ").contains("pid " + child);
        eventually(() -> !Forks.alive(child));
    }

    @Test
    void aGrandchildThatHoldsTheOutputNeitherDelaysTheRunNorStays() {
        Run run = completed("LeavesAReparentedChildOnItsOutput");
        long orphan = number(run.results().get(0).output(), "orphan ");
        eventually(() -> !Forks.alive(orphan));
        eventually(() -> leaks.stream().anyMatch(leak -> leak.contains("pid " + orphan)));
    }

    @Test
    void streamsAreTheOldOnesAgainForTheNextClass() {
        Run run = completed("ReplacesStreams", "Prints");
        assertThat(leaks)
                .containsExactly(
                        "LeaksFixture left another System.out; the old one is back",
                        "LeaksFixture left another System.err; the old one is back",
                        "LeaksFixture left another System.in; the old one is back");
        assertThat(run.results().get(1).output()).contains("to be seen, and on System.in -1", "this too");
    }

    @Test
    void closedStreamsGoOnBeingCaptured() {
        Run run = completed("ClosesStreams", "Prints");
        assertThat(leaks).hasSize(2).allMatch(leak -> leak.contains("closed System."));
        assertThat(run.results().get(1).output()).contains("to be seen", "this too");
    }

    @Test
    void defaultsAreTheOldOnesAgainForTheNextClass() {
        Run run = completed("ChangesDefaults", "LooksAtDefaults");
        assertThat(leaks)
                .anyMatch(leak -> leak.contains("default locale tlh"))
                .anyMatch(leak -> leak.contains("time zone Pacific/Apia"))
                .anyMatch(leak -> leak.contains("user.dir at /nowhere"))
                .anyMatch(leak -> leak.contains("changed system property: java.io.tmpdir"));
        assertThat(run.results().get(1).output().strip())
                .isEqualTo(Locale.getDefault().toLanguageTag() + " "
                        + TimeZone.getDefault().getID() + " " + directory);
    }

    @Test
    void standardInputIsAtItsEndInWhateverWayItIsRead() {
        assertThat(completed("ReadsRawInput").results().get(0).output().strip()).isEqualTo("raw -1, System.in -1");
    }

    @Test
    void aHookThatHangsIsNamedAfterTheRun() {
        completed("HasASlowHook");
        eventually(() -> leaks.stream().anyMatch(leak -> leak.contains("shutdown")));
    }

    private Run completed(String... fixtures) {
        Run run = Forks.run(
                directory,
                classes(Stream.of(fixtures).map(name -> "LeaksFixture$" + name).toArray(String[]::new)),
                told);
        assertThat(run).isInstanceOf(Run.Completed.class);
        assertThat(run.results()).hasSize(fixtures.length).noneMatch(TestResult::failed);
        return run;
    }

    private static long number(String output, String word) {
        return output.lines()
                .filter(line -> line.startsWith(word))
                .mapToLong(line -> Long.parseLong(line.substring(word.length()).strip()))
                .findFirst()
                .orElseThrow();
    }
}
