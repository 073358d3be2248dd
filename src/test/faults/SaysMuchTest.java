// outcome: completed
// state: red
// says: java.lang.IllegalStateException
package shop;

import org.junit.jupiter.api.Test;

/** Fails with a message of 50 MB. */
class SaysMuchTest {
    @Test
    void misbehaves() {
        throw new IllegalStateException("x".repeat(50_000_000));
    }
}
