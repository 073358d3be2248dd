// outcome: completed
// state: green
package shop;

import org.junit.jupiter.api.Test;

/** Leaves no system property. */
class ForgetsEverythingTest {
    @Test
    void misbehaves() {
        System.getProperties().clear();
    }
}
