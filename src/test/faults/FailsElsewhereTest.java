// outcome: completed
// state: green
package shop;

import org.junit.jupiter.api.Test;

/** Throws in a thread that nobody waits for. */
class FailsElsewhereTest {
    @Test
    void misbehaves() throws Exception {
        Thread thread = new Thread(() -> {
            throw new IllegalStateException("heard by nobody");
        });
        thread.start();
        thread.join();
    }
}
