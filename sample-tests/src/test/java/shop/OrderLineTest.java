package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderLineTest {

    private static final Price MUG = new Price(new Sku("MG-0007"), Money.of("8.40"), VatCodes.STANDARD);

    @Test
    void multipliesThePrice() {
        OrderLine line = new OrderLine(MUG, 3);

        assertEquals(Money.of("25.20"), line.net());
        assertEquals(Money.of("30.00"), line.gross());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refusesToOrderNothing(int quantity) {
        assertThrows(IllegalArgumentException.class, () -> new OrderLine(MUG, quantity));
    }

    @Test
    void takesAsManyAsTheShopAllows() {
        assertEquals(List.of(), new OrderLine(MUG, 99).problems());
    }

    @Test
    void saysWhenItIsTooMany() {
        assertEquals(List.of("quantity is 100, at most 99"), new OrderLine(MUG, 100).problems());
    }
}
