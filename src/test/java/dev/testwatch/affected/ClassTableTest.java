package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.project.SourceSet.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Classes that are kept: all that could be wrong with their bytes is found when they are read. */
class ClassTableTest {

    private final Symbols symbols = new Symbols();

    @Test
    void classesAreWhatTheyWereWhenTheyWereWritten() throws IOException {
        List<ClassNode> written = nodes();

        ClassTable read = ClassTable.read(new Decoder(bytes(written)), symbols);

        assertThat(read.rows()).isEqualTo(written.size());
        for (int row = 0; row < written.size(); row++) {
            assertThat(describe(read.node(row))).isEqualTo(describe(written.get(row)));
            assertThat(read.name(row)).isEqualTo(written.get(row).name());
        }
        assertThat(bytes(IntStream.range(0, read.rows()).mapToObj(read::node).toList()))
                .isEqualTo(bytes(written));
    }

    @Test
    void aReaderComesOutBehindThem() throws IOException {
        Encoder out = new Encoder();
        ClassTable.write(out, nodes());
        Decoder in = new Decoder(out.number(77).bytes());

        ClassTable.read(in, symbols);

        assertThat(in.number()).isEqualTo(77);
    }

    @Test
    void damagedClassesAreFoundOrCanBeMade() throws IOException {
        byte[] good = bytes(nodes());
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << at % 8);
            readAll(bad);
            readAll(Arrays.copyOf(good, at));
        }
    }

    /** Says nothing, or that the bytes cannot be understood before anything is made of them. */
    private void readAll(byte[] bytes) {
        Optional<ClassTable> read;
        try {
            read = Optional.of(ClassTable.read(new Decoder(bytes), symbols));
        } catch (IllegalStateException | IndexOutOfBoundsException | ArithmeticException found) {
            read = Optional.empty();
        }
        read.ifPresent(table -> {
            for (int row = 0; row < table.rows(); row++) {
                assertThat(describe(table.node(row))).isNotEmpty();
            }
        });
    }

    /** This class and two that are nested in it, of two modules, one said to be in another source file. */
    private List<ClassNode> nodes() throws IOException {
        return List.of(
                node("app", "ClassTableTest", Kind.TEST, "Elsewhere.java"),
                node("app", "ClassTableTest$Nested", Kind.MAIN, ""),
                node("lib", "ClassTableTest$Nested$Inner", Kind.MAIN, ""));
    }

    private ClassNode node(String module, String name, Kind kind, String file) throws IOException {
        try (InputStream in = ClassTableTest.class.getResourceAsStream(name + ".class")) {
            assertThat(in).isNotNull();
            ClassFacts facts = ClassReading.read(in.readAllBytes());
            ClassNode node =
                    ClassNode.of(new ClassName(module, "dev.testwatch.affected." + name), kind, facts, symbols);
            node.sourceFile = file;
            return node;
        }
    }

    private static byte[] bytes(List<ClassNode> nodes) {
        Encoder out = new Encoder();
        ClassTable.write(out, nodes);
        return out.bytes();
    }

    /** All that can be asked of a class. */
    private String describe(ClassNode node) {
        List<String> all = new ArrayList<>(List.of(
                node.name().toString(),
                node.kind.name(),
                node.content + " " + node.fingerprint + " " + node.title + " " + node.identity,
                node.sourceFile,
                node.isInfo() + " " + symbols.name(node.outermost)));
        for (Trait trait : Trait.values()) {
            all.add(node.is(trait) ? trait.name() : "");
        }
        for (int list = 0; list < NameLists.COUNT; list++) {
            all.add("|");
            Arrays.stream(node.lists().get(list)).mapToObj(symbols::name).forEach(all::add);
        }
        Parts parts = node.parts();
        all.add(parts.shape + " " + parts.reflected);
        Arrays.stream(parts.members).mapToObj(symbols::name).forEach(all::add);
        return String.join(" ", all);
    }

    // Something with names in its lists.

    @Deprecated
    static class Nested implements Consumer<String> {

        @Override
        public void accept(String text) {
            new Inner().run();
        }

        static final class Inner implements Runnable {

            @Override
            public void run() {}
        }
    }
}
