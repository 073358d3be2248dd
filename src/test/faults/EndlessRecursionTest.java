// outcome: completed
// state: red
// says: java.lang.StackOverflowError
package shop;

import org.junit.jupiter.api.Test;

/** Calls itself for ever. */
class EndlessRecursionTest {
    @Test
    void misbehaves() {
        misbehaves();
    }
}
