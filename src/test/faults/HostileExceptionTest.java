// outcome: completed
// state: red
// says: HostileExceptionTest$Hostile
package shop;

import org.junit.jupiter.api.Test;

/** Fails with an exception that does not want to be shown. */
class HostileExceptionTest {
    static class Hostile extends RuntimeException {
        final Thread unsendable = new Thread();

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new StackOverflowError();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new OutOfMemoryError("no stack");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new ThreadDeath();
        }
    }

    @Test
    void misbehaves() {
        throw new Hostile();
    }
}
