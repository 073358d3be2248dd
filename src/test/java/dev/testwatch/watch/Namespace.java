package dev.testwatch.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs a main class of the tests in a user namespace of its own, after a shell has prepared it. Linux only. */
final class Namespace {

    private static final long PATIENCE_SECONDS = 600;

    private final List<String> flags;
    private final String preparation;

    /**
     * Aborts the test, visibly, where the preparation is not possible.
     *
     * @param flags of {@code unshare}
     * @param preparation shell commands, run with the same parameters as the main class gets
     */
    Namespace(List<String> flags, String preparation, String... parameters) throws Exception {
        this.flags = List.copyOf(flags);
        this.preparation = preparation;
        try {
            String output = outputOf(command(preparation, List.of(parameters)));
            Assumptions.assumeTrue(output.endsWith("prepared\n"), () -> "not possible here: " + output);
        } catch (IOException e) {
            Assumptions.abort("unshare is not available: " + e.getMessage());
        }
    }

    private List<String> command(String script, List<String> parameters) {
        var command = new ArrayList<>(List.of("unshare"));
        command.addAll(flags);
        command.addAll(List.of("sh", "-c", "set -e\n" + script + "\necho prepared", "sh"));
        command.addAll(parameters);
        return command;
    }

    /** What the main class prints, on whatever stream. */
    String run(Class<?> main, String... parameters) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return outputOf(command(
                preparation + "\n'" + java + "' -Xmx512m -cp '" + classPath + "' " + main.getName() + " \"$@\"",
                List.of(parameters)));
    }

    private static String outputOf(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + output);
        }
        return output;
    }
}
