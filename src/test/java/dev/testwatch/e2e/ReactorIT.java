package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three modules, the third needs the first through the second; a resource that Maven filters; the parent's pom. */
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

    @TempDir
    Path directory;

    private Path root;
    private Watch watch;

    @BeforeEach
    void watchAGreenReactor() throws IOException {
        root = Files.createDirectory(directory.resolve("mill")).toRealPath();
        write("pom.xml", PARENT);
        write("grain/pom.xml", module("grain", ""));
        write("flour/pom.xml", module("flour", "grain"));
        write("bread/pom.xml", module("bread", "flour"));
        write("grain/src/main/java/mill/Grain.java", """
                package mill;

                public class Grain {
                    public int weight() {
                        return 10;
                    }
                }
                """);
        write("flour/src/main/java/mill/Flour.java", """
                package mill;

                public class Flour {
                    public int weight() {
                        return new Grain().weight() - 2;
                    }
                }
                """);
        write("flour/src/test/java/mill/SieveTest.java", test("SieveTest", "assertEquals(4, 2 + 2)"));
        write("bread/src/test/java/mill/BreadTest.java", test("BreadTest", "assertEquals(8, new Flour().weight())"));
        write("bread/src/test/java/mill/SignTest.java", test("SignTest", """
                assertEquals("Corner bakery", new String(SignTest.class.getResourceAsStream("/sign.txt").readAllBytes()))"""));
        write("bread/src/test/resources/sign.txt", "${bakery.name} bakery");
        watch = Watch.start(root);
        watch.awaitGreenStart();
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void aChangeInTheFirstModuleRunsTheTestsOfTheThirdThatNeedIt() {
        Cycle cycle = edit("grain/src/main/java/mill/Grain.java", "return 10", "return 11");

        assertThat(cycle.classesRun()).containsExactly("mill.BreadTest");
        assertThat(cycle.state()).isEqualTo("red");
        assertThat(edit("grain/src/main/java/mill/Grain.java", "return 11", "return 10")
                        .state())
                .isEqualTo("green");
    }

    @Test
    void whatTheFirstModuleNoLongerOffersBreaksTheSecondAndBlocksTheThird() {
        Cycle broken = edit("grain/src/main/java/mill/Grain.java", "int weight()", "int mass()");

        assertThat(broken.state()).isEqualTo("blocked");
        assertThat(broken.problems().orElseThrow().toString()).contains("flour/src/main/java/mill/Flour.java");
        assertThat(edit("grain/src/main/java/mill/Grain.java", "int mass()", "int weight()")
                        .state())
                .isEqualTo("green");
    }

    @Test
    void aFilteredResourceIsFilteredAgainByMaven() {
        Cycle cycle = edit("bread/src/test/resources/sign.txt", " bakery", " Bakery");

        assertThat(cycle.classesRun()).contains("mill.SignTest");
        assertThat(cycle.state()).isEqualTo("red");
        assertThat(cycle.finished("failed").get(0).toString()).contains("Corner Bakery");
    }

    @Test
    void aBrokenPomLeavesTheWatchWorkingAndIsReadAgainWhenItIsMended() {
        write("pom.xml", PARENT.replace("</modules>", ""));
        assertThat(watch.await("message", event -> event.text("level").equals("error"))
                        .toString())
                .isNotEmpty();
        watch.await("message", event -> event.text("text").contains("going on with the build as it was"));

        Cycle cycle = edit("grain/src/main/java/mill/Grain.java", "return 10", "return 11");
        assertThat(cycle.classesRun()).containsExactly("mill.BreadTest");

        write("pom.xml", PARENT.replace(">Corner<", ">Harbour<"));
        Cycle again = watch.awaitRun();
        assertThat(again.classesRun()).contains("mill.SignTest");
        assertThat(again.state()).isEqualTo("red");
    }

    @Test
    void theTestsOfAModuleThatIsTakenOutAreGoneAndOneThatIsPutInIsRunAndWatched() {
        write("salt/pom.xml", module("salt", "grain"));
        write("salt/src/test/java/mill/SaltTest.java", test("SaltTest", "assertEquals(10, new Grain().weight())"));
        write("pom.xml", PARENT.replace("<module>bread</module>", "<module>salt</module>"));
        watch.await(
                "the result of the new module's test",
                event -> event.is("test-finished") && event.text("class").equals("mill.SaltTest"));
        assertThat(watch.awaitRest(Duration.ofSeconds(2)).state()).isEqualTo("green");

        Cycle cycle = edit("grain/src/main/java/mill/Grain.java", "return 10", "return 11");

        assertThat(cycle.classesRun()).containsExactly("mill.SaltTest");
        assertThat(cycle.state()).isEqualTo("red");
    }

    private Cycle edit(String name, String from, String to) {
        try {
            Path file = root.resolve(name);
            String text = Files.readString(file);
            assertThat(text).contains(from);
            Files.writeString(file, text.replace(from, to));
            return watch.awaitCycle(file);
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

    private static String module(String name, String needs) {
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
                </project>
                """.formatted(name, dependency);
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
