package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscountTest {

    private static final Price MUG = new Price(new Sku("MG-0007"), Money.of("8.40"), VatCodes.STANDARD);

    static Stream<Arguments> savingsOnFiveMugs() {
        return Stream.of(
                arguments(new Discount.None(), "0"),
                arguments(new Discount.Percentage(15), "7.50"),
                arguments(new Discount.Voucher(Money.of("12")), "12"),
                arguments(new Discount.OneFree(3), "10"),
                arguments(new Discount.OneFree(2), "20"),
                arguments(new Discount.Best(List.of(new Discount.OneFree(3), new Discount.Percentage(15))), "10"));
    }

    @ParameterizedTest
    @MethodSource("savingsOnFiveMugs")
    void saves(Discount discount, String saving) {
        assertEquals(Money.of(saving), discount.on(mugs(5)));
    }

    @Test
    void neverExceedsTheOrder() {
        Money total = new Order(1, mugs(1).lines(), new Discount.Voucher(Money.of("500"))).total();

        assertFalse(total.isNegative());
        assertEquals(Money.of("0"), total);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void refusesImpossiblePercentages(int percent) {
        assertThrows(IllegalArgumentException.class, () -> new Discount.Percentage(percent));
    }

    @Test
    @Disabled("loyalty points come with customer accounts")
    void addsUpWithLoyaltyPoints() {
        assertEquals(Money.of("12.50"), new Discount.Percentage(25).on(mugs(5)));
    }

    private static Order mugs(int quantity) {
        return new Order(1, List.of(new OrderLine(MUG, quantity)), new Discount.None());
    }
}
