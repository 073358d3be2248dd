// outcome: crashed
// state: red
// says: ExitsBeforeAllTest
package shop;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ends its JVM before its first test. */
class ExitsBeforeAllTest {
    @BeforeAll
    static void exits() {
        System.exit(6);
    }

    @Test
    void misbehaves() {}
}
