package shop;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MoneyTest {

    @Test
    @DisplayName("rounds half a cent up, away from zero")
    void roundsHalfUp() {
        Money net = Money.of("12.345");

        assertEquals(Money.of("12.35"), net.rounded());
    }

    @ParameterizedTest
    @CsvSource({"EUR, 0.004, 0", "EUR, 0.005, 0.01", "EUR, -0.005, -0.01", "USD, 9.994999, 9.99", "JPY, 1049.5, 1050"})
    void roundsToWhatTheCurrencyCanPay(Currency currency, String exact, String rounded) {
        assertEquals(Money.of(rounded, currency), Money.of(exact, currency).rounded());
    }

    @ParameterizedTest
    @EnumSource
    void zeroChangesNothing(Currency currency) {
        Money some = Money.of("7", currency);

        assertAll(
                () -> assertEquals(some, some.plus(Money.zero(currency))),
                () -> assertEquals(some, some.minus(Money.zero(currency))),
                () -> assertEquals(Money.zero(currency), some.times(0)));
    }

    @Test
    void equalAmountsAreEqualWhateverTheirZeros() {
        assertEquals(Money.of("1.5"), Money.of("1.500"));
        assertEquals(Money.of("1.5").hashCode(), Money.of("1.500").hashCode());
    }

    @Test
    void takesPercentExactly() {
        assertEquals(Money.of("0.0133"), Money.of("0.19").percent(7));
    }

    @Test
    void ordersByAmount() {
        assertTrue(Money.of("9.99").compareTo(Money.of("10")) < 0);
    }

    @Test
    void refusesToMixCurrencies() {
        Money euros = Money.of("1", Currency.EUR);
        Money yen = Money.of("1", Currency.JPY);

        var refusal = assertThrows(IllegalArgumentException.class, () -> euros.plus(yen));

        assertEquals("cannot mix EUR and JPY", refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"EUR, 12.3, 12.30 €", "USD, 100, 100.00 $", "JPY, 1200, 1200 ¥", "EUR, 0.125, 0.125 €"})
    void readsAsCustomersExpect(Currency currency, String amount, String text) {
        assertEquals(text, Money.of(amount, currency).toString());
    }
}
