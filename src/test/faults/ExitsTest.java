// outcome: crashed
// state: red
// says: System.exit called at shop.ExitsTest.misbehaves(ExitsTest.java:
package shop;

import org.junit.jupiter.api.Test;

/** Ends its JVM. */
class ExitsTest {
    @Test
    void misbehaves() {
        System.exit(4);
    }
}
