package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Random edits of projects with hierarchies, annotations, loaders, nested classes, resources and two modules:
 * dependencies that take them in must be as dependencies that are made of what there is then.
 */
class RewiringTest {

    private static final int PROJECTS = 40;
    private static final int STEPS = 40;
    private static final List<String> MODULES = List.of("app", "lib");
    private static final List<String> NAMES = List.of(
            "a.Alpha",
            "a.Beta",
            "a.Gamma",
            "a.Delta",
            "a.Delta$Inner",
            "a.Delta$1",
            "a.Epsilon",
            "a.Mark",
            "Plain",
            "a.package-info",
            "a.OneTest",
            "a.OneTest$Inner",
            "a.TwoTest",
            "a.ThreeTest");

    @TempDir
    Path root;

    private Project project;
    private Random random = new Random();
    private int rewired;
    private int refused;

    /** What a class names; {@code annotation} may be empty. */
    private record Source(
            int content,
            boolean isAbstract,
            boolean isLoader,
            String parent,
            List<String> interfaces,
            String annotation,
            List<String> fields,
            List<String> calls,
            List<String> strings) {}

    @BeforeEach
    void aProjectWithResources() throws IOException {
        try (Workbench bench = new Workbench(root, "lib", "app")) {
            project = bench.project();
        }
        Path services = Files.createDirectories(root.resolve("lib/src/main/resources/META-INF/services"));
        Files.writeString(services.resolve("a.Beta"), "a.Gamma\n");
        Files.writeString(root.resolve("lib/src/main/resources/beans.xml"), "<bean class=\"a.Epsilon\"/>");
        Files.writeString(root.resolve("lib/src/main/resources/prices.txt"), "1");
    }

    @Test
    void dependenciesThatTakeEditsInAreAsThoseMadeAnew() {
        for (int seed = 0; seed < PROJECTS; seed++) {
            play(seed);
        }
        assertThat(rewired).as("edits taken in").isGreaterThan(300);
        assertThat(refused).as("edits that were too much").isGreaterThan(30);
    }

    private void play(int seed) {
        random = new Random(seed);
        Map<ClassName, Source> sources = new HashMap<>();
        Catalogue catalogue = new Catalogue();
        Intake intake = new Intake(catalogue, project, new Edits(catalogue));
        intake.take(new Output(Map.of(), Set.of(), new Resources(resources(seed), Set.of())));
        Modules modules = new Modules(project);
        Dependencies kept = new Dependencies(catalogue, modules);
        // Half of the projects have few kinds of classes, so that more of their edits are small.
        boolean simple = seed % 2 == 0;
        for (int step = 0; step < STEPS; step++) {
            Map<ClassName, Source> before = new HashMap<>(sources);
            for (int edits = random.nextInt(3); edits >= 0; edits--) {
                edit(sources, simple);
            }
            Intake.Difference difference = intake.take(difference(before, sources));
            if (difference.inside()) {
                kept.refresh(difference.classes());
            } else if (kept.rewire(difference.classes())) {
                rewired++;
            } else {
                refused++;
                kept = new Dependencies(catalogue, modules);
            }
            assertSame(kept, catalogue, anew(sources, seed), "seed " + seed + ", step " + step);
        }
    }

    private void assertSame(Dependencies kept, Catalogue catalogue, Catalogue other, String what) {
        Dependencies anew = new Dependencies(other, new Modules(project));
        assertThat(kept.tests().keySet()).as(what).isEqualTo(anew.tests().keySet());
        Map<ClassName, Long> keys = new HashMap<>();
        Map<ClassName, Long> expected = new HashMap<>();
        catalogue
                .classes()
                .forEach(node -> keys.put(
                        node.name(), kept.graph().key(node.id) + kept.graph().marks(node.id)));
        other.classes()
                .forEach(node -> expected.put(
                        node.name(), anew.graph().key(node.id) + anew.graph().marks(node.id)));
        assertThat(keys).as(what).isEqualTo(expected);
        kept.tests().forEach((test, node) -> assertThat(node)
                .as(what)
                .isSameAs(catalogue
                        .find(new ClassName(test.module(), test.name()))
                        .orElseThrow()));
    }

    private Catalogue anew(Map<ClassName, Source> sources, int seed) {
        Catalogue catalogue = new Catalogue();
        new Intake(catalogue, project, new Edits(catalogue))
                .take(new Output(
                        difference(Map.of(), sources).written(), Set.of(), new Resources(resources(seed), Set.of())));
        return catalogue;
    }

    private static Map<ResourceName, Long> resources(int seed) {
        Map<ResourceName, Long> resources = new HashMap<>();
        List<String> paths = List.of("prices.txt", "beans.xml", "META-INF/services/a.Beta");
        paths.subList(0, seed % (paths.size() + 1)).forEach(path -> resources.put(new ResourceName("lib", path), 1L));
        return resources;
    }

    private void edit(Map<ClassName, Source> sources, boolean simple) {
        ClassName name = new ClassName(any(MODULES), any(NAMES));
        Source known = sources.get(name);
        if (known != null && random.nextInt(5) == 0) {
            sources.remove(name);
        } else if (known != null && random.nextBoolean()) {
            sources.put(
                    name,
                    new Source(
                            random.nextInt(3),
                            known.isAbstract(),
                            known.isLoader(),
                            known.parent(),
                            known.interfaces(),
                            known.annotation(),
                            some(3),
                            some(3),
                            known.strings()));
        } else {
            sources.put(name, source(simple && random.nextInt(4) > 0));
        }
    }

    private Source source(boolean simple) {
        return new Source(
                random.nextInt(3),
                !simple && random.nextInt(4) == 0,
                !simple && random.nextInt(4) == 0,
                random.nextInt(3) > 0 ? "java.lang.Object" : any(NAMES),
                some(2),
                simple ? "" : any(List.of("", "", "a.Mark", "org.lib.Bean")),
                some(2),
                some(2),
                random.nextInt(3) > 0
                        ? List.of()
                        : List.of(any(List.of("a.Beta", "Plain", "prices.txt", "x/beans.xml", "a/Gamma.class"))));
    }

    private List<String> some(int most) {
        return random.ints(random.nextInt(most), 0, NAMES.size())
                .mapToObj(NAMES::get)
                .distinct()
                .toList();
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static Output difference(Map<ClassName, Source> before, Map<ClassName, Source> sources) {
        Map<ClassName, byte[]> written = new HashMap<>();
        sources.forEach((name, source) -> {
            if (!Objects.equals(source, before.get(name))) {
                written.put(name, bytes(name.binaryName(), source));
            }
        });
        Set<ClassName> removed = new HashSet<>(before.keySet());
        removed.removeAll(sources.keySet());
        return new Output(written, removed, Resources.NONE);
    }

    private static byte[] bytes(String name, Source source) {
        ClassWriter writer = new ClassWriter(0);
        int access = Opcodes.ACC_PUBLIC | (source.isAbstract() ? Opcodes.ACC_ABSTRACT : 0);
        String[] interfaces =
                source.interfaces().stream().map(RewiringTest::internal).toArray(String[]::new);
        writer.visit(Opcodes.V17, access, internal(name), null, internal(source.parent()), interfaces);
        if (!source.annotation().isEmpty()) {
            writer.visitAnnotation("L" + internal(source.annotation()) + ";", true)
                    .visitEnd();
        }
        int number = 0;
        for (String field : source.fields()) {
            writer.visitField(0, "f" + number++, "L" + internal(field) + ";", null, null);
        }
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
        method.visitIntInsn(Opcodes.SIPUSH, source.content());
        method.visitInsn(Opcodes.POP);
        for (String call : source.calls()) {
            method.visitMethodInsn(Opcodes.INVOKESTATIC, internal(call), "m", "()V", false);
        }
        for (String string : source.strings()) {
            method.visitLdcInsn(string);
            method.visitInsn(Opcodes.POP);
        }
        if (source.isLoader()) {
            method.visitLdcInsn("computed");
            method.visitMethodInsn(
                    Opcodes.INVOKESTATIC, "java/lang/Class", "forName", "(Ljava/lang/String;)Ljava/lang/Class;", false);
            method.visitInsn(Opcodes.POP);
        }
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(1, 0);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }
}
