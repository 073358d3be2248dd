package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a string may name. */
class MentionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".class",
                "A.class",
                "shop/Money.class",
                "\1.class",
                "%s.class",
                "*.class",
                "Money$1.class",
                "div.class"
            })
    void theNameOfAClassFileOrItsEnd(String text) {
        assertThat(Mentions.isClassFile(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "class", "shop.Money", "#id .class", "java.util.logging.config.class", ".classes"})
    void noNameOfAClassFile(String text) {
        assertThat(Mentions.isClassFile(text)).isFalse();
    }

    @Test
    void classesAreFoundBetweenOtherWordsAndByTheirFiles() {
        assertThat(classes("see shop.Money#add or [Lshop.Cart; in shop/Prices.class"))
                .containsExactly("shop.Money", "Lshop.Cart", "shop.Cart", "shop.Prices");
    }

    private static Set<String> classes(String text) {
        Set<String> names = new LinkedHashSet<>();
        Mentions.classes(text, names);
        return names;
    }
}
