package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CheckoutTest {

    @Test
    void numbersOrdersInTheOrderTheyCome() {
        OrderNumbers numbers = new OrderNumbers(0);

        assertEquals(1, cart().checkOut(numbers).number());
        assertEquals(2, cart().checkOut(numbers).number());
    }

    @Test
    @Tag("slow")
    void endsInTimeWithASlowBank() {
        assertTimeout(Duration.ofSeconds(10), () -> {
            Order order = cart().checkOut(new OrderNumbers(0));

            assertEquals(Money.of("10.00"), pay(order));
        });
    }

    /** A bank that takes a second and a half. */
    private static Money pay(Order order) throws InterruptedException {
        new CountDownLatch(1).await(1_500, TimeUnit.MILLISECONDS);
        return order.total();
    }

    private static Cart cart() {
        return new Cart(PriceList.standard()).add("MG-0007", 1);
    }
}
