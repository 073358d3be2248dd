package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VatTest {

    @ParameterizedTest(name = "code {0} is {1} percent")
    @CsvSource({"0, 0", "1, 19", "2, 7"})
    void knowsTheRateOfEachCode(int code, int percent) {
        assertEquals(percent, Vat.percentOf(code));
    }

    @Test
    void refusesUnknownCodes() {
        assertThrows(IllegalArgumentException.class, () -> Vat.percentOf(3));
    }

    @Test
    void isRoundedToTheCent() {
        assertEquals(Money.of("1.89"), Vat.on(Money.of("9.95"), 1));
    }
}
