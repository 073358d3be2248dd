// outcome: completed
// state: red
// says: OddNamesTest
package shop;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Has names that are no names. */
class OddNamesTest {
    @Test
    @DisplayName("\u001b[31mred \u202eodd \r\n\t \u0000 </testsuite> ]]> \" ' & ../../x")
    void misbehaves() {
        fail("as its name");
    }
}
