// outcome: completed
// state: red
// says: CannotBeInitialisedTest
package shop;

import org.junit.jupiter.api.Test;

/** Has an initialiser that fails. */
class CannotBeInitialisedTest {
    static final int NUMBER = Integer.parseInt("no number");

    @Test
    void misbehaves() {
        System.out.println(NUMBER);
    }
}
