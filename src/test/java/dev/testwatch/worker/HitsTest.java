package dev.testwatch.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HitsTest {

    private static final int MANY = 20_000;

    private final byte[] probes = new byte[MANY];
    private final Hits hits = new Hits(probes);

    @Test
    void whatWasHitIsMovedAndNothingElse() {
        BitSet expected = hit(0, 1, 7, 8, 4095, 4096, 4097, 8191, MANY - 1);

        assertThat(moved(MANY)).isEqualTo(expected);
        assertThat(probes).containsOnly(0);
    }

    @Test
    void whatNobodyUsesIsLeftAlone() {
        BitSet expected = hit(4999);
        hit(5000);

        assertThat(moved(5000)).isEqualTo(expected);
        assertThat(probes[5000]).isEqualTo((byte) 1);
    }

    @Test
    void whereNothingWasHitNothingIsMoved() {
        assertThat(hits.moveTo(new BitSet(), MANY)).isFalse();
        assertThat(hits.moveTo(new BitSet(), 0)).isFalse();
    }

    @Test
    void anyHitsAreMovedOnce() {
        var random = new Random(42);
        for (int round = 0; round < 200; round++) {
            int used = 1 + random.nextInt(MANY);
            BitSet expected = hit(random.ints(random.nextInt(300), 0, used).toArray());

            assertThat(moved(used)).isEqualTo(expected);
            assertThat(moved(used).isEmpty()).isTrue();
        }
    }

    @Test
    void noneIsLostThatIsSetMeanwhile() throws InterruptedException {
        BitSet found = new BitSet();
        var setting = new Thread(() -> {
            for (int at = 0; at < MANY; at++) {
                probes[at] = 1;
            }
        });
        setting.start();
        while (setting.isAlive()) {
            hits.moveTo(found, MANY);
        }
        setting.join();
        hits.moveTo(found, MANY);

        assertThat(found.cardinality()).isEqualTo(MANY);
    }

    private BitSet hit(int... which) {
        BitSet set = new BitSet();
        for (int one : which) {
            probes[one] = 1;
            set.set(one);
        }
        return set;
    }

    private BitSet moved(int used) {
        BitSet into = new BitSet();
        assertThat(hits.moveTo(into, used)).isEqualTo(!into.isEmpty());
        return into;
    }
}
