package dev.testwatch.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.program.Settings.OnBusy;
import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Path DIRECTORY = Path.of("/project");

    private final List<Effect> effects = new ArrayList<>();
    private Turns turns;

    @Test
    void runsAtOnceAndWaitsForAChangeWhenThatIsOver() {
        begin(OnBusy.RESTART);
        ready();
        ends(0);
        assertThat(said()).endsWith("run 1 ended normally after 1.0 s; waiting for a change");
        changed("a");
        assertThat(effects).anyMatch(Effect.Prepare.class::isInstance);
        ready();
        assertThat(started()).containsExactly(List.of(), List.of("a"));
    }

    @Test
    void aStaleRunIsEndedAndOnlyThenTheNextBegins() {
        begin(OnBusy.RESTART);
        ready();
        changed("a");
        ready();
        assertThat(effects).endsWith(new Effect.End(1, true, true));
        assertThat(started()).hasSize(1);
        changed("b");
        ready();
        ends(143);
        assertThat(started()).containsExactly(List.of(), List.of("a", "b"));
        assertThat(said()).endsWith("2 files changed: run 2");
    }

    @Test
    void whatChangesWhileARunIsMadeReadyIsPartOfIt() {
        begin(OnBusy.RESTART);
        ready();
        ends(0);
        changed("a");
        changed("b");
        ready();
        ready();
        assertThat(started()).containsExactly(List.of(), List.of("a", "b"));
    }

    @Test
    void aRunThatMayEndIsFollowedByOneForAllThatHasChangedMeanwhile() {
        begin(OnBusy.QUEUE);
        ready();
        changed("a");
        changed("b");
        assertThat(effects).noneMatch(Effect.End.class::isInstance);
        ends(1);
        ready();
        assertThat(started()).containsExactly(List.of(), List.of("a", "b"));
    }

    @Test
    void whatIsPassedOverIsSaid() {
        begin(OnBusy.IGNORE);
        ready();
        changed("a");
        assertThat(said()).endsWith("a is new: passed over, run 1 is under way");
        ends(0);
        assertThat(started()).hasSize(1);
        changed("b");
        ready();
        assertThat(started()).hasSize(2);
    }

    @Test
    void exitStatusThreeAsksForTheNextRun() {
        begin(OnBusy.RESTART);
        ready();
        ends(3);
        ready();
        assertThat(started()).hasSize(2);
        assertThat(said()).contains("run 1 ended with exit status 3 after 1.0 s, which asks for the next one");
    }

    @Test
    void interruptsCancelThenQuit() {
        begin(OnBusy.RESTART);
        ready();
        on(new Event.Interrupted());
        assertThat(effects).endsWith(new Effect.End(1, false, true));
        ends(130);
        assertThat(said()).endsWith("run 1 is cancelled; waiting for a change, Ctrl-C again quits");
        on(new Event.Interrupted());
        assertThat(effects).endsWith(new Effect.Quit(130));
    }

    @Test
    void twoInterruptsKillAndQuit() {
        begin(OnBusy.RESTART);
        ready();
        on(new Event.Interrupted());
        on(new Event.Interrupted());
        assertThat(effects).endsWith(new Effect.End(1, false, false), new Effect.Quit(130));
    }

    @Test
    void whatCannotBeMadeReadyIsToldAndTheNextChangeTriedWithAllThatChanged() {
        begin(OnBusy.RESTART);
        ready();
        changed("a");
        on(new Event.PreparedRun(new Prepared.Broken(List.of("a does not compile"), true)));
        assertThat(effects).contains(new Effect.Say("a does not compile"), new Effect.End(1, false, true));
        ends(143);
        changed("b");
        ready();
        assertThat(started()).containsExactly(List.of(), List.of("a", "b"));
    }

    @Test
    void aChangeThatMakesNoDifferenceLeavesTheRunAlone() {
        begin(OnBusy.RESTART);
        ready();
        changed("a");
        on(new Event.PreparedRun(new Prepared.NothingNew("no class differs")));
        assertThat(said()).endsWith("no class differs; run 1 goes on");
        assertThat(effects).noneMatch(Effect.End.class::isInstance);
    }

    @Test
    void untilSuccessEndsWithTheFirstSuccessAndNotBefore() {
        begin(new Settings(OnBusy.RESTART, false, false, true));
        ready();
        ends(1);
        assertThat(effects).noneMatch(Effect.Quit.class::isInstance);
        changed("a");
        ready();
        ends(0);
        assertThat(effects).endsWith(new Effect.Quit(0));
    }

    @Test
    void exitWithChildPassesItsStatusOnButNotThree() {
        begin(new Settings(OnBusy.RESTART, false, true, false));
        ready();
        ends(3);
        ready();
        assertThat(effects).noneMatch(Effect.Quit.class::isInstance);
        ends(7);
        assertThat(effects).endsWith(new Effect.Quit(7));
    }

    private void begin(OnBusy onBusy) {
        begin(new Settings(onBusy, false, false, false));
    }

    private void begin(Settings settings) {
        take(Turns.begin(settings, false));
    }

    private void on(Event event) {
        take(turns.on(event));
    }

    private void take(Turns.Step step) {
        turns = step.turns();
        effects.addAll(step.effects());
    }

    /** Answers the last question. */
    private void ready() {
        Batch batch = effects.stream()
                .filter(Effect.Prepare.class::isInstance)
                .map(effect -> ((Effect.Prepare) effect).batch())
                .reduce(Batch.NONE, (one, later) -> later);
        on(new Event.PreparedRun(new Prepared.Ready(new Launch("make", List.of("make"), Map.of(), DIRECTORY, batch))));
    }

    private void changed(String name) {
        var change = new Change(Set.of(DIRECTORY.resolve(name)), Set.of());
        on(new Event.Changed(change, Batch.of(change, Set.of())));
    }

    private void ends(int status) {
        on(new Event.Ended(turns.run(), new Exit(status, Duration.ofSeconds(1))));
    }

    private List<List<String>> started() {
        return effects.stream()
                .filter(Effect.Start.class::isInstance)
                .map(effect -> ((Effect.Start) effect)
                        .launch().batch().paths().stream()
                                .map(path -> path.getFileName().toString())
                                .collect(Collectors.toList()))
                .toList();
    }

    private List<String> said() {
        return effects.stream()
                .filter(Effect.Say.class::isInstance)
                .map(effect -> ((Effect.Say) effect).line())
                .toList();
    }
}
