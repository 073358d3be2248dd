// outcome: completed
// state: green
// says: sleep
package shop;

import org.junit.jupiter.api.Test;

/** Leaves a process that holds its standard output open. */
class HoldsTheOutputTest {
    @Test
    void misbehaves() throws Exception {
        new ProcessBuilder("sleep", "3003").inheritIO().start();
    }
}
