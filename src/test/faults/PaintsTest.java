// outcome: completed
// state: green
package shop;

import org.junit.jupiter.api.Test;

/** Writes what terminals obey. */
class PaintsTest {
    @Test
    void misbehaves() {
        System.out.println("\u001b[2J\u001b[?1049h\u001b]52;c;ZXZpbA==\u0007\u009b31m\u202etxet");
    }
}
