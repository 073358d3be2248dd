// outcome: completed
// state: green
// says: LeavesThreadsTest left 2 threads
package shop;

import org.junit.jupiter.api.Test;

/** Leaves two threads running. */
class LeavesThreadsTest {
    @Test
    void misbehaves() {
        for (int i = 0; i < 2; i++) {
            new Thread(
                            () -> {
                                try {
                                    Thread.sleep(600_000);
                                } catch (InterruptedException e) {
                                    return;
                                }
                            },
                            "left-" + i)
                    .start();
        }
    }
}
