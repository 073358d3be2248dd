package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippingTest {

    private static final Price PENCIL = new Price(new Sku("PC-0001"), Money.of("1.00"), VatCodes.ZERO);

    private final Shipping shipping = new Shipping(10, Money.of("4.90"), Money.of("50"));

    @ParameterizedTest(name = "{0} articles in {1} parcels for {2}")
    @CsvSource({"1, 1, 4.90", "10, 1, 4.90", "11, 2, 9.80", "49, 5, 24.50", "50, 5, 0"})
    void packs(int articles, int parcels, String cost) {
        Order order = new Order(1, List.of(new OrderLine(PENCIL, articles)), new Discount.None());

        assertEquals(parcels, shipping.parcels(order));
        assertEquals(Money.of(cost), shipping.cost(order));
    }
}
