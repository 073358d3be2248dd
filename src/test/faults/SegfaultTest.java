// outcome: crashed
// state: red
// says: hs_err
package shop;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import sun.misc.Unsafe;

/** Makes the JVM itself crash. */
class SegfaultTest {
    @Test
    void misbehaves() throws Exception {
        Field field = Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        ((Unsafe) field.get(null)).putAddress(0, 0);
    }
}
