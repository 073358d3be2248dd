package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An annotation processor in a watched project, and what it may do to its JVM. The watch outlives all of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessorsIT {

    /** Makes a twin of an annotated class, unless the name of that class asks for something else. */
    private static final String PROCESSOR = """
            package acme;
            import java.io.IOException;
            import java.util.Set;
            import javax.annotation.processing.*;
            import javax.lang.model.SourceVersion;
            import javax.lang.model.element.*;
            public class Moody extends AbstractProcessor {
                @Override public Set<String> getSupportedAnnotationTypes() { return Set.of("java.lang.Deprecated"); }
                @Override public SourceVersion getSupportedSourceVersion() { return SourceVersion.latest(); }
                @Override public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
                    for (Element element : round.getElementsAnnotatedWith(Deprecated.class)) {
                        if (element.getKind().isClass()) act(element.getSimpleName().toString());
                    }
                    return false;
                }
                private void act(String name) {
                    System.out.println("a processor at work on " + name);
                    if (name.equals("Exits")) System.exit(42);
                    if (name.equals("Throws")) throw new IllegalStateException("not in the mood");
                    while (name.equals("Hangs")) {
                        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                    }
                    try (var out = processingEnv.getFiler().createSourceFile("shop." + name + "Twin").openWriter()) {
                        out.write("package shop; class " + name + "Twin { static int size() { return 1; } }");
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            """;

    private static final String RECEIPT = """
            package shop;

            @Deprecated
            class Receipt {
                int size() {
                    return ReceiptTwin.size() + 1;
                }
            }
            """;

    private static final String RECEIPT_TEST = """
            package shop;

            import org.junit.jupiter.api.Assertions;
            import org.junit.jupiter.api.Test;

            class ReceiptTest {
                @Test
                void isAsLongAsItsTwinAndOneMore() {
                    Assertions.assertEquals(2, new Receipt().size());
                }
            }
            """;

    @TempDir
    static Path directory;

    private Optional<Shop> shop = Optional.empty();
    private Optional<Watch> watch = Optional.empty();

    @BeforeAll
    void watchAProjectWithAProcessor() throws IOException {
        Shop made = Shop.copyTo(directory);
        made.replace(made.file("pom.xml"), "  <dependencies>", """
                  <dependencies>
                    <dependency>
                      <groupId>acme</groupId>
                      <artifactId>moody</artifactId>
                      <version>1.0</version>
                      <scope>system</scope>
                      <systemPath>%s</systemPath>
                    </dependency>
                """.formatted(processor()));
        if (Runtime.version().feature() >= 23) {
            made.replace(made.file("pom.xml"), "<parameters>", "<proc>full</proc><parameters>");
        }
        made.write(made.source("Receipt"), RECEIPT);
        made.write(made.test("ReceiptTest"), RECEIPT_TEST);
        shop = Optional.of(made);
        watch = Optional.of(Watch.start(made.root(), "--compile-timeout", "15"));
        watch().awaitGreenStart();
    }

    @AfterAll
    void stop() {
        watch.ifPresent(Watch::close);
    }

    @Test
    void whatAProcessorMakesIsCompiledAndTested() {
        shop().replace(shop().source("Receipt"), "+ 1", "+ 2");
        Cycle failing = watch().awaitCycle(shop().source("Receipt"));
        assertThat(failing.classesRun()).contains("shop.ReceiptTest");
        assertThat(failing.state()).isEqualTo("red");

        shop().replace(shop().source("Receipt"), "+ 2", "+ 1");
        assertThat(watch().awaitCycle(shop().source("Receipt")).state()).isEqualTo("green");
    }

    @Test
    void aProcessorThatCallsSystemExitEndsNoWatch() {
        assertThat(toldOf("Exits"))
                .contains("the compiler's JVM ended (exit code 42): System.exit called at acme.Moody.act(Moody.java:");
    }

    @Test
    void aProcessorThatHangsEndsNoWatch() {
        assertThat(toldOf("Hangs")).contains("annotation processing did not end within 15 s: processor acme.Moody");
    }

    @Test
    void aProcessorThatThrowsEndsNoWatch() {
        assertThat(toldOf("Throws"))
                .contains("annotation processor acme.Moody failed: java.lang.IllegalStateException: not in the mood");
    }

    /** Saves a class that the processor takes badly, and mends that; returns what was said of it. */
    private String toldOf(String name) {
        Path source = shop().source(name);
        shop().write(source, "package shop;\n\n@Deprecated\nclass " + name + " {}\n");
        Cycle broken = watch().awaitCycle(source);
        assertThat(broken.state()).isNotEqualTo("green");
        String told = broken.problems().orElseThrow().items("problems").stream()
                .map(problem -> problem.get("message").text())
                .reduce("", String::concat);

        shop().delete(source);
        assertThat(watch().awaitCycle(source).state()).isEqualTo("green");
        whatAProcessorMakesIsCompiledAndTested();
        return told;
    }

    private Shop shop() {
        return shop.orElseThrow();
    }

    private Watch watch() {
        return watch.orElseThrow();
    }

    /** A jar with the processor in it. */
    private static Path processor() throws IOException {
        Path source = directory.resolve("Moody.java");
        Path classes = Files.createDirectories(directory.resolve("moody"));
        Files.writeString(source, PROCESSOR);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(failed).isZero();
        Path jar = directory.resolve("moody.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            put("acme/Moody.class", Files.readAllBytes(classes.resolve("acme/Moody.class")), out);
            put(
                    "META-INF/services/javax.annotation.processing.Processor",
                    "acme.Moody\n".getBytes(StandardCharsets.UTF_8),
                    out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static void put(String name, byte[] content, JarOutputStream out) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
