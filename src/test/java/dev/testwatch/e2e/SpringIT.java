package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that have Spring find their classes: once each has run by itself, only those run that an edit can affect. */
class SpringIT {

    private static final String POM = Pom.of(
            "garden",
            Pom.main("org.springframework", "spring-context", "6.2.8"),
            Pom.test("org.springframework", "spring-test", "6.2.8"),
            Pom.test("org.junit.jupiter", "junit-jupiter", "5.12.2"));

    private static final String GARDEN = """
            package garden;

            import org.springframework.context.annotation.Bean;
            import org.springframework.context.annotation.ComponentScan;
            import org.springframework.context.annotation.Configuration;

            @Configuration
            @ComponentScan
            public class Garden {
                @Bean
                Plant oak() {
                    return () -> "oak";
                }

                @Bean
                Plant ash() {
                    return () -> "ash";
                }
            }
            """;

    private static final String PLANT = """
            package garden;

            public interface Plant {
                String name();
            }
            """;

    private static final String GARDENER = """
            package garden;

            import java.util.List;
            import org.springframework.stereotype.Component;

            @Component
            public class Gardener {
                private final List<Plant> plants;

                Gardener(List<Plant> plants) {
                    this.plants = plants;
                }

                public String first() {
                    return plants.get(0).name();
                }

                public int count() {
                    return plants.size();
                }

                public int wages() {
                    return 0;
                }
            }
            """;

    private static final String TEST = """
            package garden;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import org.junit.jupiter.api.Test;
            import org.springframework.beans.factory.annotation.Autowired;
            import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

            @SpringJUnitConfig(Garden.class)
            class %sTest {
                @Autowired
                Gardener gardener;

                @Test
                void works() {
                    %s;
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void onlyTestsRunThatExecuteAnEditedMethodOrForWhichTheContainerIsAnother() throws IOException {
        Path root = Files.createDirectory(directory.resolve("garden")).toRealPath();
        write(root.resolve("pom.xml"), POM);
        Path main = root.resolve("src/main/java/garden");
        Path garden = write(main.resolve("Garden.java"), GARDEN);
        write(main.resolve("Plant.java"), PLANT);
        Path gardener = write(main.resolve("Gardener.java"), GARDENER);
        Path tests = root.resolve("src/test/java/garden");
        write(tests.resolve("FirstTest.java"), TEST.formatted("First", "assertEquals(\"oak\", gardener.first())"));
        write(tests.resolve("CountTest.java"), TEST.formatted("Count", "assertEquals(2, gardener.count())"));
        try (Watch watch = Watch.start(root, "--sweep", "idle")) {
            watch.awaitGreenStart();
            watch.await(
                    "the end of the sweep",
                    event -> event.is("message") && event.text("text").contains("have run by themselves"));

            write(gardener, GARDENER.replace("return 0", "return 1"));
            assertThat(watch.awaitCycle(gardener).classesRun()).isEmpty();

            write(gardener, GARDENER.replace("plants.size()", "plants.size() + 1"));
            Cycle count = watch.awaitCycle(gardener);
            assertThat(count.classesRun()).containsExactly("garden.CountTest");
            assertThat(count.state()).isEqualTo("red");
            write(gardener, GARDENER);
            assertThat(watch.awaitCycle(gardener).state()).isEqualTo("green");

            String oak = "@Bean\n    Plant oak() {\n        return () -> \"oak\";\n    }";
            String ash = "@Bean\n    Plant ash() {\n        return () -> \"ash\";\n    }";
            write(garden, GARDEN.replace(oak, "OAK").replace(ash, oak).replace("OAK", ash));
            Cycle reordered = watch.awaitCycle(garden);
            assertThat(reordered.state()).isEqualTo("red");
            assertThat(reordered.finished("failed"))
                    .extracting(test -> test.text("class"))
                    .containsExactly("garden.FirstTest");
            write(garden, GARDEN);
            Cycle restored = watch.awaitCycle(garden);
            assertThat(restored.state()).as(restored.events().toString()).isEqualTo("green");

            Path elm = write(
                    main.resolve("Elm.java"),
                    "package garden;\n@org.springframework.stereotype.Component\n"
                            + "class Elm implements Plant { public String name() { return \"elm\"; } }\n");
            Cycle more = watch.awaitCycle(elm);
            assertThat(more.classesRun()).containsExactly("garden.CountTest", "garden.FirstTest");
            assertThat(more.state()).isEqualTo("red");
        }
    }

    /** Puts it in place whole: on a busy machine half a file was compiled, while a test was failing. */
    private Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path aside = Files.writeString(Files.createTempFile(directory, "written", null), text);
        return Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
