package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Reason;
import dev.testwatch.affected.Selection;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Why tests ran, in words. */
class WhyTextTest {

    private static final String BECAUSE = "Money.java changed";
    private static final Reason NEEDS_MONEY =
            new Reason.DependsOn(List.of("shop.CartTest", "shop.Cart", "shop.Money"), Optional.of("Money.add(Money)"));

    @Test
    void theWayLeadsFromWhatChangedToTheTestAndNamesThePartThatItExecutes() {
        assertThat(why(Map.of(), selected("shop.CartTest", NEEDS_MONEY)).ofAll())
                .containsExactly(
                        "1 test class ran: Money.java changed",
                        "  shop.Money → shop.Cart → shop.CartTest: Money.add(Money)");
    }

    @Test
    void ofAClassOfWhichNotAllRanItTellsHowManyDid() {
        Selected cart = selected("shop.CartTest", NEEDS_MONEY);
        Selected money = selected("shop.MoneyTest", new Reason.Changed());

        assertThat(why(Map.of(cart.test(), List.of("[method:fills()]", "[method:empties()]")), cart, money)
                        .ofAll())
                .containsExactly(
                        "2 test classes ran: Money.java changed",
                        "  shop.Money → shop.Cart → shop.CartTest: Money.add(Money); only 2 of its methods",
                        "  shop.MoneyTest: changed itself");
    }

    @Test
    void ofVeryManyTheFirstAreTold() {
        Selected[] many = IntStream.range(0, 53)
                .mapToObj(i -> selected("shop.Test" + i, new Reason.NeverRun()))
                .toArray(Selected[]::new);

        assertThat(why(Map.of(), many).ofAll())
                .hasSize(52)
                .startsWith("53 test classes ran: Money.java changed", "  shop.Test0: never ran with this content")
                .endsWith("  … and 3 more");
    }

    private static WhyText why(Map<TestClass, List<String>> methods, Selected... selected) {
        return new WhyText(BECAUSE, new Selection(List.of(selected)), methods);
    }

    private static Selected selected(String name, Reason reason) {
        return new Selected(new TestClass("app", name), 1, reason, Optional.empty(), Optional.empty());
    }
}
