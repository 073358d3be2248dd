package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ChecksTest {

    private static final Consumer<Decoder> NUMBER = in -> in.below(100);

    @AutoClose
    private final Checks checks = new Checks();

    @Test
    void allIsLookedAtByAThreadOfItsOwn() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 2_500; i++) {
            checks.add(bytes(i), in -> {
                seen.add(in.number());
                threads.add(Thread.currentThread());
            });
        }

        checks.finish();

        assertThat(seen).hasSize(2_500);
        assertThat(threads).extracting(Thread::getName).containsExactly("testwatch-check");
        assertThat(threads).allMatch(Thread::isDaemon);
    }

    @Test
    void oneThatCannotBeUnderstoodIsFoundAmongMany() {
        for (int i = 0; i < 2_500; i++) {
            checks.add(bytes(i == 1_234 ? 100 : 99), NUMBER);
        }

        assertThatThrownBy(checks::finish).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bytesThatAreLeftAndBytesThatAreMissingAreFoundNowAndLater() {
        List<Slice> wrong = List.of(
                Slice.of(new byte[] {1, 2}), Slice.of(new byte[0]), new Slice(new byte[] {(byte) 0xE3, 0, 5}, 0, 1));
        for (Slice bytes : wrong) {
            try (Checks each = new Checks()) {
                each.add(bytes, NUMBER);

                assertThatThrownBy(each::finish).isInstanceOf(IllegalStateException.class);
            }
            assertThatThrownBy(() -> Checks.run(bytes, NUMBER))
                    .isInstanceOfAny(IllegalStateException.class, IndexOutOfBoundsException.class);
        }
        assertThatCode(() -> Checks.run(bytes(99), NUMBER)).doesNotThrowAnyException();
    }

    @Test
    void whatFailsForAnotherReasonIsNotTakenForBytesThatAreWrong() {
        checks.add(bytes(1), in -> {
            throw new UnsupportedOperationException("a mistake");
        });

        assertThatThrownBy(checks::finish).hasRootCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatAReaderGoesPastIsLookedAtMeanwhile() {
        byte[] good = new Encoder().slice(bytes(99)).slice(bytes(100)).bytes();
        Decoder in = new Decoder(List.of(Slice.of(good)).iterator(), checks);
        in.mark();

        assertThat(in.slice(NUMBER).length()).isEqualTo(1);
        checks.finish();
        assertThat(in.slice(NUMBER).length()).isEqualTo(1);
        assertThat(in.isAtEnd()).isTrue();

        assertThatThrownBy(checks::finish).isInstanceOf(IllegalStateException.class);
    }

    private static Slice bytes(int number) {
        return Slice.of(new Encoder().number(number).bytes());
    }
}
