package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testwatch.affected.ClassNode.Title;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.project.SourceSet.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassesTest {

    private final Symbols symbols = new Symbols();
    private final Classes classes = new Classes(symbols);

    @Test
    void classesComeAndGoByNameAlsoIfSeveralModulesHaveOneOfTheName() {
        Random random = new Random(1);
        Map<ClassName, ClassNode> expected = new LinkedHashMap<>();
        for (int step = 0; step < 5_000; step++) {
            ClassName name = new ClassName("module" + random.nextInt(3), "a.Thing" + random.nextInt(20));
            if (random.nextInt(3) == 0) {
                assertThat(classes.remove(name)).isEqualTo(Optional.ofNullable(expected.remove(name)));
            } else {
                ClassNode node = node(name);
                assertThat(classes.put(node)).isEqualTo(Optional.ofNullable(expected.put(name, node)));
            }

            assertThat(classes.all()).containsExactlyInAnyOrderElementsOf(expected.values());
            for (int number = 0; number < 20; number++) {
                for (int module = 0; module < 3; module++) {
                    ClassName any = new ClassName("module" + module, "a.Thing" + number);
                    assertThat(classes.find(any)).isEqualTo(Optional.ofNullable(expected.get(any)));
                }
            }
        }
    }

    @Test
    void classesAreInTheOrderInWhichTheyCame() {
        List<ClassNode> added = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ClassNode node = node(new ClassName("app", "a.Thing" + i * 37 % 100));
            classes.put(node);
            added.add(node);
        }

        assertThat(classes.all()).containsExactlyElementsOf(added);
    }

    @Test
    void classesThatWereReadComeAndGoAsOthersDo() {
        Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            Classes read = new Classes(symbols);
            List<ClassNode> written = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                written.add(node(new ClassName("module" + i % 2, "a.Thing" + i / 2)));
            }
            Collections.shuffle(written, random);
            read.takeAll(table(written));
            List<ClassName> expected =
                    new ArrayList<>(written.stream().map(ClassNode::name).toList());
            if (random.nextBoolean()) {
                assertThat(read.all()).extracting(ClassNode::name).containsExactlyElementsOf(expected);
            }
            for (int step = 0; step < 40; step++) {
                ClassName name = new ClassName("module" + random.nextInt(3), "a.Thing" + random.nextInt(17));
                if (random.nextBoolean()) {
                    assertThat(read.remove(name).map(ClassNode::name))
                            .isEqualTo(expected.remove(name) ? Optional.of(name) : Optional.empty());
                } else {
                    assertThat(read.put(node(name)).isPresent()).isEqualTo(expected.contains(name));
                    expected.remove(name);
                    expected.add(name);
                }
            }

            assertThat(read.all()).extracting(ClassNode::name).containsExactlyInAnyOrderElementsOf(expected);
            for (ClassName name : expected) {
                assertThat(read.find(name).map(ClassNode::name)).contains(name);
                assertThat(read.find(name).orElseThrow())
                        .isSameAs(read.find(name).orElseThrow());
            }
        }
    }

    @Test
    void aClassThatIsReadTwiceIsAMistake() {
        for (String module : List.of("app", "lib")) {
            List<ClassNode> twice = List.of(
                    node(new ClassName("app", "a.Thing")),
                    node(new ClassName("lib", "a.Thing")),
                    node(new ClassName(module, "a.Thing")));
            Classes read = new Classes(symbols);

            assertThatThrownBy(() -> read.takeAll(table(twice))).as(module).isInstanceOf(IllegalStateException.class);
        }
    }

    private ClassTable table(List<ClassNode> nodes) {
        Encoder out = new Encoder();
        ClassTable.write(out, nodes);
        return ClassTable.read(new Decoder(out.bytes()), symbols);
    }

    private ClassNode node(ClassName name) {
        Parts parts = Parts.of(PartFacts.unread(0), symbols);
        NameLists lists = NameLists.of(Collections.nCopies(NameLists.COUNT, new int[0]));
        return new ClassNode(Title.of(name, symbols), Kind.MAIN, 0, 0, "", 0, symbols, lists, PackedParts.of(parts));
    }
}
