// outcome: crashed
// state: red
// says: unable to create native thread
package shop;

import org.junit.jupiter.api.Test;

/** Fails as the JVM does when the system gives no more threads. */
class ManyThreadsTest {
    @Test
    void misbehaves() {
        throw new OutOfMemoryError("unable to create native thread");
    }
}
