// outcome: crashed
// state: red
// says: ExitsWhileFoundTest
package shop;

import org.junit.jupiter.api.Test;

/** Ends its JVM while it is being loaded. */
class ExitsWhileFoundTest {
    static {
        System.exit(0);
    }

    @Test
    void misbehaves() {}
}
