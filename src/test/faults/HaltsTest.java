// outcome: crashed
// state: red
// says: exit code 7
package shop;

import org.junit.jupiter.api.Test;

/** Ends its JVM without a word. */
class HaltsTest {
    @Test
    void misbehaves() {
        Runtime.getRuntime().halt(7);
    }
}
