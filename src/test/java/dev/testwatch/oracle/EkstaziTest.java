package dev.testwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EkstaziTest {

    @Test
    void theCheckersAffectedTestClassesAreSelected() {
        assertThat(Ekstazi.affected(
                        List.of("AFFECTED:[shop.MoneyTest, shop.basket.BasketTest]", "NONAFFECTED:[shop.OtherTest]")))
                .hasValueSatisfying(names ->
                        assertThat(names).containsExactlyInAnyOrder("shop.MoneyTest", "shop.basket.BasketTest"));
    }

    @Test
    void nothingIsSelectedIfNoneIsAffected() {
        assertThat(Ekstazi.affected(List.of("AFFECTED:[]", "NONAFFECTED:[shop.OtherTest]")))
                .hasValueSatisfying(names -> assertThat(names).isEmpty());
    }

    @Test
    void withoutTheCheckersAnswerItHasFailed() {
        assertThat(Ekstazi.affected(List.of("NONAFFECTED:[shop.MoneyTest]"))).isEmpty();
    }

    @Test
    void theAgentLooksAtTheProjectsPackagesOnly() {
        String pattern = Ekstazi.pattern(Set.of(
                new ClassName("shop", "org.shop.Money"),
                new ClassName("shop", "org.shop.basket.Basket"),
                new ClassName("shop", "org.shopping.List"),
                new ClassName("shop", "Unnamed")));

        assertThat(pattern).isEqualTo("^(org/shop/|org/shopping/)");
    }
}
