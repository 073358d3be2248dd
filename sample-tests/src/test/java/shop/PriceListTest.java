package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceListTest {

    @Nested
    class TheStandardList {

        private final PriceList list = PriceList.standard();

        @Test
        void holdsSevenArticles() {
            assertEquals(7, list.size());
        }

        @Test
        void knowsNetAndGross() {
            Price mug = list.get(new Sku("MG-0007"));

            assertEquals(Money.of("8.40"), mug.net());
            assertEquals(Money.of("10.00"), mug.gross());
        }

        @Test
        void chargesNoTaxOnGiftVouchers() {
            Price voucher = list.get(new Sku("GV-0025"));

            assertEquals(voucher.net(), voucher.gross());
        }

        @Test
        void hasNoPriceForWhatIsNotSold() {
            assertEquals(Optional.empty(), list.find(new Sku("XX-9999")));
            assertThrows(IllegalArgumentException.class, () -> list.get(new Sku("XX-9999")));
        }
    }

    @Nested
    class Reading {

        @Test
        void skipsCommentsAndEmptyLines() {
            assertEquals(2, PriceList.fromResource("/shop/supplier-prices.csv").size());
        }

        @Test
        void letsTheLaterLineWin() {
            PriceList list = PriceList.read(new StringReader("AA-0001; 1.00; 0\nAA-0001; 2.00; 0\n"));

            assertEquals(Money.of("2.00"), list.get(new Sku("AA-0001")).net());
        }

        @ParameterizedTest
        @ValueSource(strings = {"AA-0001", "AA-0001; 1.00", "AA-0001; cheap; 1", "AA-0001; -1.00; 1"})
        void refusesBrokenLines(String line) {
            assertThrows(IllegalArgumentException.class, () -> PriceList.read(new StringReader(line)));
        }

        @Test
        void namesAListThatIsNotThere() {
            var refusal = assertThrows(IllegalArgumentException.class, () -> PriceList.fromResource("/none.csv"));

            assertTrue(refusal.getMessage().contains("/none.csv"));
        }
    }
}
