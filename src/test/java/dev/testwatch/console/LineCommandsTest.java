package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineCommandsTest {

    @ParameterizedTest
    @CsvSource({
        "f,RunFailed",
        "failed,RunFailed",
        "FAILED,RunFailed",
        "a,RunAll",
        "all,RunAll",
        "r,Rerun",
        "rerun,Rerun",
        "clear,Clear",
        "pause,Pause",
        "resume,Resume",
        "status,ShowStatus",
        "failures,ShowFailures",
        "v,ShowFailures",
        "help,Help",
        "?,Help",
        "quit,Quit",
        "q,Quit",
        "exit,Quit",
        "start-over,StartOver",
        "R,StartOver",
        "cancel,Escape"
    })
    void wordsAndLettersGiveTheirCommands(String line, String command) {
        assertThat(LineCommands.parse(line).getClass().getSimpleName()).isEqualTo(command);
        assertThat(LineCommands.parse("  " + line + " \r")).isEqualTo(LineCommands.parse(line));
    }

    @Test
    void anEmptyLineIsEnter() {
        assertThat(LineCommands.parse("")).isEqualTo(new Command.Rerun());
        assertThat(LineCommands.parse("\r")).isEqualTo(new Command.Rerun());
    }

    @Test
    void filtersTakeTheRestOfTheLine() {
        assertThat(LineCommands.parse("filter Price*Test")).isEqualTo(new Command.FilterClasses("Price*Test"));
        assertThat(LineCommands.parse("p Foo")).isEqualTo(new Command.FilterClasses("Foo"));
        assertThat(LineCommands.parse("name  rounds half up")).isEqualTo(new Command.FilterNames("rounds half up"));
        assertThat(LineCommands.parse("filter")).isEqualTo(new Command.FilterClasses(""));
    }

    @ParameterizedTest
    @CsvSource({"faild,failed", "stat,status", "qiut,quit", "filer Foo,filter", "Startover,start-over", "hlp,help"})
    void aMistypedWordIsUnknownAndTheNearestIsNamed(String line, String nearest) {
        assertThat(LineCommands.parse(line)).isEqualTo(new Command.Unknown(line, Optional.of(nearest)));
    }

    @ParameterizedTest
    @CsvSource({"xyzzy", "z", "ls -l", "u"})
    void nothingIsNearToSomethingElse(String line) {
        assertThat(LineCommands.parse(line)).isEqualTo(new Command.Unknown(line, Optional.empty()));
    }

    @Test
    void aWordThatTakesNoTextIsNotUnderstoodWithOne() {
        assertThat(LineCommands.parse("all tests")).isEqualTo(new Command.Unknown("all tests", Optional.of("all")));
    }
}
