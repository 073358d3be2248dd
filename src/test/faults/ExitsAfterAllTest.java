// outcome: crashed
// state: red
// says: ExitsAfterAllTest
package shop;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Ends its JVM after its last test. */
class ExitsAfterAllTest {
    @AfterAll
    static void exits() {
        System.exit(0);
    }

    @Test
    void misbehaves() {}
}
