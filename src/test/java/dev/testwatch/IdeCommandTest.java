package dev.testwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class IdeCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"idea", "eclipse", "vscode"})
    void needsAJarToName(String ide) {
        CommandLine.ParseResult parsed = parse("ide", ide, "some/project");
        var command = (IdeCommand) parsed.subcommand().commandSpec().userObject();
        assertThat(command.definition()).isEmpty();
    }

    @Test
    void aProjectOfThatNameCanBeNamedAllTheSame() {
        CommandLine.ParseResult parsed = parse("./ide");
        assertThat(parsed.hasSubcommand()).isFalse();
        assertThat(((Options) parsed.commandSpec().userObject()).project())
                .isEqualTo(Path.of("ide").toAbsolutePath());
    }

    private static CommandLine.ParseResult parse(String... arguments) {
        CommandLine command = new CommandLine(new Options());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        return command.parseArgs(arguments);
    }
}
