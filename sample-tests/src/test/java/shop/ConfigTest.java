package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class ConfigTest {

    @Test
    void readsTheShopsProperties() {
        assertEquals("The Corner Shop", Config.get("shop.name"));
    }

    @Test
    void readsNumbers() {
        assertEquals(10, Config.number("shipping.articles-in-parcel"));
    }

    @Test
    void letsSystemPropertiesOverrule() {
        assertEquals("north", Config.get("shop.region"), "the build sets shop.region for tests");
    }

    @Test
    void namesAMissingKey() {
        var failure = assertThrows(IllegalStateException.class, () -> Config.get("shop.owner"));

        assertEquals("missing key shop.owner", failure.getMessage());
    }

    @Test
    void namesAKeyThatIsNoNumber() {
        var failure = assertThrows(IllegalStateException.class, () -> Config.number("shop.name"));

        assertTrue(failure.getMessage().startsWith("shop.name is no number"));
    }

    @Test
    void knowsThePaymentGateway() {
        String gateway = System.getenv("SHOP_GATEWAY");
        assumeTrue(gateway != null, "needs a payment gateway in SHOP_GATEWAY");

        assertTrue(gateway.startsWith("https://"));
    }
}
