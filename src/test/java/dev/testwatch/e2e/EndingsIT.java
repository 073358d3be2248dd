package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** However testwatch ends, and whatever it is doing: nothing of it is left, the terminal is as before, and no result lies. */
@Tag("campaign")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left is found in /proc")
class EndingsIT {

    private static final String REST = "watching +(all 91 pass|2 of 91 failing)";

    /** How testwatch is ended. {@code exitCode}: that of its process; empty where a shell cannot tell or it depends. */
    private enum End {
        INT(OptionalInt.of(130)),
        TERM(OptionalInt.of(143)),
        HUP(OptionalInt.of(129)),
        QUIT_KEY(OptionalInt.empty()),
        KILL(OptionalInt.of(137)),
        CLOSED(OptionalInt.empty()),
        Q(OptionalInt.empty()),
        CTRL_D(OptionalInt.empty());

        private final OptionalInt exitCode;

        End(OptionalInt exitCode) {
            this.exitCode = exitCode;
        }
    }

    /** What it is doing meanwhile. */
    private enum Doing {
        NOTHING,
        COMPILING,
        RUNNING,
        PROMPTING
    }

    private Shop shop;
    private Gate gate;
    private Pane pane;
    private int edits;
    private boolean broken;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        shop = Shop.judged();
        gate = new Gate(shop);
        pane = Pane.open(directory, shop.root());
    }

    @AfterAll
    void close() {
        if (pane != null) {
            pane.close();
            pane.awaitNobody(System.nanoTime());
        }
    }

    @Test
    void killedAtAnyMomentItLeavesNothingBehindAndNothingWrong() {
        Campaign campaign = Campaign.of("testwatch killed with kill -9");
        long seed = campaign.seed();
        Random random = new Random(seed);
        int times = campaign.size(6, 500);
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Doing doing = Doing.values()[i % Doing.values().length];
            try {
                ProcessHandle testwatch = startAndAwaitTruth();
                doing(doing, random);
                LockSupport.parkNanos(random.nextInt(100) * 1_000_000L);
                long killed = System.nanoTime();
                testwatch.destroyForcibly();
                millis.add(pane.awaitNobody(killed).toMillis());
                pane.awaitAsBefore();
                gate.open();
            } catch (AssertionError e) {
                throw new AssertionError("killed while " + doing + ", seed " + seed + ", number " + i, e);
            }
        }
        startAndAwaitTruth();
        end(End.Q);
        Collections.sort(millis);
        campaign.report(
                "%d of %d: nothing left after p50 %d ms, max %d ms; terminal as before; results true after each restart",
                millis.size(), times, millis.get(millis.size() / 2), millis.get(millis.size() - 1));
    }

    @Test
    void endedInAnyWayWhateverItDoesItGivesTheTerminalBack() {
        Campaign campaign = Campaign.of("ends and states");
        long seed = campaign.seed();
        Random random = new Random(seed);
        List<List<Enum<?>>> cases = new ArrayList<>();
        for (int i = 0; i < End.values().length * Doing.values().length; i++) {
            // Each end once in the first eight, each state twice.
            End end = End.values()[i % End.values().length];
            cases.add(List.of(end, Doing.values()[(i + i / End.values().length) % Doing.values().length]));
        }
        int times = Math.min(cases.size(), campaign.size(8, cases.size()));
        List<Long> millis = new ArrayList<>();
        for (List<Enum<?>> each : cases.subList(0, times)) {
            try {
                startAndAwaitTruth();
                doing((Doing) each.get(1), random);
                if (each.get(1) == Doing.PROMPTING
                        && List.of(End.Q, End.CTRL_D, End.QUIT_KEY).contains(each.get(0))) {
                    pane.press("Escape"); // They mean something else at a prompt.
                    pane.awaitLastLine(REST);
                }
                long ended = System.nanoTime();
                Optional<Integer> code = end((End) each.get(0));
                millis.add(pane.awaitNobody(ended).toMillis());
                pane.awaitAsBefore();
                ((End) each.get(0))
                        .exitCode.ifPresent(expected -> assertThat(code).hasValue(expected));
                gate.open();
            } catch (AssertionError e) {
                throw new AssertionError("ended by " + each + ", seed " + seed, e);
            }
        }
        Collections.sort(millis);
        campaign.report(
                "%d of %d: terminal as before; nothing left after p50 %d ms, max %d ms",
                millis.size(), times, millis.get(millis.size() / 2), millis.get(millis.size() - 1));
        assertThat(millis).allMatch(time -> time < Duration.ofSeconds(60).toMillis());
    }

    /** The first thing that a start rests on has to be true of the sources, whatever was going on before. */
    private ProcessHandle startAndAwaitTruth() {
        ProcessHandle testwatch = pane.start();
        String shown = pane.awaitLastLine(REST);
        assertThat(shown).contains(broken ? "2 of 91 failing" : "all 91 pass");
        return testwatch;
    }

    private void doing(Doing doing, Random random) {
        switch (doing) {
            case COMPILING -> {
                if (random.nextBoolean()) {
                    breakOrRepair();
                } else {
                    gate.edit(++edits);
                }
            }
            case RUNNING -> {
                gate.close();
                gate.edit(++edits);
                pane.awaitLastLine(" 0/1 ");
            }
            case PROMPTING -> {
                pane.press("p");
                pane.awaitLastLine("Esc leave");
            }
            case NOTHING -> {
                if (random.nextBoolean()) {
                    // Not seen before the next start, or just before the end.
                    breakOrRepair();
                }
            }
        }
    }

    private void breakOrRepair() {
        shop.replace(shop.source("Invoice"), broken ? "\"Sum\"" : "\"Total\"", broken ? "\"Total\"" : "\"Sum\"");
        broken = !broken;
    }

    /** Returns the exit code where a shell is left that can tell it. */
    private Optional<Integer> end(End end) {
        switch (end) {
            case INT, TERM, HUP, KILL -> pane.signal(end.name());
            case QUIT_KEY -> pane.press("C-\\", "q"); // Ctrl-\ is a key like others, and ends nothing by itself.
            case Q -> pane.press("q");
            case CTRL_D -> pane.press("C-d");
            case CLOSED -> {
                pane.close();
                pane.awaitNobody(System.nanoTime());
                pane.open();
                return Optional.empty();
            }
        }
        return Optional.of(pane.awaitExitCode());
    }
}
