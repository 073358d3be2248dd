// outcome: completed
// state: green
package shop;

import org.junit.jupiter.api.Test;

/** Interrupts every thread there is. */
class InterruptsEverybodyTest {
    @Test
    void misbehaves() {
        Thread.getAllStackTraces().keySet().forEach(Thread::interrupt);
        Thread.interrupted();
    }
}
