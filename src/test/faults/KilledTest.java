// outcome: crashed
// state: red
// says: killed by signal 9 (out of memory?)
package shop;

import org.junit.jupiter.api.Test;

/** Is killed, as by the system when memory is short. */
class KilledTest {
    @Test
    void misbehaves() throws Exception {
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
        Thread.sleep(60_000);
    }
}
