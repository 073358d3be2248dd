package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.RandomProgram.Code;
import dev.testwatch.affected.RandomProgram.Jvm;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs through random edits, their tests run one after the other in a JVM that initialises each class once,
 * against the plain definition: a test is fresh if it passed when everything was as it is now that it would run alone.
 */
class RandomRecordingTest {

    private static final int PROGRAMS = 40;
    private static final int STEPS = 8;

    @TempDir
    Path root;

    @Test
    void exactlyThoseAreFreshWhoseOwnRunWouldBeTheSame() throws IOException {
        int spared = 0;
        for (int seed = 0; seed < PROGRAMS; seed++) {
            try (Workbench bench = new Workbench(root.resolve("p" + seed))) {
                Path file = Files.writeString(root.resolve("file"), "no directory");
                try (Index index = Index.open(bench.project(), file.resolve("state"), message -> {})) {
                    spared += play(index, seed);
                }
            }
        }
        assertThat(spared).as("tests that only their recordings kept fresh").isGreaterThan(PROGRAMS);
    }

    private int play(Index index, int seed) {
        int spared = 0;
        Random random = new Random(seed);
        RandomProgram program = new RandomProgram(random);
        Map<String, List<Map<String, Code>>> passed = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            index.update(program.compiled());
            if (random.nextInt(3) == 0) {
                assertAsFromScratch(index, seed);
            }
            for (TestClass test : index.testClasses()) {
                List<Map<String, Code>> runs = passed.getOrDefault(test.name(), List.of());
                Map<String, Code> alone = program.alone(test.name());
                boolean fresh = index.standing(test) == Standing.FRESH;
                String what = "seed " + seed + ", step " + step + ", " + test.name();
                if (fresh) {
                    assertThat(runs).as(what).contains(alone);
                } else if (!runs.isEmpty()) {
                    assertThat(runs.get(runs.size() - 1)).as(what).isNotEqualTo(alone);
                }
                spared += index.unaffected(test).isPresent() ? 1 : 0;
            }
            run(program, index, passed, random);
            if (random.nextBoolean()) {
                index.settled();
            }
            program.edit();
        }
        return spared;
    }

    /** What was kept from step to step is what comes of looking at everything again. */
    private static void assertAsFromScratch(Index index, int seed) {
        List<Count> counts = index.counts();
        List<Long> keys = index.testClasses().stream().map(index::key).toList();
        index.startOver();
        assertThat(index.counts()).as("seed %s", seed).isEqualTo(counts);
        assertThat(index.testClasses().stream().map(index::key).toList())
                .as("seed %s", seed)
                .isEqualTo(keys);
    }

    private static void run(
            RandomProgram program, Index index, Map<String, List<Map<String, Code>>> passed, Random random) {
        Jvm jvm = program.start();
        List<Selected> stale = new ArrayList<>(index.stale(new Question(Set.of(), Set.of(), Map.of(), Set.of(), false))
                .tests());
        Collections.shuffle(stale, random);
        for (Selected selected : stale) {
            jvm.run(index, selected);
            String test = selected.test().name();
            passed.computeIfAbsent(test, any -> new ArrayList<>()).add(program.alone(test));
        }
    }
}
