// outcome: crashed
// state: red
// says: System.exit called at shop.ExitsElsewhereTest
package shop;

import org.junit.jupiter.api.Test;

/** Ends its JVM from a thread of its own. */
class ExitsElsewhereTest {
    @Test
    void misbehaves() throws Exception {
        Thread thread = new Thread(() -> System.exit(5));
        thread.start();
        thread.join();
    }
}
