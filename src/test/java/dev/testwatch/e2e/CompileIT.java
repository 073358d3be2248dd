package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.watch.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects that testwatch does not compile itself. */
class CompileIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void whatSomebodyElseCompilesRunsAndNothingIsWrittenThere() throws Exception {
        Shop shop = Shop.judged();
        Path source = shop.source("Invoice");
        Path made = shop.file("target/classes/shop/Invoice.class");
        byte[] original = Files.readAllBytes(made);
        try (Watch watch = Watch.start(shop.root(), "--compile", "none")) {
            watch.awaitGreenStart();
            shop.replace(source, "\"Discount\"", "\"Reduction\"");
            compile(shop, source);
            Map<Path, Long> afterwards = outputs(shop);

            Cycle red = watch.awaitCycle(made);
            assertThat(red.state()).isEqualTo("red");
            assertThat(red.classesRun()).contains("shop.InvoiceTest").doesNotContain("shop.MoneyTest");
            assertThat(red.all("change").toList().toString())
                    .as("the source's save is none")
                    .doesNotContain("Invoice.java");

            Files.write(made, Arrays.copyOf(original, original.length / 2));
            Event problem = watch.awaitCycle(made).problems().orElseThrow();
            assertThat(problem.items("problems").get(0).get("file").text())
                    .isEqualTo("target/classes/shop/Invoice.class");
            assertThat(problem.items("problems").get(0).get("message").text()).contains("no whole class file");
            assertThat(problem.toString()).contains("shop.InvoiceTest");

            Files.write(made, original);
            assertThat(watch.awaitCycle(made).state()).isEqualTo("green");
            afterwards.put(made, ContentHash.of(original));
            assertThat(outputs(shop)).isEqualTo(afterwards);
            watch.quit();
        }
    }

    /** As an IDE does: the class files of one source, into the build's output directory. */
    private void compile(Shop shop, Path source) throws IOException {
        Path classes = shop.file("target/classes");
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-nowarn",
                        "-g",
                        "-d",
                        directory.toString(),
                        "-cp",
                        classes.toString(),
                        source.toString());
        assertThat(exit).isZero();
        try (var files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.copy(file, classes.resolve(directory.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Map<Path, Long> outputs(Shop shop) throws IOException {
        Map<Path, Long> hashes = new HashMap<>();
        for (String output : new String[] {"target/classes", "target/test-classes"}) {
            try (var files = Files.walk(shop.file(output))) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    hashes.put(file, ContentHash.of(file));
                }
            }
        }
        return hashes;
    }

    @Test
    void aSourceThatOnlyTheBuildToolCompilesIsSeenWhereTheBuildDoesNotNameItsDirectory() throws IOException {
        Shop shop = Shop.judged();
        Path source = shop.file("src/main/kotlin/shop/Rate.kt");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "package shop\n");
        try (Jar jar = Jar.start(List.of(shop.root().toString()))) {
            jar.awaitOut("\\[testwatch\\] all 90 pass", PATIENCE);
            Files.writeString(source, "package shop\n\nclass Rate\n");

            jar.awaitOut(".*Rate.kt is not compiled here \\(--compile=build has Maven do it\\).*", PATIENCE);
            jar.send("q");
            assertThat(jar.awaitExit(PATIENCE)).isZero();
        }
        try (Watch watch = Watch.start(shop.root(), "--compile", "build")) {
            watch.awaitGreenStart();
            Files.writeString(source, "package shop\n\nclass Rates\n");

            Cycle built = watch.awaitCycle(source);

            assertThat(built.state()).isEqualTo("green");
            assertThat(built.classesRun()).isEmpty();
            watch.quit();
        }
    }

    @Test
    void whatTheBuildToolCompilesRunsAndWhatItRefusesIsNotGreen() {
        Shop shop = Shop.judged();
        Path source = shop.source("Invoice");
        try (Watch watch = Watch.start(shop.root(), "--compile", "build")) {
            watch.awaitGreenStart();
            shop.replace(source, "\"Discount\"", "\"Reduction\"");
            Cycle red = watch.awaitCycle(source);
            assertThat(red.state()).isEqualTo("red");
            assertThat(red.classesRun()).contains("shop.InvoiceTest").doesNotContain("shop.MoneyTest");

            shop.restore(source);
            assertThat(watch.awaitCycle(source).state()).isEqualTo("green");

            shop.replace(source, "\"Discount\"", "Discount");
            Cycle refused = watch.awaitCycle(source);
            assertThat(refused.state()).isEqualTo("blocked");
            Json problem = refused.problems().orElseThrow().items("problems").get(0);
            assertThat(problem.get("file").text()).isEqualTo("src/main/java/shop/Invoice.java");
            assertThat(problem.get("line").number()).isEqualTo(shop.lineOf(source, "Discount"));

            shop.restore(source);
            assertThat(watch.awaitCycle(source).state()).isEqualTo("green");
            watch.quit();
        }
    }

    @Test
    void whereTheBuildChangesClassFilesAfterTheCompilerTheBuildCompiles() throws IOException {
        Shop shop = Shop.judged();
        shop.replace(shop.file("pom.xml"), "</plugins>", ENHANCER + "</plugins>");
        Path source = shop.file("src/main/java/shop/Label.java");
        Files.writeString(source, """
                package shop;
                class Label {
                    static String text() { return "plain"; }
                    static String other() { return "one"; }
                }
                """);
        Files.writeString(shop.file("src/test/java/shop/LabelTest.java"), """
                package shop;
                class LabelTest {
                    @org.junit.jupiter.api.Test
                    void isWoven() { org.junit.jupiter.api.Assertions.assertEquals("woven", Label.text() + Label.other().substring(3)); }
                }
                """);
        try (Watch watch = Watch.start(shop.root())) {
            Cycle start = watch.awaitGreenStart();
            shop.replace(source, "\"one\"", "\"two\"");

            Cycle enhanced = watch.awaitCycle(source);

            assertThat(enhanced.state()).isEqualTo("green");
            assertThat(enhanced.classesRun()).containsExactly("shop.LabelTest");
            assertThat(start.all("message").toList().toString())
                    .contains("maven-antrun-plugin (shop/Label.class) changes class files", "Maven compiles");
            watch.quit();
        }
    }

    private static final String ENHANCER = """
            <plugin>
              <artifactId>maven-antrun-plugin</artifactId>
              <version>3.1.0</version>
              <executions>
                <execution>
                  <phase>process-classes</phase>
                  <goals><goal>run</goal></goals>
                  <configuration>
                    <target>
                      <replace file="${project.build.outputDirectory}/shop/Label.class" encoding="ISO-8859-1"
                               token="plain" value="woven"/>
                    </target>
                  </configuration>
                </execution>
              </executions>
            </plugin>
            """;
}
