package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.RandomProgram.Code;
import dev.testwatch.affected.RandomProgram.Jvm;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.campaign.Campaign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that edits a program, runs its tests and keeps what they used is killed at any moment: no test is fresh
 * afterwards that has not passed with just that content, whatever the sources are when the next process starts.
 */
class KilledWhileRecordingTest {

    private static final int MOST_BETWEEN_KILLS = 60;

    @TempDir
    Path root;

    @Test
    @Tag("campaign")
    void noTestIsFreshThatHasNotPassedWithWhatThereIs() throws Exception {
        Campaign campaign = Campaign.of("recordings: kill -9 while recording");
        long seed = campaign.seed();
        Random random = new Random(seed);
        int kills = campaign.size(8, 300);
        Replay replay = new Replay(seed);
        int judged = 0;
        int fresh = 0;
        for (int kill = 0; kill < kills; kill++) {
            int next = replay.runs();
            List<String> arguments = List.of(root.toString(), String.valueOf(seed), String.valueOf(next));
            int last = KilledProcess.run(Player.class, next + random.nextInt(MOST_BETWEEN_KILLS), arguments);
            // One more may have been kept than the process lived to say.
            replay.continueTo(last + 2);
            for (RandomProgram program : replay.programs()) {
                try (Workbench bench = new Workbench(root);
                        Index index = open(bench)) {
                    index.update(program.compiled());
                    for (TestClass test : index.testClasses()) {
                        judged++;
                        if (index.standing(test) == Standing.FRESH) {
                            fresh++;
                            assertThat(replay.passed(test))
                                    .as("%s after kill %s behind run %s, seed %s", test.name(), kill, last, seed)
                                    .contains(program.alone(test.name()));
                        }
                    }
                }
            }
        }
        assertThat(fresh).as("fresh of %s", judged).isBetween(kills, judged - kills);
        campaign.report("%d kills in %d runs, %d tests judged, 0 wrongly fresh", kills, replay.runs(), judged);
    }

    private static Index open(Workbench bench) {
        return Index.open(bench.project(), bench.state(), message -> {});
    }

    /** The runs of the test classes of a program that is edited again and again; the same for the same seed. */
    private static final class Runs {
        private final long seed;
        private final RandomProgram program;
        private int round;

        Runs(long seed) {
            this.seed = seed;
            this.program = new RandomProgram(new Random(seed));
        }

        /** The state of the program in which all test classes run once. */
        RandomProgram of(int wanted) {
            for (; round < wanted; round++) {
                program.edit();
            }
            return program;
        }

        List<TestClass> order(List<TestClass> tests) {
            List<TestClass> order = new ArrayList<>(tests);
            Collections.shuffle(order, new Random(seed + round));
            return order;
        }
    }

    /** What the killed process has done, done again without an index. */
    private static final class Replay {
        private final long seed;
        private final Runs all;
        private final Map<TestClass, List<Map<String, Code>>> passed = new HashMap<>();
        private int runs;

        Replay(long seed) {
            this.seed = seed;
            this.all = new Runs(seed);
        }

        int runs() {
            return runs;
        }

        void continueTo(int end) {
            for (; runs < end; runs++) {
                RandomProgram program = all.of(runs / Player.TESTS.size());
                TestClass test = all.order(Player.TESTS).get(runs % Player.TESTS.size());
                passed.computeIfAbsent(test, any -> new ArrayList<>()).add(program.alone(test.name()));
            }
        }

        List<Map<String, Code>> passed(TestClass test) {
            return passed.getOrDefault(test, List.of());
        }

        /** What may be there when the next process starts: an earlier state, the last one, and the next. */
        List<RandomProgram> programs() {
            int round = (runs - 1) / Player.TESTS.size();
            return List.of(
                    new Runs(seed).of(Math.max(0, round - 1)), new Runs(seed).of(round), new Runs(seed).of(round + 1));
        }
    }

    /** Edits and runs from a number on, and says the number of each run that is recorded. */
    static final class Player {
        static final List<TestClass> TESTS = RandomProgram.testClasses();

        public static void main(String[] arguments) throws IOException {
            long seed = Long.parseLong(arguments[1]);
            int run = Integer.parseInt(arguments[2]);
            Runs all = new Runs(seed);
            try (Workbench bench = new Workbench(Path.of(arguments[0]));
                    Index index = open(bench)) {
                while (true) {
                    RandomProgram program = all.of(run / TESTS.size());
                    index.update(program.compiled());
                    Jvm jvm = program.start();
                    for (TestClass test : all.order(TESTS).subList(run % TESTS.size(), TESTS.size())) {
                        Selected selected = index.of(List.of(test), new Reason.Asked())
                                .tests()
                                .get(0);
                        jvm.run(index, selected);
                        System.out.println(run++);
                    }
                }
            }
        }
    }
}
