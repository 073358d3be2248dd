// outcome: completed
// state: green
package shop;

import org.junit.jupiter.api.Test;

/** Registers a shutdown hook that never ends. */
class HangsAtTheEndTest {
    @Test
    void misbehaves() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Thread.sleep(600_000);
            } catch (InterruptedException e) {
                return;
            }
        }));
    }
}
