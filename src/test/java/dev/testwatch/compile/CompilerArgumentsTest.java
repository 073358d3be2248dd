package dev.testwatch.compile;

import static dev.testwatch.compile.TestProject.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.Failed;
import dev.testwatch.compile.Compilation.Succeeded;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments of the build that the compiler refuses: which, from where, and what to do. */
class CompilerArgumentsTest {

    private static final String SHELF = "package shop; public class Shelf { int size() { return 3; } }";
    private static final int NEWER = Runtime.version().feature() + 1;

    @TempDir
    Path directory;

    private Problem refused(String pomLine, String... arguments) {
        var project = new TestProject(directory);
        project.main(SHELF);
        project.build().arguments(arguments);
        project.write("pom.xml", "<project>\n  <build>\n    " + pomLine + "\n  </build>\n</project>\n");
        try (var compiler = project.open()) {
            project.main(SHELF.replace("3", "4"));
            var failed = (Failed) compiler.compile(project.change());
            assertThat(failed.problems()).hasSize(1);

            project.main(SHELF);
            assertThat(compiler.compile(project.change()))
                    .as("whatever the arguments, what is published is the same text again")
                    .isInstanceOf(Succeeded.class);
            return failed.problems().get(0);
        }
    }

    private void isAtLineThree(Problem problem) {
        assertThat(problem.file()).hasValue(directory.resolve("shop/pom.xml").toAbsolutePath());
        assertThat(problem.line()).isEqualTo(3);
    }

    @Test
    void anUnknownArgumentIsShownWithItsLineInThePom() {
        var problem = refused("<arg>-Xnope</arg>", "-Xnope");
        assertThat(problem.message()).contains("-Xnope");
        isAtLineThree(problem);
    }

    @Test
    void aReleaseNewerThanTheJdkNamesTheJdkToStartWith() {
        var problem =
                refused("<maven.compiler.release>" + NEWER + "</maven.compiler.release>", "--release", "" + NEWER);
        assertThat(problem.message())
                .contains("the build compiles for Java " + NEWER)
                .contains("start testwatch with JDK " + NEWER + " or newer");
        isAtLineThree(problem);
    }

    @Test
    void aSourceLevelNewerThanTheJdkNamesTheJdkToStartWith() {
        var problem = refused(
                "<source>" + NEWER + "</source><target>" + NEWER + "</target>",
                "-source",
                "" + NEWER,
                "-target",
                "" + NEWER);
        assertThat(problem.message()).contains("start testwatch with JDK " + NEWER + " or newer");
        isAtLineThree(problem);
    }

    @Test
    void aReleaseThatTheJdkHasForgottenAsksForAnOlderJdk() {
        assertThat(refused("<release>5</release>", "--release", "5").message())
                .contains("start testwatch with an older JDK");
    }

    @Test
    void previewFeaturesOfAnotherReleaseAreRefusedWithTheirLine() {
        var problem = refused("<arg>--enable-preview</arg>", "--enable-preview", "--release", "11");
        assertThat(problem.message()).contains("--enable-preview");
        isAtLineThree(problem);
    }

    @Test
    void warningsThatAreErrorsAreShownWithTheLineThatSaysSo() {
        var project = new TestProject(directory);
        project.main(SHELF);
        project.build().arguments("-Xlint:all", "-Werror");
        project.write("pom.xml", "<project>\n  <failOnWarning>true</failOnWarning>\n</project>\n");
        try (var compiler = project.open()) {
            project.main("package shop; class Raw { java.util.List all; }");
            assertThat(errors(compiler.compile(project.change()))).containsOnlyKeys("pom.xml:2");
        }
    }

    @Test
    void anArgumentThatIsInNoPomIsToldWithoutAPlace() {
        assertThat(Stream.of(refused("<nothing/>", "-Xnope")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.file()).isEmpty());
    }
}
