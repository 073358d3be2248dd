// outcome: completed
// state: green
package shop;

import org.junit.jupiter.api.Test;

/** Puts nothing in the place of the standard streams. */
class ReplacesStreamsTest {
    @Test
    void misbehaves() {
        System.setOut(null);
        System.setErr(null);
        System.setIn(null);
    }
}
