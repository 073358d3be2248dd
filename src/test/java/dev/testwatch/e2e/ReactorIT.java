package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three modules, the third needs the first through the second; sources among what is built; a resource that Maven
 * filters; the parent's pom. Tests that leave the build alone edit the same watched project, one after the other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReactorIT {

    private static final String PARENT = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>mill</groupId>
              <artifactId>mill</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <modules><module>grain</module><module>flour</module><module>bread</module></modules>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                <bakery.name>Corner</bakery.name>
              </properties>
              <dependencies>
                <dependency>
                  <groupId>org.junit.jupiter</groupId>
                  <artifactId>junit-jupiter</artifactId>
                  <version>6.1.3</version>
                  <scope>test</scope>
                </dependency>
              </dependencies>
              <build>
                <testResources>
                  <testResource><directory>src/test/resources</directory><filtering>true</filtering></testResource>
                </testResources>
                <plugins>
                  <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
                  <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
                  <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.6</version></plugin>
                </plugins>
              </build>
            </project>
            """;

    private static final String HUSK = "grain/target/generated-sources/forms/mill/Husk.java";

    private static final List<String> EDITED =
            List.of("grain/src/main/java/mill/Grain.java", HUSK, "bread/src/test/resources/sign.txt");

    /** Where code generators write. */
    private static final String GENERATED = """
            <build>
              <plugins>
                <plugin>
                  <groupId>org.codehaus.mojo</groupId>
                  <artifactId>build-helper-maven-plugin</artifactId>
                  <version>3.6.1</version>
                  <executions>
                    <execution>
                      <goals><goal>add-source</goal></goals>
                      <configuration>
                        <sources><source>${project.build.directory}/generated-sources/forms</source></sources>
                      </configuration>
                    </execution>
                  </executions>
                </plugin>
              </plugins>
            </build>
            """;

    @TempDir
    static Path directory;

    private final Map<Path, String> original = new HashMap<>();
    private Optional<Watch> watched = Optional.empty();
    private int reactors;
    private Path root = Path.of("");

    @BeforeEach
    void watchAGreenReactor() throws IOException {
        if (watched.isPresent()) {
            return;
        }
        root = Files.createDirectory(directory.resolve("mill" + reactors++)).toRealPath();
        write("pom.xml", PARENT);
        write("grain/pom.xml", module("grain", "", GENERATED));
        write("flour/pom.xml", module("flour", "grain", ""));
        write("bread/pom.xml", module("bread", "flour", ""));
        write("grain/src/main/java/mill/Grain.java", """
                package mill;

                public class Grain {
                    public int weight() {
                        return 10;
                    }
                }
                """);
        write(HUSK, """
                package mill;

                public class Husk {
                    public int weight() {
                        return 2;
                    }
                }
                """);
        write("flour/src/main/java/mill/Flour.java", """
                package mill;

                public class Flour {
                    public int weight() {
                        return new Grain().weight() - new Husk().weight();
                    }
                }
                """);
        write("flour/src/test/java/mill/SieveTest.java", test("SieveTest", "assertEquals(4, 2 + 2)"));
        write("bread/src/test/java/mill/BreadTest.java", test("BreadTest", "assertEquals(8, new Flour().weight())"));
        write("bread/src/test/java/mill/SignTest.java", test("SignTest", """
                assertEquals("Corner bakery", new String(SignTest.class.getResourceAsStream("/sign.txt").readAllBytes()))"""));
        write("bread/src/test/resources/sign.txt", "${bakery.name} bakery");
        original.clear();
        for (String name : EDITED) {
            original.put(root.resolve(name), Files.readString(root.resolve(name)));
        }
        watched = Optional.of(Watch.start(root));
        watch().awaitGreenStart();
    }

    /** A watch that cannot be brought back to green, or whose build is another now, is of no use to the next test. */
    @AfterEach
    void leaveItGreen() throws IOException {
        if (watched.isEmpty()) {
            return;
        }
        Set<Path> restored = new HashSet<>();
        for (var file : original.entrySet()) {
            if (!Files.exists(file.getKey()) || !Files.readString(file.getKey()).equals(file.getValue())) {
                Files.writeString(file.getKey(), file.getValue());
                restored.add(file.getKey());
            }
        }
        try {
            if (!restored.isEmpty()) {
                assertThat(watch().awaitCycle(restored).state()).isEqualTo("green");
            }
        } catch (AssertionError e) {
            stop();
            throw e;
        }
    }

    @AfterAll
    void stop() {
        watched.ifPresent(Watch::close);
        watched = Optional.empty();
    }

    private Watch watch() {
        return watched.orElseThrow();
    }

    @Test
    void aSourceRootInsideTargetIsWatchedAndCompiled() throws IOException {
        Cycle edited = edit(HUSK, "return 2", "return 3");
        assertThat(edited.classesRun()).containsExactly("mill.BreadTest");
        assertThat(edited.state()).isEqualTo("red");

        Files.delete(root.resolve(HUSK));
        Cycle deleted = watch().awaitCycle(root.resolve(HUSK));
        assertThat(deleted.problems().orElseThrow().toString()).contains("flour/src/main/java/mill/Flour.java");
    }

    @Test
    void aChangeInTheFirstModuleRunsTheTestsOfTheThirdThatNeedIt() {
        Cycle cycle = edit("grain/src/main/java/mill/Grain.java", "return 10", "return 11");

        assertThat(cycle.classesRun()).containsExactly("mill.BreadTest");
        assertThat(cycle.state()).isEqualTo("red");
    }

    @Test
    void whatTheFirstModuleNoLongerOffersBreaksTheSecondAndBlocksTheThird() {
        Cycle broken = edit("grain/src/main/java/mill/Grain.java", "int weight()", "int mass()");

        assertThat(broken.state()).isEqualTo("blocked");
        assertThat(broken.problems().orElseThrow().toString()).contains("flour/src/main/java/mill/Flour.java");
    }

    @Test
    void aFilteredResourceIsFilteredAgainByMaven() {
        Cycle cycle = edit("bread/src/test/resources/sign.txt", " bakery", " Bakery");

        assertThat(cycle.classesRun()).contains("mill.SignTest");
        assertThat(cycle.state()).isEqualTo("red");
        assertThat(cycle.finished("failed").get(0).toString()).contains("Corner Bakery");
    }

    @Test
    @Order(Order.DEFAULT + 1)
    void aBrokenPomLeavesTheWatchWorkingAndIsReadAgainWhenItIsMended() {
        write("pom.xml", PARENT.replace("</modules>", ""));
        assertThat(watch().await("message", event -> event.text("level").equals("error"))
                        .toString())
                .isNotEmpty();
        watch().await("message", event -> event.text("text").contains("going on with the build as it was"));

        Cycle cycle = edit("grain/src/main/java/mill/Grain.java", "return 10", "return 11");
        assertThat(cycle.classesRun()).containsExactly("mill.BreadTest");

        write("pom.xml", PARENT.replace(">Corner<", ">Harbour<"));
        Cycle again = watch().awaitRun();
        assertThat(again.classesRun()).contains("mill.SignTest");
        assertThat(again.state()).isEqualTo("red");
        stop();
    }

    @Test
    @Order(Order.DEFAULT + 2)
    void theTestsOfAModuleThatIsTakenOutAreGoneAndOneThatIsPutInIsRunAndWatched() {
        write("salt/pom.xml", module("salt", "grain", ""));
        write("salt/src/test/java/mill/SaltTest.java", test("SaltTest", "assertEquals(10, new Grain().weight())"));
        write("pom.xml", PARENT.replace("<module>bread</module>", "<module>salt</module>"));
        watch().await(
                        "the result of the new module's test",
                        event ->
                                event.is("test-finished") && event.text("class").equals("mill.SaltTest"));
        assertThat(watch().awaitRest(Duration.ofSeconds(2)).state()).isEqualTo("green");

        Cycle cycle = edit("grain/src/main/java/mill/Grain.java", "return 10", "return 11");

        assertThat(cycle.classesRun()).containsExactly("mill.SaltTest");
        assertThat(cycle.state()).isEqualTo("red");
        stop();
    }

    private Cycle edit(String name, String from, String to) {
        try {
            Path file = root.resolve(name);
            String text = Files.readString(file);
            assertThat(text).contains(from);
            Files.writeString(file, text.replace(from, to));
            return watch().awaitCycle(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String module(String name, String needs, String build) {
        String dependency = needs.isEmpty()
                ? ""
                : "<dependencies><dependency><groupId>mill</groupId><artifactId>" + needs
                        + "</artifactId><version>1</version></dependency></dependencies>";
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent><groupId>mill</groupId><artifactId>mill</artifactId><version>1</version></parent>
                  <artifactId>%s</artifactId>
                  %s
                  %s
                </project>
                """.formatted(name, dependency, build);
    }

    private static String test(String name, String statement) {
        return """
                package mill;

                import static org.junit.jupiter.api.Assertions.assertEquals;

                import org.junit.jupiter.api.Test;

                class %s {
                    @Test
                    void holds() throws Exception {
                        %s;
                    }
                }
                """.formatted(name, statement);
    }
}
