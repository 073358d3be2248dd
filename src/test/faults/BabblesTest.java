// outcome: completed
// state: green
package shop;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Writes what is no text. */
class BabblesTest {
    @Test
    void misbehaves() {
        byte[] noise = new byte[100_000];
        new Random(4).nextBytes(noise);
        System.out.write(noise, 0, noise.length);
        System.out.write(new byte[1_000], 0, 1_000);
        System.out.print("no end of line \ud83d\ude00");
    }
}
