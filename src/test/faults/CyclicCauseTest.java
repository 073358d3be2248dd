// outcome: completed
// state: red
// says: CyclicCauseTest
package shop;

import org.junit.jupiter.api.Test;

/** Fails with a cause that is its own. */
class CyclicCauseTest {
    static class Own extends RuntimeException {
        @Override
        public synchronized Throwable getCause() {
            return this;
        }
    }

    @Test
    void misbehaves() {
        throw new Own();
    }
}
