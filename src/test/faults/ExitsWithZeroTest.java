// outcome: crashed
// state: red
// says: System.exit called at shop.ExitsWithZeroTest.misbehaves(ExitsWithZeroTest.java:
package shop;

import org.junit.jupiter.api.Test;

/** Ends its JVM as if all were well. */
class ExitsWithZeroTest {
    @Test
    void misbehaves() {
        System.exit(0);
    }
}
