package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @TempDir
    Path directory;

    /** Prints its arguments, one line each, with what is no letter spelled out. */
    public static void main(String[] arguments) {
        for (String argument : arguments) {
            argument.chars().forEach(c -> System.out.print(c + " "));
            System.out.println();
        }
    }

    @Test
    void theLauncherReadsBackWhatWasQuoted() throws Exception {
        List<String> arguments = List.of(
                "plain",
                "with spaces",
                "\"quoted\" and 'quoted'",
                "C:\\temp\\new",
                "100 % of it",
                "# no comment",
                "@no-file",
                "line\nbreak\ttab",
                "",
                "trailing \\");
        Path file = directory.resolve("arguments.txt");
        var line = new CommandLine(
                Forks.java(),
                List.of(),
                append(List.of("-cp", classPath(), getClass().getName()), arguments));
        Files.write(file, line.argumentFile());
        Process process = new ProcessBuilder(line.words(file))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), CommandLine.ENCODING);
        assertThat(said.lines().map(CommandLineTest::text)).containsExactlyElementsOf(arguments);
    }

    @Test
    void whatTheUserHasSaidIsNotSaidAgain() {
        CommandLine line = line(List.of("-XX:ErrorFile=mine.log", "-XX:+CreateCoredumpOnCrash"));
        assertThat(line.arguments())
                .filteredOn(argument -> argument.startsWith("-XX:"))
                .hasSize(2);
    }

    @Test
    void aPercentSignInAPathIsNoPlaceholderOfTheJvm() {
        assertThat(line(List.of()).arguments()).contains("-XX:ErrorFile=/tmp/100%%" + File.separator + "hs_err_%p.log");
    }

    @Test
    void argumentFilesOfTheUserStayOutsideOfOurs() {
        CommandLine line = line(List.of("@more.txt", "-Da=b"));
        assertThat(line.words(Path.of("ours.txt"))).containsExactly("java", "@more.txt", "-Da=b", "@ours.txt");
        assertThat(line.arguments()).doesNotContain("@more.txt", "-Da=b");
    }

    private static CommandLine line(List<String> jvmArguments) {
        var command = new ForkCommand(Path.of("java"), jvmArguments, Map.of(), Map.of(), List.of(), Path.of("."));
        return CommandLine.of(command, Path.of("worker.jar"), Path.of("/tmp/100%"));
    }

    private static String classPath() throws Exception {
        return Path.of(CommandLineTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    private static List<String> append(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static String text(String codes) {
        return Pattern.compile("\\d+")
                .matcher(codes)
                .results()
                .map(code -> String.valueOf((char) Integer.parseInt(code.group())))
                .collect(Collectors.joining());
    }
}
