// outcome: completed
// state: green
package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import org.junit.jupiter.api.Test;

/** Reads what nobody types. */
class ReadsInputTest {
    @Test
    void misbehaves() throws Exception {
        assertEquals(-1, System.in.read());
        assertEquals(-1, new FileInputStream(FileDescriptor.in).read());
    }
}
