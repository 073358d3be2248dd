// outcome: completed
// state: green
// says: LeavesAProcessTest left
// says: sleep
package shop;

import org.junit.jupiter.api.Test;

/** Leaves a process running. */
class LeavesAProcessTest {
    @Test
    void misbehaves() throws Exception {
        new ProcessBuilder("sleep", "3001").start();
    }
}
