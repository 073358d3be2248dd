package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CartTest {

    private final OrderNumbers numbers = new OrderNumbers(0);
    private Cart cart;

    @BeforeEach
    void takeACart() {
        cart = new Cart(PriceList.standard());
    }

    @Test
    void isEmptyAtFirst() {
        assertTrue(cart.isEmpty());
    }

    @Test
    void refusesWhatIsNotSold() {
        assertThrows(IllegalArgumentException.class, () -> cart.add("XX-9999", 1));
    }

    @Nested
    class WhenFilled {

        @BeforeEach
        void fill() {
            cart.add("MG-0007", 1).add("BK-0001", 1).add("mg-0007", 2);
        }

        @Test
        void putsTheSameArticleOnOneLine() {
            Order order = cart.checkOut(numbers);

            assertEquals(
                    List.of(3, 1),
                    order.lines().stream().map(OrderLine::quantity).toList());
        }

        @Test
        void forgetsWhatIsRemoved() {
            cart.remove("BK-0001").remove("MG-0007");

            assertTrue(cart.isEmpty());
        }

        @Test
        void handsItsDiscountToTheOrder() {
            Order order = cart.with(new Discount.OneFree(3)).checkOut(numbers);

            assertEquals(Money.of("39.90"), order.total());
        }

        @Test
        void cannotBeCheckedOutBeyondTheLimits() {
            cart.add("MG-0008", 100);

            var refusal = assertThrows(IllegalStateException.class, () -> cart.checkOut(numbers));

            assertEquals("quantity is 100, at most 99", refusal.getMessage());
        }
    }
}
