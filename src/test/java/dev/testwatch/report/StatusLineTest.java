package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private static final Theme ASCII_40 = new Theme(40, false, false, false);

    @Test
    void progressNamesTheSlowTest() {
        var progress = new Notice.Progress(
                9,
                14,
                1,
                Duration.ofMillis(812),
                Optional.of("OrderIT › ships in two parcels"),
                Optional.of(Duration.ofMillis(2100)));
        assertThat(text(Shop.WIDE).status(progress))
                .isEqualTo(" 9/14  1 failed  0.8s   OrderIT › ships in two parcels (2.1s usual)");
        assertThat(text(ASCII_40).status(progress)).isEqualTo(" 9/14  1 failed  0.8s   OrderIT > shi...");
        assertThat(Screen.legible(text(new Theme(80, true, true, false)).status(progress)))
                .startsWith(" 9/14  <red>1 failed</>  0.8s");
    }

    @Test
    void progressWithoutFailuresIsShort() {
        var progress = new Notice.Progress(
                1_009, 1_930, 0, Duration.ofSeconds(72), Optional.empty(), Optional.of(Duration.ofSeconds(1)));
        assertThat(text(Shop.WIDE).status(progress)).isEqualTo(" 1,009/1,930  1m 12s");
    }

    @Test
    void idleAlwaysCarriesTheVerdictOfTheWholeProject() {
        ConsoleText text = text(new Theme(100, false, true, false));
        assertThat(text.idle(new Status.Watching(
                        Shop.verdict(Verdict.State.RED, 1, 1930, 0, 0), false, Optional.of("pri"), Optional.empty())))
                .isEqualTo(" watching   1 of 1,930 failing   filter: pri   c clear   h help");
        assertThat(text.idle(new Status.Watching(
                        Shop.verdict(Verdict.State.RED, 1, 1930, 0, 0), false, Optional.empty(), Optional.empty())))
                .isEqualTo(
                        " watching   1 of 1,930 failing   f failed   i step   y why   = since green   d debug   h help");
        assertThat(text.idle(new Status.Watching(
                        Shop.verdict(Verdict.State.GREEN, 0, 1930, 0, 0), false, Optional.empty(), Optional.empty())))
                .isEqualTo(" watching   all 1,930 pass   a all   h help");
        assertThat(text.idle(new Status.Watching(
                        Shop.verdict(Verdict.State.BLOCKED, 0, 1930, 0, 3), true, Optional.empty(), Optional.empty())))
                .isEqualTo(" paused   3 blocked   space resumes   h help");
        assertThat(text.idle(new Status.Watching(
                        Shop.verdict(Verdict.State.UNKNOWN, 0, 0, 0, 0), false, Optional.empty(), Optional.empty())))
                .isEqualTo(" watching   no tests known   a all   h help");
    }

    @Test
    void idleGivesUpHintsBeforeTheVerdict() {
        assertThat(text(ASCII_40)
                        .idle(new Status.Watching(
                                Shop.verdict(Verdict.State.RED, 1, 1930, 0, 0),
                                false,
                                Optional.empty(),
                                Optional.empty())))
                .isEqualTo(" watching   1 of 1,930 failing   h help");
        assertThat(text(new Theme(20, false, false, false))
                        .idle(new Status.Watching(
                                Shop.verdict(Verdict.State.RED, 1, 1930, 0, 0),
                                false,
                                Optional.empty(),
                                Optional.empty())))
                .isEqualTo(" watching   1 of ...");
    }

    @Test
    void busySaysWhatIsGoingOn() {
        assertThat(text(Shop.WIDE).busy("compiling Money.java")).isEqualTo(" compiling Money.java…");
        assertThat(text(ASCII_40).busy("compiling Money.java")).isEqualTo(" compiling Money.java...");
        assertThat(text(Shop.WIDE).busy("reading the build (Maven): Building\u001b[2J core…"))
                .isEqualTo(" reading the build (Maven): Building\\u001b[2J core…");
    }

    private static ConsoleText text(Theme theme) {
        return new ConsoleText(new Shop(), () -> theme, Shop.CLOCK);
    }
}
