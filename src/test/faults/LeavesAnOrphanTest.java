// outcome: completed
// state: green
// says: sleep
package shop;

import org.junit.jupiter.api.Test;

/** Leaves a process running whose own parent has ended. */
class LeavesAnOrphanTest {
    @Test
    void misbehaves() throws Exception {
        new ProcessBuilder("sh", "-c", "sleep 3002 &").start().waitFor();
    }
}
