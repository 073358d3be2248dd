// outcome: completed
// state: green
package shop;

import org.junit.jupiter.api.Test;

/** Closes what everybody writes to. */
class ClosesOutputTest {
    @Test
    void misbehaves() {
        System.out.close();
        System.err.close();
        System.out.println("still heard");
    }
}
