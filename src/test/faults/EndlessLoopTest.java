// outcome: timed-out
// state: red
// says: EndlessLoopTest.java:
package shop;

import org.junit.jupiter.api.Test;

/** Never comes to an end. */
class EndlessLoopTest {
    @Test
    void misbehaves() {
        long n = 0;
        while (n >= 0) {
            n = (n + 1) % 1_000;
        }
    }
}
