// outcome: completed
// state: green
package shop;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.junit.jupiter.api.Test;

/** Writes to the file descriptor what looks like a frame. */
class WritesFramesTest {
    @Test
    void misbehaves() throws Exception {
        FileOutputStream raw = new FileOutputStream(FileDescriptor.out);
        byte[] frame = {'T', 'W', 1, 9, 0, 0, 0, 3, 0, 0, 0, 4, 1, 2, 3, 4, 0, 0, 0, 0};
        for (int i = 0; i < 1_000; i++) {
            raw.write(frame);
        }
        raw.flush();
    }
}
