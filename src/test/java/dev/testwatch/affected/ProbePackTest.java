package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.worker.Message;
import dev.testwatch.worker.ProbeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class ProbePackTest {

    @TempDir
    Path state;

    private final List<String> messages = new ArrayList<>();

    @Test
    void everyClassIsThereByNameAndContent() throws IOException {
        ProbePack pack = open();
        pack.reconcile(written(Map.of(name("m", "A"), type("A", 1), name("n", "A"), type("A", 2))));
        assertThat(table(pack).named(ProbeTable.name("A"))).hasSize(2).allMatch(entry -> entry.count() == 1);
        assertThat(table(pack).named(ProbeTable.name("B"))).isEmpty();
        pack.update(new Compilation.Output(
                Map.of(name("m", "B"), type("B", 1)), Set.of(name("n", "A")), Compilation.Resources.NONE));
        assertThat(table(pack).named(ProbeTable.name("A")))
                .singleElement()
                .matches(entry -> entry.content() == Digest.ofContent(type("A", 1)));
        assertThat(table(pack).named(ProbeTable.name("B"))).hasSize(1);
        assertThat(messages).isEmpty();
    }

    @Test
    void aRestartWritesNothingIfNothingDiffers() throws IOException {
        Compilation.Output all = written(Map.of(name("m", "A"), type("A", 1), name("m", "B"), type("B", 1)));
        ProbePack first = open();
        first.reconcile(all);
        Path file = Path.of(first.recording().orElseThrow().table());
        Object before = key(file);
        ProbePack second = open();
        second.reconcile(all);
        assertThat(second.recording()).isEqualTo(first.recording());
        assertThat(key(file)).isEqualTo(before);
    }

    @Test
    void damageIsMadeGoodAtTheNextStart() throws IOException {
        Compilation.Output all = written(Map.of(name("m", "A"), type("A", 1), name("m", "B"), type("B", 1)));
        open().reconcile(all);
        for (String kind : List.of("table", "data")) {
            Path file = Path.of(open().recording()
                    .map(kind.equals("table") ? Message.Recording::table : Message.Recording::data)
                    .orElseThrow());
            byte[] good = Files.readAllBytes(file);
            for (int length = 0; length < good.length; length += 13) {
                Files.write(file, java.util.Arrays.copyOf(good, length));
                ProbePack pack = open();
                pack.reconcile(all);
                assertWhole(pack, "A", "B");
                file = Path.of(
                        kind.equals("table")
                                ? pack.recording().orElseThrow().table()
                                : pack.recording().orElseThrow().data());
            }
        }
        assertThat(messages).isEmpty();
    }

    @Test
    void theFilesDoNotGrowForEver() throws IOException {
        ProbePack pack = open();
        pack.reconcile(written(Map.of(name("m", "Keeps"), type("Keeps", 1))));
        var random = new Random(3);
        for (int i = 0; i < 60; i++) {
            pack.update(written(Map.of(name("m", "A"), large("A", random))));
        }
        assertWhole(pack, "A", "Keeps");
        long bytes = 0;
        try (Stream<Path> files = Files.list(state.resolve("probes"))) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isLessThan(3 << 20);
    }

    @Test
    void whereNothingCanBeWrittenNothingIsRecordedAndItIsSaidOnce() throws IOException {
        Files.writeString(state.resolve("probes"), "no directory");
        ProbePack pack = open();
        pack.reconcile(written(Map.of(name("m", "A"), type("A", 1))));
        pack.update(written(Map.of(name("m", "A"), type("A", 2))));
        assertThat(pack.recording()).isEmpty();
        assertThat(messages).hasSize(1);
    }

    @Test
    void aClassThatCannotHaveProbesIsKnownWithoutAny() throws IOException {
        ProbePack pack = open();
        pack.reconcile(written(Map.of(name("m", "A"), new byte[] {1, 2, 3})));
        assertThat(table(pack).named(ProbeTable.name("A"))).singleElement().matches(entry -> entry.count() == 0);
        assertThat(pack.unprobed()).isEqualTo(1);
    }

    private ProbePack open() {
        return ProbePack.open(state, messages::add);
    }

    private static void assertWhole(ProbePack pack, String... names) throws IOException {
        ProbeTable table = table(pack);
        for (String name : names) {
            assertThat(table.named(ProbeTable.name(name)))
                    .as(name)
                    .singleElement()
                    .matches(entry -> table.bytes(entry).isPresent());
        }
    }

    private static ProbeTable table(ProbePack pack) throws IOException {
        Message.Recording files = pack.recording().orElseThrow();
        return ProbeTable.map(Path.of(files.table()), Path.of(files.data()));
    }

    private static Object key(Path file) throws IOException {
        return List.of(Files.getLastModifiedTime(file), String.valueOf(Files.getAttribute(file, "basic:fileKey")));
    }

    private static Compilation.Output written(Map<ClassName, byte[]> classes) {
        return new Compilation.Output(new HashMap<>(classes), Set.of(), Compilation.Resources.NONE);
    }

    private static ClassName name(String module, String name) {
        return new ClassName(module, name);
    }

    private static byte[] large(String name, Random random) {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        var text = new StringBuilder();
        random.ints(60_000, 'a', 'z').forEach(c -> text.append((char) c));
        writer.newConst(text.toString());
        method(writer, 1);
        return writer.toByteArray();
    }

    private static byte[] type(String name, int variant) {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        method(writer, variant);
        return writer.toByteArray();
    }

    private static void method(ClassWriter writer, int variant) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "m" + variant, "()V", null, null);
        code.visitCode();
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
    }
}
