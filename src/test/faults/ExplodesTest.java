// outcome: completed
// state: green
package shop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Has 20,000 invocations. */
class ExplodesTest {
    static IntStream numbers() {
        return IntStream.range(0, 20_000);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void misbehaves(int number) {
        assertTrue(number >= 0);
    }
}
