// outcome: completed
// state: red
// says: PaintsInItsMessageTest
package shop;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/** Fails with what terminals obey. */
class PaintsInItsMessageTest {
    @Test
    void misbehaves() {
        fail("\u001b[2J\u001b[?1049h\u001b]52;c;ZXZpbA==\u0007\u009b31m\u202etxet");
    }
}
