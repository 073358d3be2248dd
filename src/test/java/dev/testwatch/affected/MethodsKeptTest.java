package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.campaign.Campaign;
import dev.testwatch.fork.TestResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is known of single methods outlives testwatch, and what is lost of it only makes them run. */
class MethodsKeptTest extends MethodsOfMoney {

    @Test
    void itIsStillKnownAfterARestartThatNotAllOfTheClassHasRun() {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        amend(passed("adds"), passed("both"));

        bench.restart();
        assertThat(standing()).isEqualTo(Standing.FRESH);
        Selected swept =
                bench.index().of(List.of(test()), new Reason.Swept()).tests().get(0);
        bench.index().recordSwept(swept, List.of(result("subs", Status.FAILED)), SECOND, Optional.empty());

        assertThat(standing()).isEqualTo(Standing.FAILING);
    }

    @Test
    void whatIsKnownOfMethodsOutlivesTheProcess() {
        passAndSweep();

        bench.restart();
        assertThat(bench.index().unsweptMethods()).as("nothing begins anew").isEmpty();
        bench.main(MONEY_WITH_OTHER_ADD).save();

        assertThat(only()).containsExactlyInAnyOrder("adds", "both");
    }

    @Test
    void itOutlivesTheDeathOfTheProcess() {
        passAndSweep();

        bench.kill().restart();
        assertThat(bench.index().unsweptMethods()).isEmpty();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        assertThat(only()).containsExactlyInAnyOrder("adds", "both");
        amend(passed("adds"), passed("both"));

        bench.kill().restart();
        assertThat(standing()).isEqualTo(Standing.FRESH);
        assertThat(bench.index().unsweptMethods()).containsExactlyInAnyOrder(method("adds"), method("both"));
    }

    @Test
    void aMethodThatWasTriedInVainIsNotTriedAgainAfterARestart() {
        pass();
        sweep("subs", result("subs", Status.FAILED));

        bench.restart();

        assertThat(bench.index().unsweptMethods()).containsExactlyInAnyOrder(method("adds"), method("both"));
    }

    @Test
    void aMethodWhoseDependenciesHaveChangedWhileTestwatchWasAwayRuns() {
        passAndSweep();
        bench.close();

        bench.main(MONEY_WITH_OTHER_ADD).save();

        assertThat(only()).containsExactlyInAnyOrder("adds", "both");
    }

    @Test
    void whatPassedInAnotherEnvironmentIsNotKnown() {
        passAndSweep();
        bench.close();
        bench.jvmArguments("-Dother=true");

        bench.index().reconcile(bench.everything());

        assertThat(standing()).isEqualTo(Standing.STALE);
        assertThat(methods()).isEmpty();
    }

    @Test
    void aMethodThatFailsThoughNothingItNeedsHasChangedIsNotKnownToPassAfterAnyDeath() throws IOException {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        bench.index()
                .record(
                        selected(),
                        List.of(passed("adds"), result("subs", Status.FAILED), passed("both")),
                        SECOND,
                        Optional.of(whole().footprint()));
        bench.kill();
        Files.deleteIfExists(bench.state().resolve("journal"));

        bench.restart().main(MONEY).save();

        assertThat(methods().orElse(List.of(id("subs")))).contains(id("subs"));
    }

    @Test
    @Tag("campaign")
    void whereverTheJournalEndsNoMethodIsLeftOutThatHasToRun() throws IOException {
        passAndSweep();
        bench.main(MONEY_WITH_OTHER_ADD).save();
        amend(passed("adds"), passed("both"));
        sweep("adds");
        bench.kill();
        Path snapshot = bench.state().resolve("index");
        Path copy = Files.createDirectories(root.resolve("cut"));
        if (Files.exists(snapshot)) {
            Files.copy(snapshot, copy.resolve("index"));
        }
        byte[] journal = Files.readAllBytes(bench.state().resolve("journal"));
        bench.main(MONEY_WITH_OTHER_ADD.replace("1 - less", "-less + 1")).save();

        Campaign campaign = Campaign.of("single methods: journal");
        int[] ends = IntStream.concat(Campaign.places(journal.length, campaign.seed()), IntStream.of(journal.length))
                .toArray();
        int known = 0;
        for (int length : ends) {
            Files.write(copy.resolve("journal"), Arrays.copyOf(journal, length));
            try (Index index = Index.reading(bench.project(), copy, message -> {})) {
                index.reconcile(bench.everything());
                Optional<List<String>> only =
                        Optional.ofNullable(index.methods(List.of(test())).get(test()));
                assertThat(index.standing(test())).as("cut to " + length).isEqualTo(Standing.STALE);
                assertThat(only.orElse(List.of(id("subs"), id("both"))))
                        .as("cut to " + length)
                        .contains(id("subs"), id("both"));
                known += only.isPresent() ? 1 : 0;
            }
        }
        assertThat(known).isPositive();
        campaign.report("cut to %d of %d lengths, %d with methods known", ends.length, journal.length + 1, known);
    }
}
