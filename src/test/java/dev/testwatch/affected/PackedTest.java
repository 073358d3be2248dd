package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testwatch.compile.Compilation.ClassName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What stays bytes until somebody asks for it: all that could be wrong with it is found when it is read. */
class PackedTest {

    private final Symbols symbols = new Symbols();

    @Test
    void numbersAreWhatTheyWereWhenTheyWerePacked() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            int limit = 1 + random.nextInt(1 << random.nextInt(30));
            int[] numbers = random.ints(random.nextInt(50), 0, limit).sorted().toArray();

            Decoder in = new Decoder(bytes(Ascending.of(numbers)));
            Ascending read = Ascending.read(in, limit);

            assertThat(in.isAtEnd()).isTrue();
            assertThat(list(read)).containsExactly(list(Ascending.of(numbers)).toArray(new Integer[0]));
            assertThat(list(read)).hasSize(numbers.length).hasSize(read.size());
            assertThat(read.isSame(Ascending.of(numbers))).isTrue();
        }
    }

    @Test
    void aNumberBeyondTheLimitIsFoundWhenItIsRead() {
        byte[] bytes = bytes(Ascending.of(new int[] {3, 3, 700}));

        assertThat(Ascending.read(new Decoder(bytes), 701).size()).isEqualTo(3);
        assertThatThrownBy(() -> Ascending.read(new Decoder(bytes), 700)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void damagedNumbersAreFoundWhenTheyAreReadOrAreNumbersBelowTheLimit() {
        byte[] good = bytes(Ascending.of(new int[] {0, 1, 5, 5, 300, 20_000, 70_000}));
        for (byte[] bad : damaged(good)) {
            read(() -> Ascending.read(new Decoder(bad), 80_000)).ifPresent(numbers -> {
                assertThat(list(numbers)).hasSize(numbers.size()).isSorted();
                assertThat(list(numbers)).allMatch(number -> number >= 0 && number < 80_000);
            });
        }
    }

    @Test
    void partsOfAClassAreWhatTheyWereWhenTheyWerePacked() throws IOException {
        Parts made = parts();

        PackedParts packed = new PackedParts(Slice.of(bytes(made)));

        Parts read = packed.parts();
        assertThat(describe(read)).isEqualTo(describe(made)).contains("lambda$");
        assertThat(packed.parts()).as("asked again").isSameAs(read);
        assertThat(bytes(packed)).isEqualTo(bytes(made));
    }

    @Test
    void damagedPartsAreFoundWhenTheyAreReadOrCanBeTakenApart() throws IOException {
        byte[] good = bytes(parts());
        int limit = symbols.size();
        for (byte[] bad : damaged(good)) {
            read(() -> {
                        Checks.run(Slice.of(bad), in -> Parts.check(in, limit));
                        return new PackedParts(Slice.of(bad));
                    })
                    .ifPresent(packed -> assertThat(describe(packed.parts())).isNotEmpty());
        }
    }

    @Test
    void namesKeepTheirNumbersInTheStoreAlsoIfMoreComeLater() {
        for (int i = 0; i < 1_000; i++) {
            symbols.of("name" + i % 700);
        }
        Encoder snapshot = new Encoder();
        symbols.write(snapshot);
        symbols.of("later");
        Encoder record = new Encoder();
        symbols.writeNew(record);
        Symbols read = new Symbols();

        read.read(new Decoder(snapshot.bytes()));
        read.read(new Decoder(record.bytes()));

        assertThat(read.size()).isEqualTo(701);
        assertThat(read.of("later")).isEqualTo(symbols.of("later")).isEqualTo(700);
        assertThat(read.of("name699")).isEqualTo(699);
        assertThat(read.name(5)).isEqualTo("name5");
    }

    @Test
    void aNameThatDoesNotGetTheNumberThatItHadIsNotTaken() {
        symbols.of("one");
        symbols.of("two");
        Encoder out = new Encoder();
        symbols.write(out);
        Symbols others = new Symbols();
        others.of("two");

        assertThatThrownBy(() -> others.read(new Decoder(out.bytes()))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void partsKeepTheirNumbersInTheStoreAlsoOfClassesOfOneNameInSeveralModules() {
        PartNumbers numbers = new PartNumbers(symbols);
        for (int i = 0; i < 5_000; i++) {
            int owner = numbers.of(new ClassName("module" + i % 2, "a.Thing" + i % 300 / 2));
            numbers.add(owner, symbols.of("method" + i / 300));
        }
        Encoder names = new Encoder();
        symbols.write(names);
        Encoder snapshot = new Encoder();
        numbers.write(snapshot);
        numbers.add(numbers.of(new ClassName("module2", "a.Thing1")), symbols.of("method1"));
        Encoder record = new Encoder();
        numbers.writeNew(record);
        Symbols known = new Symbols();
        known.read(new Decoder(names.bytes()));
        PartNumbers read = new PartNumbers(known);

        read.read(new Decoder(snapshot.bytes()));
        assertThatThrownBy(() -> read.read(new Decoder(snapshot.bytes()))).isInstanceOf(IllegalStateException.class);
        read.read(new Decoder(record.bytes()));

        assertThat(read.count()).isEqualTo(numbers.count()).isEqualTo(5_001);
        for (int part = 0; part < read.count(); part++) {
            ClassName owner = read.name(read.owner(part));
            assertThat(owner).isEqualTo(numbers.name(numbers.owner(part)));
            assertThat(read.find(owner)).hasValue(read.owner(part));
            assertThat(read.find(read.owner(part), read.symbol(part))).hasValue(part);
        }
        assertThat(read.find(new ClassName("module3", "a.Thing1"))).isEqualTo(OptionalInt.empty());
    }

    @Test
    void aPartOfAClassOrByANameThatThereIsNotIsFoundWhenItIsRead() {
        PartNumbers numbers = new PartNumbers(symbols);
        numbers.add(numbers.of(new ClassName("app", "a.Thing")), symbols.of("method"));
        Encoder out = new Encoder();
        numbers.write(out);

        for (byte[] bad : damaged(out.bytes())) {
            read(() -> {
                        PartNumbers read = new PartNumbers(symbols);
                        read.read(new Decoder(bad));
                        return read;
                    })
                    .ifPresent(read -> {
                        for (int part = 0; part < read.count(); part++) {
                            assertThat(read.name(read.owner(part)).binaryName()).isNotEmpty();
                            assertThat(symbols.name(read.symbol(part))).isNotEmpty();
                        }
                    });
        }
    }

    // ---- what is packed

    /** Of a class with lambdas: this one. */
    private Parts parts() throws IOException {
        try (InputStream in = PackedTest.class.getResourceAsStream("PackedTest.class")) {
            assertThat(in).isNotNull();
            return Parts.of(ClassReading.read(in.readAllBytes()).parts(), symbols);
        }
    }

    /** All that can be asked of them. */
    private String describe(Parts parts) {
        StringBuilder all = new StringBuilder().append(parts.shape);
        names(all, parts.types);
        names(all, parts.annotated);
        names(all, parts.held);
        for (int method = 0; method < parts.count(); method++) {
            all.append('\n')
                    .append(symbols.name(parts.members[method]))
                    .append(' ')
                    .append(parts.code(method));
            for (Trait trait : Trait.values()) {
                all.append(parts.is(method, trait) ? trait.name() : "");
            }
            names(all, parts.statics(method));
            names(all, parts.used(method));
            names(all, parts.named(method));
            names(all, parts.written(method));
            names(all, parts.holders(method));
            for (int host : parts.hosts(method)) {
                all.append(" in ").append(symbols.name(parts.members[host]));
            }
            for (int lambda : parts.lambdas(method)) {
                all.append(" holds ").append(symbols.name(parts.members[lambda]));
            }
        }
        return all.toString();
    }

    private void names(StringBuilder all, int[] names) {
        all.append(" |");
        for (int name : names) {
            all.append(' ').append(symbols.name(name));
        }
    }

    private static List<Integer> list(Ascending numbers) {
        List<Integer> list = new ArrayList<>();
        numbers.forEach(list::add);
        return list;
    }

    private static byte[] bytes(Ascending numbers) {
        Encoder out = new Encoder();
        numbers.write(out);
        return out.bytes();
    }

    private static byte[] bytes(Parts parts) {
        return bytes(PackedParts.of(parts));
    }

    private static byte[] bytes(PackedParts parts) {
        Encoder out = new Encoder();
        parts.write(out);
        return out.bytes();
    }

    /** With one bit another in each, or without the end. */
    private static List<byte[]> damaged(byte[] good) {
        List<byte[]> all = new ArrayList<>();
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << at % 8);
            all.add(bad);
            all.add(Arrays.copyOf(good, at));
        }
        return all;
    }

    /** Empty if it is said that the bytes cannot be understood. */
    private static <T> Optional<T> read(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (IllegalStateException | IndexOutOfBoundsException | ArithmeticException found) {
            return Optional.empty();
        }
    }
}
