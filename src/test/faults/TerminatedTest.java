// outcome: crashed
// state: red
// says: the JVM died
package shop;

import org.junit.jupiter.api.Test;

/** Is asked to end from outside. */
class TerminatedTest {
    @Test
    void misbehaves() throws Exception {
        new ProcessBuilder("kill", Long.toString(ProcessHandle.current().pid())).start();
        Thread.sleep(60_000);
    }
}
