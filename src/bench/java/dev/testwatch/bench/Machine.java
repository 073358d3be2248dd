package dev.testwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the figures come from. */
final class Machine {

    private Machine() {}

    /** Cores, system, JDK and build tool in a line. */
    static String describe(String maven, Path work) throws IOException, InterruptedException {
        Path log = work.resolve("version.log");
        Command.run(work, log, List.of(maven, "-B", "--version"));
        String version = Files.readAllLines(log).stream().findFirst().orElse("");
        return "%d cores%s, %s, JDK %s, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        System.getProperty("java.version"),
                        version.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(" \\(.*", ""));
    }

    private static String processor() throws IOException {
        Path facts = Path.of("/proc/cpuinfo");
        if (!Files.exists(facts)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(facts)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> " (" + line.replaceAll(".*: *", "") + ")")
                    .orElse("");
        }
    }
}
