package dev.testwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testwatch.program.Keep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Where options come from, and what becomes of those that make no sense. */
class StartTest {

    @TempDir
    Path project;

    @Test
    void theCommandLineGoesBeforeTheFileAndTheFileBeforeTheEnvironment() throws IOException {
        configure("interval=200", "debounce=20");
        Map<String, String> environment =
                Map.of("TESTWATCH_INTERVAL", "100", "TESTWATCH_DEBOUNCE", "10", "TESTWATCH_TIMEOUT", "7");

        Start start = start(environment, "--interval", "300");

        assertThat(start.options().interval()).isEqualTo(Duration.ofMillis(300));
        assertThat(start.options().quiet()).isEqualTo(Duration.ofMillis(20));
        assertThat(start.options().forking().rules().limit()).contains(Duration.ofSeconds(7));
        assertThat(start.problems()).isEmpty();
    }

    @Test
    void aBadLineIsNamedAndTheDefaultHolds() throws IOException {
        configure("# a comment", "interval=soon", "debounse=3", "keys.F=faild", "keys=emacs", "trigger.[=all");

        Start start = start(Map.of());

        assertThat(start.options().interval()).isEqualTo(Duration.ofMillis(500));
        assertThat(start.problems())
                .containsExactly(
                        "testwatch.properties:2: interval: 'soon' is no value for it; the default (500) holds",
                        "testwatch.properties:3: there is no option 'debounse'; it is ignored; did you mean"
                                + " 'debounce'?",
                        "testwatch.properties:5: keys: there is no preset 'emacs', only usual and quarkus; the usual"
                                + " keys hold",
                        "testwatch.properties:4: keys.F: 'faild' is no command; the key means what it always does; did"
                                + " you mean 'failed'?",
                        "testwatch.properties:6: trigger.[: '[' is no glob; it is ignored");
    }

    @Test
    void aProfileHoldsOnlyWhereItIsNamed() throws IOException {
        configure("timeout=5", "@ci.timeout=90", "@ci.fail-fast");

        assertThat(start(Map.of()).options().forking().rules().limit()).contains(Duration.ofSeconds(5));
        Start ci = start(Map.of(), "@ci");
        assertThat(ci.options().forking().rules().limit()).contains(Duration.ofSeconds(90));
        assertThat(ci.options().choice().failFast()).isTrue();
        assertThat(start(Map.of(), "@nightly").problems())
                .containsExactly("@nightly: no line of testwatch.properties begins with it");
    }

    @Test
    void severalValuesStandBetweenCommas() throws IOException {
        configure("exclude=**/a/**,**/b/**", "env=A=1", "jvm-arg=-Dx=a,b");

        Start start = start(Map.of());

        assertThat(start.triggers()).hasSize(2);
        assertThat(start.options().forking().variables()).isEqualTo(Map.of("A", "1"));
        assertThat(start.options().forking().jvmArguments()).containsExactly("-Dx=a,b");
    }

    @Test
    void triggersAndTheEditorStandInTheFile() throws IOException {
        configure("trigger.db/**/*.sql=*RepositoryTest", "trigger.[=all", "editor=code -g {file}:{line}");

        Start start = start(Map.of());

        assertThat(start.triggers()).hasSize(1);
        assertThat(start.configuration().other("editor")).contains("code -g {file}:{line}");
        assertThat(start.problems())
                .containsExactly("testwatch.properties:2: trigger.[: '[' is no glob; it is ignored");
    }

    @Test
    void watchIsASwitchUnlessAGlobStandsBehindIt() {
        assertThat(start(Map.of(), "--watch").triggers()).isEmpty();
        assertThat(start(Map.of(), "--watch").options().once("true", false)).isFalse();
        assertThat(start(Map.of(), "--watch", "db/**/*.sql").triggers()).hasSize(1);
        assertThat(start(Map.of(), "--watch=*.sql").triggers()).hasSize(1);
    }

    @Test
    void aCommandLineThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> start(Map.of(), "--interval=soon"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("soon");
    }

    @Test
    void whatIsKeptIsNamedInTheConfigurationOrOnTheCommandLine() throws Exception {
        configure("keep.db=postgres -D data", "keep=redis", "on-fail=say no");
        Start start = start(Map.of(), "--keep", "broker", "--keep-port", "5672");

        assertThat(start.options().surroundings().kept(start.configuration().below("keep.")))
                .extracting(Keep.Wanted::command)
                .containsExactly("broker", "postgres -D data");
        assertThat(start.options().surroundings().hooks().onFail()).contains("say no");
        assertThat(start.problems())
                .containsExactly("testwatch.properties:2: what is kept needs a name: keep.db=redis; it is ignored");
    }

    @Test
    void everyShellThatIsNamedGetsItsScript() {
        assertThat(List.of("bash", "zsh", "fish"))
                .allSatisfy(shell -> assertThat(Completion.script(shell).orElse(""))
                        .contains("testwatch")
                        .contains("since", "status", "wait"));
        assertThat(Completion.script("tcsh")).isEmpty();
    }

    @Test
    void theHelpFitsTheUsualScreenAndNoLineOfItIsBrokenAnew() {
        CommandLine command = Options.commandLine(new Options());
        List<String> help = command.getUsageMessage().lines().toList();
        assertThat(help).contains(command.getCommandSpec().usageMessage().footer());
        assertThat(help)
                .contains(command.getCommandSpec().usageMessage().customSynopsis()[0])
                .anyMatch(line -> line.contains("--fail-fast"))
                .anyMatch(line -> line.contains("Press h"));
        List<String> all = new ArrayList<>(help);
        command.getSubcommands()
                .values()
                .forEach(other -> all.addAll(other.getUsageMessage().lines().toList()));
        RunCommand.meant(new String[] {"-m", "Main"})
                .ifPresent(other -> all.addAll(other.getUsageMessage().lines().toList()));
        assertThat(all).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    private void configure(String... lines) throws IOException {
        Files.write(project.resolve("testwatch.properties"), List.of(lines));
    }

    private Start start(Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(project.toString());
        return Start.of(all.toArray(String[]::new), environment);
    }
}
