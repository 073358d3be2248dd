package dev.testwatch.fork;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The report that a JVM leaves when it crashes. */
final class CrashReport {

    private static final int HEAD = 20;

    private CrashReport() {}

    /** {@code : SIGSEGV (0xb) at pc=0x00007f...}, as the report's head has it; empty if it does not say. */
    static String reason(Path report) {
        try (Stream<String> lines = Files.lines(report, StandardCharsets.ISO_8859_1)) {
            return lines.limit(HEAD)
                    .map(line -> line.replaceFirst("^#\\s*", ""))
                    .filter(line ->
                            line.startsWith("SIG") || line.startsWith("EXCEPTION_") || line.startsWith("Internal"))
                    .map(line -> ": " + line.replaceFirst(", pid=.*", ""))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return " (its report cannot be read: " + e.getMessage() + ")";
        }
    }
}
