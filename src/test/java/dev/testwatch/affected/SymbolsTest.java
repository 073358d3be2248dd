package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** Names keep their numbers, also as bytes. */
class SymbolsTest {

    private static final int MANY = 5_000;

    private final Symbols symbols = new Symbols();

    @Test
    void aNameHasOneNumberAndANumberOneName() {
        addMany();

        for (int i = 0; i < MANY; i++) {
            assertThat(symbols.of("name" + i)).isEqualTo(i);
            assertThat(symbols.name(i)).isEqualTo("name" + i);
        }
        assertThat(symbols.find("no name")).isEmpty();
    }

    @Test
    void allNamesAreReadBackAndMoreCanBeAdded() {
        addMany();
        Symbols read = new Symbols();
        read.of("name0");

        read.read(written(symbols));

        assertThat(read.size()).isEqualTo(MANY);
        for (int i = 0; i < 2 * MANY; i++) {
            assertThat(read.of("name" + i)).isEqualTo(i);
        }
    }

    @Test
    void thoseThatCameLaterAreReadBehindTheOthers() {
        addMany();
        Symbols read = new Symbols();
        read.read(written(symbols));
        symbols.of("Übergrößenträger");
        Encoder more = new Encoder();
        symbols.writeNew(more);

        read.read(new Decoder(more.bytes()));

        assertThat(read.find("Übergrößenträger")).hasValue(MANY);
        assertThat(read.size()).isEqualTo(MANY + 1);
    }

    @Test
    void noNamesAreReadBack() {
        Symbols read = new Symbols();

        read.read(written(symbols));

        assertThat(read.of("first")).isZero();
        assertThat(read.of("second")).isEqualTo(1);
    }

    @Test
    void whatHasGotAnotherNumberMeanwhileIsFound() {
        addMany();
        Symbols other = new Symbols();
        other.of("another");

        assertThatIllegalStateException().isThrownBy(() -> other.read(written(symbols)));
    }

    private void addMany() {
        for (int i = 0; i < MANY; i++) {
            symbols.of("name" + i);
        }
    }

    private static Decoder written(Symbols symbols) {
        Encoder out = new Encoder();
        symbols.write(out);
        return new Decoder(out.bytes());
    }
}
