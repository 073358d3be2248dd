package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of tests when a class of the project takes the place of one of a library's. */
class LibrariesTest {

    private static final String INNER = "package lib; public class Inner { static int one() { return %s; } }";

    @TempDir
    Path root;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench(root);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aClassOfTheProjectInPlaceOfALibrarysMakesAllTestsStaleAndSoDoesEachEditOfIt() throws IOException {
        bench.jars("library");
        libraryAndTests().save().run();

        bench.main(INNER.formatted(2)).save();
        assertThat(bench.staleNames()).containsExactly("OtherTest", "OuterTest");
        bench.run();

        bench.main(INNER.formatted(3)).save();
        assertThat(bench.staleNames()).containsExactly("OtherTest", "OuterTest");

        bench.delete("src/main/java/lib/Inner.java").save();
        assertThat(bench.staleNames()).as("as it was at first").isEmpty();
    }

    @Test
    void whatSuchAClassUsesMakesAllTestsStale() throws IOException {
        bench.jars("library");
        libraryAndTests()
                .main("package a; public class Deep { public static int deep() { return 1; } }")
                .main(INNER.formatted("a.Deep.deep()"))
                .save()
                .run();

        bench.main("package a; public class Deep { public static int deep() { return 2; } }")
                .save();

        assertThat(bench.staleNames()).containsExactly("OtherTest", "OuterTest");
    }

    @Test
    void aClassOfTheSameNameInAJarIsFoundThoughOthersAreDamaged() throws IOException {
        Files.writeString(root.resolve("damaged.jar"), "no jar");
        jar("good.jar", List.of("lib/Other.class", "lib/Inner.class", "lib/Inner.txt"));
        bench.jars("missing.jar", "damaged.jar", "good.jar");
        libraryAndTests().save().run();

        bench.main(INNER.formatted(2)).save();

        assertThat(bench.staleNames()).containsExactly("OtherTest", "OuterTest");
    }

    @Test
    void aClassForSomeVersionOfTheJdkOnlyIsOneOfTheLibrarys() throws IOException {
        jar("versions.jar", List.of("META-INF/versions/11/lib/Inner.class"));
        bench.jars("versions.jar");
        libraryAndTests().save().run();

        bench.main(INNER.formatted(2)).save();

        assertThat(bench.staleNames()).containsExactly("OtherTest", "OuterTest");
    }

    @Test
    void aClassThatNoLibraryHasMakesNothingStale() throws IOException {
        jar("others.jar", List.of("lib/Inner2.class", "Inner.class", "lib/Inner/Inner.class", "lib/Inner.java"));
        bench.jars("others.jar");
        libraryAndTests().save().run();

        bench.main(INNER.formatted(2)).save();

        assertThat(bench.staleNames()).isEmpty();
    }

    private Workbench libraryAndTests() {
        return bench.library(INNER.formatted(1))
                .library("package lib; public class Outer { public static int one() { return Inner.one(); } }")
                .test("package a; class OuterTest { int one = lib.Outer.one(); }")
                .test("package a; class OtherTest { }");
    }

    private void jar(String name, List<String> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(root.resolve(name));
                ZipOutputStream jar = new ZipOutputStream(file)) {
            for (String entry : entries) {
                jar.putNextEntry(new ZipEntry(entry));
            }
        }
    }
}
