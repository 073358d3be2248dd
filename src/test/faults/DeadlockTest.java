// outcome: timed-out
// state: red
// says: deadlock
// says: DeadlockTest
package shop;

import org.junit.jupiter.api.Test;

/** Two threads wait for each other. */
class DeadlockTest {
    private static final Object FIRST = new Object();
    private static final Object SECOND = new Object();

    private static void both(Object one, Object two) {
        synchronized (one) {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            synchronized (two) {
                System.out.println("never");
            }
        }
    }

    @Test
    void misbehaves() throws Exception {
        Thread other = new Thread(() -> both(SECOND, FIRST), "other");
        other.start();
        both(FIRST, SECOND);
        other.join();
    }
}
