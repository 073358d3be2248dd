package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InvoiceTest {

    private final Cart cart = new Cart(PriceList.standard());

    @Test
    void printsArticlesDiscountParcelsAndTotal() throws IOException {
        cart.add("MG-0007", 3).add("BK-0001", 1).with(new Discount.Percentage(10));

        assertEquals(resource("/shop/invoice.txt"), invoice().text());
    }

    @Test
    void leavesOutWhatWouldBeZero() throws IOException {
        cart.add("GV-0025", 4);

        assertEquals(resource("/shop/invoice-short.txt"), invoice().text());
    }

    @Test
    void chargesShipping() {
        cart.add("CF-0100", 1);

        assertEquals(Money.of("11.90"), invoice().total());
    }

    private Invoice invoice() {
        return new Invoice(cart.checkOut(new OrderNumbers(1000)), Shipping.standard());
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = InvoiceTest.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
