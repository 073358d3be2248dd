package dev.testwatch.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestChoiceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PriceTest; shop.PriceTest; true",
                "PriceTest; shop.OrderTest; false",
                "Price*; shop.PriceListTest; true",
                "shop.PriceTest; shop.PriceTest; true",
                "PriceTest,Order*; shop.OrderTest; true",
                "!OrderTest; shop.PriceTest; true",
                "!OrderTest; shop.OrderTest; false",
                "Price*#rounds*; shop.PriceTest; true",
                "%regex[.*Price.*]; shop.PriceTest; true"
            })
    void choosesClassesAsSurefireDoes(String text, String name, boolean chosen) {
        assertThat(new TestChoice(text).matches(name)).isEqualTo(chosen);
    }

    @Test
    void classesComeInTheOrderInWhichTheyAreNamed() {
        var choice = new TestChoice("!SlowTest,shop.ZTest,A*#b");
        assertThat(choice.place("shop.ZTest")).isLessThan(choice.place("shop.ATest"));
        assertThat(choice.place("shop.ATest")).isLessThan(choice.place("shop.OtherTest"));
    }

    @Test
    void methodsBecomeAnExpressionForAll() {
        String methods = new TestChoice("PriceTest#rounds*+keeps").methods().orElseThrow();

        assertThat("roundsHalfUp").matches(methods);
        assertThat("keeps").matches(methods);
        assertThat("keepsAll").doesNotMatch(methods);
    }

    @Test
    void whereOneClassIsWantedWholeNoMethodIsLeftOut() {
        assertThat(new TestChoice("PriceTest#rounds,OrderTest").methods()).isEmpty();
        assertThat(new TestChoice("PriceTest").methods()).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithIt() {
        assertThat(new TestChoice("%regex[(]").problem()).isPresent();
        assertThat(new TestChoice("PriceTest#rounds*").problem()).isEmpty();
    }
}
