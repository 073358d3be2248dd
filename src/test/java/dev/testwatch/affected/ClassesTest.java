package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.ClassNode.Title;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.project.SourceSet.Kind;
import java.util.ArrayList;
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
    void afterAllIsClearedNothingIsFound() {
        ClassName name = new ClassName("app", "a.Thing");
        classes.put(node(name));
        classes.put(node(new ClassName("other", "a.Thing")));

        classes.clear();

        assertThat(classes.find(name)).isEmpty();
        assertThat(classes.all()).isEmpty();
        assertThat(classes.put(node(name))).isEmpty();
    }

    private ClassNode node(ClassName name) {
        Parts parts = Parts.of(PartFacts.unread(0), symbols);
        int[][] lists = new int[ClassNode.SYMBOL_LISTS][0];
        return new ClassNode(Title.of(name, symbols), Kind.MAIN, 0, 0, "", 0, symbols, lists, PackedParts.of(parts));
    }
}
