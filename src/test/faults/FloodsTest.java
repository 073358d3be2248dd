// outcome: completed
// state: green
package shop;

import org.junit.jupiter.api.Test;

/** Writes 20 MB. */
class FloodsTest {
    @Test
    void misbehaves() {
        String line = "x".repeat(1_000);
        for (int i = 0; i < 20_000; i++) {
            System.out.println(line);
        }
    }
}
