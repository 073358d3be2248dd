// outcome: crashed
// state: red
// says: the JVM died
package shop;

import org.junit.jupiter.api.Test;

/** Ends its JVM without a word, as if all were well. */
class HaltsWithZeroTest {
    @Test
    void misbehaves() {
        Runtime.getRuntime().halt(0);
    }
}
