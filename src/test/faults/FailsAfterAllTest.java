// outcome: completed
// state: red
// says: not at the end
package shop;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Fails after its last test. */
class FailsAfterAllTest {
    @AfterAll
    static void fails() {
        throw new IllegalStateException("not at the end");
    }

    @Test
    void misbehaves() {}
}
