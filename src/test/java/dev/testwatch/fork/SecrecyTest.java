package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Token;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What lets a fork in is known to it and its parent only. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks into /proc")
class SecrecyTest {

    @TempDir
    Path directory;

    @Test
    void theTokensAreInNoCommandLineNoEnvironmentAndNoFile() throws Exception {
        ForkFiles files = ForkFiles.in(directory);
        // Its process is told to sleep, so that what belongs to it can be looked at.
        var command =
                new ForkCommand(Path.of("sleep"), List.of(), Map.of(), Map.of("OWN", "value"), List.of(), directory);
        CommandLine line = CommandLine.of(Forks.command(directory), files.workerJar(), files.crashDirectory());
        files.argumentFile(line.argumentFile());
        try (Door door = Door.open()) {
            Jvm jvm = Jvm.start(command, List.of("sleep", "600"), door);
            try {
                Forks.eventually(() -> text(process(jvm, "environ")).contains("OWN=value"));
                List<String> places =
                        new ArrayList<>(List.of(text(process(jvm, "cmdline")), text(process(jvm, "environ"))));
                try (Stream<Path> written = Files.walk(directory)) {
                    written.filter(Files::isRegularFile).forEach(file -> places.add(text(file)));
                }
                assertThat(places).hasSizeGreaterThan(3);
                for (Token token :
                        List.of(door.bootstrap().forks(), door.bootstrap().parents())) {
                    byte[] bytes = bytes(token);
                    String hex = HexFormat.of().formatHex(bytes);
                    assertThat(places)
                            .noneMatch(place -> place.contains(new String(bytes, StandardCharsets.ISO_8859_1)))
                            .noneMatch(place -> place.toLowerCase(Locale.ROOT).contains(hex));
                }
            } finally {
                jvm.kill();
            }
        }
    }

    private static Path process(Jvm jvm, String file) {
        return Path.of("/proc", Long.toString(jvm.pid()), file);
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    private static byte[] bytes(Token token) throws IOException {
        var bytes = new ByteArrayOutputStream();
        token.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
