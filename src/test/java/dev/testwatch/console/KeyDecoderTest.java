package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.console.Key.Paste;
import dev.testwatch.console.Key.Press;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDecoderTest {

    private final KeyDecoder decoder = new KeyDecoder();

    @Test
    void charactersAreKeysOfTheirOwnName() {
        assertThat(decoder.feed("aR?é漢\ud83d\ude00 "))
                .extracting(key -> ((Press) key).name())
                .containsExactly("a", "R", "?", "é", "漢", "\ud83d\ude00", "Space");
    }

    @Test
    void controlCharactersHaveNames() {
        assertThat(decoder.feed("\r\n\t\b\u007f\u0003\u0004\u001a\u0015\u0000\u001c"))
                .extracting(key -> ((Press) key).name())
                .containsExactly(
                        "Enter", "Enter", "Tab", "Backspace", "Backspace", "Ctrl-C", "Ctrl-D", "Ctrl-Z", "Ctrl-U");
    }

    @ParameterizedTest
    @CsvSource({"[A,Up", "OA,Up", "[B,Down", "OB,Down", "[15~,F5", "[[E,F5", "[3~,Delete", "[H,Home", "OM,Enter"})
    void sequencesAreKeys(String sequence, String name) {
        assertThat(decoder.feed("\u001b" + sequence)).containsExactly(new Press(name));
        assertThat(decoder.patience()).isEmpty();
    }

    @Test
    void aSequenceMayComeInPieces() {
        assertThat(decoder.feed("\u001b")).isEmpty();
        assertThat(decoder.feed("[1")).isEmpty();
        assertThat(decoder.patience()).isPresent();
        assertThat(decoder.feed("5~x")).containsExactly(new Press("F5"), new Press("x"));
    }

    @Test
    void aLoneEscIsTheEscKeyOnceNothingFollows() {
        assertThat(decoder.feed("\u001b")).isEmpty();
        assertThat(decoder.patience())
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofMillis(10), Duration.ofMillis(200)));
        assertThat(decoder.giveUp()).containsExactly(new Press("Esc"));
        assertThat(decoder.patience()).isEmpty();
        assertThat(decoder.giveUp()).isEmpty();
    }

    @Test
    void twoEscsAreTwoKeys() {
        assertThat(decoder.feed("\u001b\u001b")).containsExactly(new Press("Esc"));
        assertThat(decoder.giveUp()).containsExactly(new Press("Esc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1;5A",
                "[24~",
                "[200;3~",
                "[?62;4c",
                "OP",
                "q",
                "[I",
                "]10;rgb:ff/ff/ff\u0007",
                "]11;q\u001b\\",
                "P1+r\u001b\\",
                "[M !q",
                "[<0;1;1M"
            })
    void unknownSequencesAreSwallowedWhole(String sequence) {
        assertThat(decoder.feed("\u001b" + sequence + "a")).containsExactly(new Press("a"));
    }

    @Test
    void aSequenceThatNeverEndsIsForgotten() {
        assertThat(decoder.feed("\u001b[1;")).isEmpty();
        assertThat(decoder.giveUp()).isEmpty();
        assertThat(decoder.feed("q")).containsExactly(new Press("q"));
    }

    @Test
    void aPasteIsOneKeyAndNotItsCharacters() {
        assertThat(decoder.feed("\u001b[200~quit\u001b[A\rall")).isEmpty();
        assertThat(decoder.feed("\u001b[201~f")).containsExactly(new Paste("quit\u001b[A\rall"), new Press("f"));
    }

    @Test
    void aHugePasteEndsWhereItEnds() {
        List<Key> keys = decoder.feed("\u001b[200~" + "q".repeat(100_000) + "\u001b[201~f");
        assertThat(keys).hasSize(2).last().isEqualTo(new Press("f"));
        assertThat(((Paste) keys.get(0)).text()).hasSizeLessThan(20_000);
    }

    @Test
    void aPasteThatNeverEndsGivesTheKeyboardBack() {
        decoder.feed("\u001b[200~qqq");
        assertThat(decoder.giveUp()).isEmpty();
        assertThat(decoder.feed("a")).containsExactly(new Press("a"));
    }

    @Test
    void anyInputLeavesTheKeyboardUsable() {
        Random random = new Random(42);
        String alphabet = "\u001b[]OPM~\\\u0007;?0129AZaq \r\ud83d\ude00é\u0000\u009b";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder noise = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            decoder.feed(noise.toString());
            decoder.giveUp();
            assertThat(decoder.feed("q")).as("after %s", noise).containsExactly(new Press("q"));
        }
    }
}
