package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that does one thing after the other, says the number of each on a line of its own, and is killed. */
final class KilledProcess {

    private KilledProcess() {}

    /**
     * Runs it until it has said {@code until}, or more.
     *
     * @param until how far it has to come
     * @return the last number that it said
     */
    static int run(Class<?> program, int until, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        int last = Integer.MIN_VALUE;
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last = Integer.parseInt(line);
                if (last >= until) {
                    process.toHandle().destroyForcibly(); // unlike the process's own, it leaves its output to be read
                }
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(last).as("it was killed, and did not end before").isGreaterThanOrEqualTo(until);
        return last;
    }
}
