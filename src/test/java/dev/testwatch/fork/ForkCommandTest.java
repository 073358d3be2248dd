package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForkCommandTest {

    @Test
    void aForkForTestsThatAreOverSoonMakesDoWithTheFastCompiler() {
        ForkCommand command = with("-ea", "-Xmx1g", "-XX:+UseSerialGC", "-server");

        assertThat(command.brief().jvmArguments())
                .containsExactly("-ea", "-Xmx1g", "-XX:+UseSerialGC", "-server", "-XX:TieredStopAtLevel=1");
        assertThat(command.brief().brief()).isEqualTo(command.brief());
        assertThat(command.brief()).isNotEqualTo(command);
    }

    @Test
    void nothingElseOfItIsAnother() {
        ForkCommand command = with("-ea").withoutRecording();
        ForkCommand brief = command.brief();

        assertThat(brief)
                .usingRecursiveComparison()
                .ignoringFields("jvmArguments")
                .isEqualTo(command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xint",
                "-Xcomp",
                "-XX:TieredStopAtLevel=4",
                "-XX:-TieredCompilation",
                "-XX:CompileThreshold=100",
                "-XX:CICompilerCount=2",
                "-XX:+UseJVMCICompiler",
                "-XX:CompileCommand=quiet"
            })
    void whereTheBuildSaysHowToCompileItIsLeftAtThat(String argument) {
        ForkCommand command = with("-ea", argument);

        assertThat(command.brief()).isEqualTo(command);
    }

    private static ForkCommand with(String... jvmArguments) {
        return new ForkCommand(
                Path.of("java"),
                List.of(jvmArguments),
                Map.of("a", "b"),
                Map.of("C", "d"),
                List.of(Path.of("classes")),
                Path.of("work"));
    }
}
