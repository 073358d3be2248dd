// outcome: timed-out
// state: red
// says: StoppedTest
package shop;

import org.junit.jupiter.api.Test;

/** Is stopped in the middle, as by a debugger. */
class StoppedTest {
    @Test
    void misbehaves() throws Exception {
        new ProcessBuilder(
                        "kill", "-STOP", Long.toString(ProcessHandle.current().pid()))
                .start();
        Thread.sleep(60_000);
    }
}
