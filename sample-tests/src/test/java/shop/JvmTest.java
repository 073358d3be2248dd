package shop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JvmTest {

    @Test
    void isOpenedByTheBuild() throws ReflectiveOperationException {
        var value = String.class.getDeclaredField("value");

        assertTrue(value.trySetAccessible(), "the build passes --add-opens java.base/java.lang=ALL-UNNAMED");
    }
}
