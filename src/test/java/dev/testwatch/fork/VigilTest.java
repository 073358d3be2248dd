package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Message.Kind;
import dev.testwatch.worker.Message.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VigilTest {

    private static final Node TEST =
            new Node("t", Optional.of("c"), Kind.TEST, "t()", Optional.of("a.T"), Optional.of("a.T"), Optional.of("t"));
    private static final Patience MINUTE =
            new Patience(Optional.empty(), Optional.of(HangLimit.of(Duration.ofSeconds(60))), name -> Optional.empty());

    @Test
    void slownessIsToldOnceForEachDoubling() {
        assertThat(findings(new Vigil(MINUTE, 0), 0, 59, signs(0))).containsExactly("slow 10", "slow 20", "slow 40");
    }

    @Test
    void whatUsuallyTakesLongIsNotSlow() {
        var patience = new Patience(
                Optional.empty(),
                Optional.of(HangLimit.of(Duration.ofSeconds(60))),
                name -> Optional.of(Duration.ofSeconds(7)));
        assertThat(findings(new Vigil(patience, 0), 0, 70, signs(0)))
                .containsExactly("over timed out after 70 s in which nothing happened");
    }

    @Test
    void aRunInWhichNothingHappensIsOver() {
        assertThat(findings(new Vigil(MINUTE, 0), 0, 60, signs(0)))
                .endsWith("over timed out after 60 s in which nothing happened");
    }

    @Test
    void aTestThatRunsForTheFirstTimeMayTakeLonger() {
        var patience = new Patience(Optional.empty(), Optional.of(HangLimit.USUAL), name -> Optional.empty());
        assertThat(findings(new Vigil(patience, 0), 0, 599, signs(0))).noneMatch(finding -> finding.startsWith("over"));
        assertThat(findings(new Vigil(patience, 0), 0, 600, signs(0)))
                .endsWith("over timed out after 600 s in which nothing happened");
    }

    @Test
    void outputIsASignThatSomethingHappens() {
        var vigil = new Vigil(MINUTE, 0);
        findings(vigil, 0, 50, signs(0));
        var printing = new Vigil.Signs(seconds(50), 0, seconds(50), List.of(TEST));
        assertThat(findings(vigil, 51, 109, printing)).noneMatch(finding -> finding.startsWith("over"));
        assertThat(vigil.look(seconds(111), printing)).isInstanceOf(Vigil.Finding.Over.class);
    }

    @Test
    void aJvmThatSaysNothingAtAllIsTold() {
        var quiet = new Vigil.Signs(0, 0, 0, List.of());
        assertThat(findings(new Vigil(MINUTE, 0), 0, 45, quiet)).containsExactly("silent 10", "silent 20", "silent 40");
    }

    @Test
    void theTimeInWhichThisProgramWasStoppedDoesNotCount() {
        var vigil = new Vigil(MINUTE, 0);
        findings(vigil, 0, 5, signs(0));
        assertThat(vigil.look(seconds(3600), signs(0))).isInstanceOf(Vigil.Finding.Fine.class);
        assertThat(findings(vigil, 3601, 3610, signs(0))).containsExactly("slow 10");
    }

    @Test
    void theLimitHoldsForTheWholeRun() {
        var vigil = new Vigil(Patience.of(Duration.ofSeconds(3)), 0);
        List<String> all = new ArrayList<>();
        for (int second = 0; second <= 3; second++) {
            all.add(text(vigil.look(seconds(second), signs(second))));
        }
        assertThat(all).containsExactly("fine", "fine", "fine", "over timed out after 3 s");
    }

    /** What is found from second to second, as long as the signs are these. */
    private static List<String> findings(Vigil vigil, int from, int to, Vigil.Signs signs) {
        List<String> all = new ArrayList<>();
        for (int second = from; second <= to; second++) {
            String found = text(vigil.look(seconds(second), alive(signs, second)));
            if (!found.equals("fine")) {
                all.add(found);
            }
        }
        return all;
    }

    /** A JVM in which tests run gives its signs of life. */
    private static Vigil.Signs alive(Vigil.Signs signs, int second) {
        return signs.running().isEmpty()
                ? signs
                : new Vigil.Signs(signs.any(), signs.step(), seconds(second), signs.running());
    }

    private static Vigil.Signs signs(int second) {
        return new Vigil.Signs(seconds(second), seconds(second), seconds(second), List.of(TEST));
    }

    private static String text(Vigil.Finding finding) {
        if (finding instanceof Vigil.Finding.Slow slow) {
            return "slow " + slow.since().toSeconds();
        }
        if (finding instanceof Vigil.Finding.Silent silent) {
            return "silent " + silent.since().toSeconds();
        }
        return finding instanceof Vigil.Finding.Over over ? "over " + over.cause() : "fine";
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
