// outcome: crashed
// state: red
// says: java.lang.OutOfMemoryError
package shop;

import org.junit.jupiter.api.Test;

/** Wants more memory than there is. */
class HeapTest {
    @Test
    void misbehaves() {
        long[][] much = new long[64][];
        for (int i = 0; i < much.length; i++) {
            much[i] = new long[Integer.MAX_VALUE - 8];
        }
    }
}
