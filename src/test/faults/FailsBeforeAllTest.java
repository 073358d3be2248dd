// outcome: completed
// state: red
// says: not today
package shop;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fails before its first test. */
class FailsBeforeAllTest {
    @BeforeAll
    static void fails() {
        throw new IllegalStateException("not today");
    }

    @Test
    void misbehaves() {}
}
