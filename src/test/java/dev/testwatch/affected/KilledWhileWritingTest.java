package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.campaign.Campaign;
import dev.testwatch.fork.TestResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that records results is killed at any moment: what was recorded is there, whole, and nothing else is. */
class KilledWhileWritingTest {

    private static final int TEST_CLASSES = 40;

    @TempDir
    Path directory;

    @Test
    @Tag("campaign")
    void everyRecordedResultIsThereWholeAndNoOther() throws Exception {
        Campaign campaign = Campaign.of("state store: kill -9 while writing");
        long seed = campaign.seed();
        var random = new Random(seed);
        int kills = campaign.size(8, 500);
        int recorded = 0;
        for (int kill = 0; kill < kills; kill++) {
            List<String> arguments = List.of(directory.toString(), String.valueOf(recorded));
            int last = KilledProcess.run(Recorder.class, recorded + random.nextInt(400), arguments);
            String what = "kill " + kill + " after " + last + ", seed " + seed;
            assertThatItHoldsWhatWasRecorded(recorded, last, what);
            recorded = last + 1;
        }
        campaign.report("%d kills in %d recordings, 0 corrupt, 0 lost", kills, recorded);
    }

    private void assertThatItHoldsWhatWasRecorded(int first, int last, String what) {
        List<String> messages = new ArrayList<>();
        try (Archive archive = open(directory, messages)) {
            for (int test = 0; test < TEST_CLASSES; test++) {
                Optional<Outcome> latest = archive.history().latest(testClass(test));
                int number = latest.map(outcome -> (int) outcome.key()).orElse(-1);
                int expected = latestOf(test, last);
                // The process may have recorded one more than it lived to say.
                assertThat(number).as(what + ": number of test " + test).isBetween(expected, last + 1);
                assertThat(number < 0 || number % TEST_CLASSES == test).as(what).isTrue();
                latest.ifPresent(outcome -> assertThatItIsWhole(outcome, number <= last, what));
            }
        }
        assertThat(messages).as(what).allMatch(message -> message.contains("The end of"));
    }

    private static void assertThatItIsWhole(Outcome outcome, boolean said, String what) {
        int number = (int) outcome.key();
        List<TestResult> results = outcome.results().read();
        assertThat(results).as(what).hasSize(1);
        assertThat(results.get(0).displayName()).as(what).isEqualTo("result " + number);
        if (said) {
            assertThat(outcome.failed()).as(what + ": failed " + number).isEqualTo(isTakenBack(number));
        }
    }

    /** The highest number up to {@code last} that is of this test. */
    private static int latestOf(int test, int last) {
        int number = last - Math.floorMod(last - test, TEST_CLASSES);
        return Math.max(number, -1);
    }

    private static TestClass testClass(int number) {
        return new TestClass("m", "a.Test" + Math.floorMod(number, TEST_CLASSES));
    }

    /** Some successes become failures of the same content at once, which is what a snapshot is written for. */
    private static boolean isTakenBack(int number) {
        return number % 7 == 3;
    }

    private static Archive open(Path directory, List<String> messages) {
        return Archive.open(Store.open(directory, 1, messages::add), Set::of, messages::add);
    }

    /** Records one result after the other and says the number of each that is recorded. */
    static final class Recorder {
        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            Archive archive = open(directory, new ArrayList<>());
            for (int number = Integer.parseInt(arguments[1]); ; number++) {
                archive.add(testClass(number), outcome(number, false));
                if (isTakenBack(number)) {
                    archive.add(testClass(number), outcome(number, true));
                }
                System.out.println(number);
                if (number % 97 == 0) {
                    archive.close();
                    archive = open(directory, new ArrayList<>());
                }
            }
        }

        private static Outcome outcome(int number, boolean failed) {
            var result = new TestResult(
                    "id",
                    "a",
                    "a",
                    Optional.empty(),
                    "result " + number,
                    false,
                    failed ? TestResult.Status.FAILED : TestResult.Status.SUCCESSFUL,
                    Duration.ofMillis(number),
                    Optional.empty(),
                    "",
                    "output ".repeat(number % 300));
            return Outcome.of(number, new Environment(List.of(1L)), List.of(result), Duration.ofMillis(1));
        }
    }
}
