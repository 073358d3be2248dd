package dev.testwatch.fork;

import static dev.testwatch.fork.Workshop.failure;
import static dev.testwatch.fork.Workshop.passed;
import static dev.testwatch.fork.Workshop.test;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes that JUnit cannot find, load or understand: each is named, and its neighbour has its result. */
@Timeout(120)
class DiscoveryTroubleTest {

    @TempDir
    Path directory;

    private Workshop workshop;

    @BeforeEach
    void makeAClassThatIsWell() throws IOException {
        workshop = Workshop.in(directory).compile(Map.of("WellTest", test("WellTest", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class SickTest extends Gone { @org.junit.jupiter.api.Test void holds() {} }",
                "class SickTest { Gone field; @org.junit.jupiter.api.Test void holds() {} }",
                "class SickTest { @org.junit.jupiter.api.Test void holds() {} void other(Gone gone) {} }",
                "class SickTest { @org.junit.jupiter.api.Test void holds() { new Gone(); } }",
                "class SickTest { static Gone gone = new Gone(); @org.junit.jupiter.api.Test void holds() {} }",
                "class SickTest { class Inner extends Gone {} @org.junit.jupiter.api.Test void holds() {} }",
                "class SickTest { @org.junit.jupiter.api.Nested class Inner extends Gone { @org.junit.jupiter.api.Test void holds() {} } }",
            })
    void aClassThatNeedsAMissingOneIsNamedWithIt(String source) throws IOException {
        workshop.compile(Map.of("Gone", "class Gone {}", "SickTest", source));
        Files.delete(workshop.file("Gone"));

        Run run = workshop.run("WellTest", "SickTest");

        assertThat(passed(run, "WellTest")).isTrue();
        assertThat(failure(run, "SickTest")).contains("Gone");
        assertThat(run).isInstanceOf(Run.Completed.class);
    }

    @Test
    void aClassThatHasVanishedSinceItWasChosenIsNamed() throws IOException {
        workshop.compile(Map.of("SickTest", test("SickTest", "")));
        Files.delete(workshop.file("SickTest"));

        Run run = workshop.run("SickTest", "WellTest");

        assertThat(run).isInstanceOf(Run.Completed.class);
        assertThat(passed(run, "WellTest")).isTrue();
        assertThat(failure(run, "SickTest")).contains("ClassNotFoundException: SickTest");
    }

    @Test
    void aFileThatIsNoClassFileIsNamed() throws IOException {
        Files.write(workshop.file("SickTest"), Workshop.noClass());
        theSickOneIsNamedWith("ClassFormatError", "SickTest");
    }

    @Test
    void aClassFileThatIsCutOffIsNamed() throws IOException {
        byte[] bytes =
                workshop.compile(Map.of("SickTest", test("SickTest", ""))).bytes("SickTest");
        Files.write(workshop.file("SickTest"), Arrays.copyOf(bytes, bytes.length / 2));
        theSickOneIsNamedWith("ClassFormatError: Truncated class file");
    }

    @Test
    void aClassFileOfANewerJavaIsNamed() throws IOException {
        byte[] bytes =
                workshop.compile(Map.of("SickTest", test("SickTest", ""))).bytes("SickTest");
        bytes[7] = 99;
        Files.write(workshop.file("SickTest"), bytes);
        theSickOneIsNamedWith("UnsupportedClassVersionError", "SickTest", "99.0");
    }

    @Test
    void aBrokenClassFileThatOnlyATestUsesIsThatTestsFailure() throws IOException {
        workshop.compile(Map.of("Used", "class Used {}", "SickTest", test("SickTest", "new Used();")));
        Files.write(workshop.file("Used"), Workshop.noClass());
        theSickOneIsNamedWith("ClassFormatError", "Used");
    }

    private void theSickOneIsNamedWith(String... texts) {
        Run run = workshop.run("SickTest", "WellTest");
        assertThat(run).isInstanceOf(Run.Completed.class);
        assertThat(passed(run, "WellTest")).isTrue();
        assertThat(failure(run, "SickTest")).contains(texts);
    }
}
