package dev.testwatch.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs a main class of the tests in a JVM of its own, after a shell has prepared what it finds. */
public final class PreparedJvm {

    private static final long PATIENCE_SECONDS = 600;
    private static final String HEAP = "-Xmx512m";

    private final List<String> prefix;
    private final String preparation;
    private final List<String> options;

    private PreparedJvm(List<String> prefix, String preparation, List<String> options) {
        this.prefix = List.copyOf(prefix);
        this.preparation = preparation;
        this.options = List.copyOf(options);
    }

    /** In a JVM with these options, after nothing. */
    public static PreparedJvm with(String... options) {
        return new PreparedJvm(List.of(), "true", List.of(options));
    }

    /** @param preparation shell commands, run with the same parameters as the main class gets */
    static PreparedJvm after(String preparation) {
        return new PreparedJvm(List.of(), preparation, List.of(HEAP));
    }

    /**
     * In a user namespace of its own. Linux only; aborts the test, visibly, where the preparation is not possible.
     *
     * @param flags of {@code unshare}
     * @param preparation shell commands, run with the same parameters as the main class gets
     */
    static PreparedJvm inNamespace(List<String> flags, String preparation, String... parameters) throws Exception {
        var prefix = new ArrayList<>(List.of("unshare"));
        prefix.addAll(flags);
        var jvm = new PreparedJvm(prefix, preparation, List.of(HEAP));
        try {
            String output = outputOf(jvm.command(preparation, List.of(parameters)));
            Assumptions.assumeTrue(output.endsWith("prepared\n"), () -> "not possible here: " + output);
        } catch (IOException e) {
            Assumptions.abort("unshare is not available: " + e.getMessage());
        }
        return jvm;
    }

    private List<String> command(String script, List<String> parameters) {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of("sh", "-c", "set -e\n" + script + "\necho prepared", "sh"));
        command.addAll(parameters);
        return command;
    }

    /** What the main class prints, on whatever stream. */
    public String run(Class<?> main, String... parameters) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return outputOf(command(
                preparation + "\n'" + java + "' -XX:TieredStopAtLevel=1 " + String.join(" ", options) + " -cp '"
                        + classPath + "' " + main.getName() + " \"$@\"",
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
