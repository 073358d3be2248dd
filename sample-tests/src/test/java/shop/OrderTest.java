package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final Price MUG = new Price(new Sku("MG-0007"), Money.of("8.40"), VatCodes.STANDARD);
    private static final Price BOOK = new Price(new Sku("BK-0001"), Money.of("18.60"), VatCodes.REDUCED);

    @Test
    void needsAtLeastOneLine() {
        assertThrows(IllegalArgumentException.class, () -> new Order(1, List.of(), new Discount.None()));
    }

    @Nested
    class WithTwoMugsAndABook {

        private final List<OrderLine> lines = List.of(new OrderLine(MUG, 2), new OrderLine(BOOK, 1));

        @Test
        void countsThreeArticles() {
            assertEquals(3, order(new Discount.None()).quantity());
        }

        @Test
        void addsUpNetAndGross() {
            Order order = order(new Discount.None());

            assertEquals(Money.of("35.40"), order.net());
            assertEquals(Money.of("39.90"), order.gross());
        }

        @Nested
        class AndTenPercentOff {

            private final Order order = order(new Discount.Percentage(10));

            @Test
            void saves() {
                assertEquals(Money.of("3.99"), order.saving());
            }

            @Test
            void costsTheRest() {
                assertEquals(Money.of("35.91"), order.total());
            }
        }

        private Order order(Discount discount) {
            return new Order(1, lines, discount);
        }
    }
}
