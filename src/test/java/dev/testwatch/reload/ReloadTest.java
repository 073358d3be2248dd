package dev.testwatch.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReloadTest {

    private static final String OURS =
            Path.of("target", "classes").toAbsolutePath().toString();

    @TempDir
    Path directory;

    private Path api;
    private Path classes;
    private final List<Process> processes = new ArrayList<>();

    /** The same files as in the jar that is beside the program's, and nothing else. */
    @BeforeEach
    void theApiAlone() throws Exception {
        api = Files.createDirectories(directory.resolve("api/dev/testwatch"))
                .getParent()
                .getParent();
        classes = Files.createDirectories(directory.resolve("classes"));
        Path from = Path.of(OURS, "dev", "testwatch");
        Files.copy(from.resolve("Testwatch.class"), api.resolve("dev/testwatch/Testwatch.class"));
        Files.createDirectories(api.resolve("dev/testwatch/reload"));
        try (Stream<Path> files = Files.list(from.resolve("reload"))) {
            for (Path file : files.toList()) {
                Files.copy(file, api.resolve("dev/testwatch/reload").resolve(file.getFileName()));
            }
        }
    }

    @AfterEach
    void end() {
        processes.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void theApiLoadsWhereThereIsNothingButTheJdk() throws Exception {
        var urls = new URL[] {api.toUri().toURL()};
        try (var alone = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Class<?> testwatch = Class.forName("dev.testwatch.Testwatch", true, alone);
            assertThat(testwatch.getMethod("isWatched").invoke(null)).isInstanceOf(Boolean.class);
        }
    }

    @Test
    void aProgramIsReplacedWithItsFlagsAndArgumentsWhenItsClassesChange() throws Exception {
        compile(
                "1",
                "dev.testwatch.Testwatch.start(java.time.Duration.ofMillis(50));"
                        + "dev.testwatch.Testwatch.start();"
                        + "dev.testwatch.Testwatch.addReloadHook(() -> { throw new IllegalStateException(\"first\"); });"
                        + "dev.testwatch.Testwatch.addReloadHook(() -> System.out.println(\"second\"));",
                "Thread.sleep(60000);");
        BufferedReader lines = start(Map.of(), "-Dk=a b", "-cp", classPath(), "App", "x y");
        await(lines, "\\[testwatch] Testwatch.start\\(\\) was called before.*");
        await(lines, "version 1 run 1 watched true: a b, x y");
        compile("2", "", "");
        await(lines, ".*App.class changed: starting again");
        await(lines, ".*a reload hook failed: .*first; the reload goes on");
        await(lines, "second");
        await(lines, "version 2 run 2 watched true: a b, x y");
        assertThat(processes.get(0).waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(processes.get(0).exitValue()).isZero();
    }

    @Test
    void whoWaitsAtTheEndIsRunAgainAfterEachChangeAndAfterAFailure() throws Exception {
        Path data = Files.writeString(directory.resolve("data"), "a");
        String watch = "dev.testwatch.Testwatch.watch(java.nio.file.Path.of(\"" + data + "\"));";
        String end = "dev.testwatch.Testwatch.await();";
        compile("1", watch, end);
        // Classes that were written before the program began are no change.
        BufferedReader lines = start(Map.of(), "-cp", classPath(), "App");
        await(lines, "version 1 run null watched false: .*");
        compile("2", watch, end);
        await(lines, "version 2 run 1 watched true: .*");
        Files.writeString(data, "b");
        await(lines, "version 2 run 2 .*");
        compile("3", watch, "throw new IllegalStateException(\"boom\");");
        await(lines, "version 3 run 3 .*");
        await(lines, ".*ended with exit status 1; waiting for a change");
        compile("4", watch, end);
        await(lines, "version 4 run 4 .*");
    }

    @Test
    void whereTestsRunNothingHappens() throws Exception {
        compile(
                "1",
                "dev.testwatch.Testwatch.start(); dev.testwatch.Testwatch.requestRerun();"
                        + "dev.testwatch.Testwatch.await();",
                "");
        BufferedReader lines = start(Map.of("TESTWATCH", "1"), "-cp", classPath(), "App");
        await(lines, "version 1 run null watched true: .*");
        assertThat(processes.get(0).waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(processes.get(0).exitValue()).isZero();
    }

    private String classPath() {
        return classes + File.pathSeparator + api;
    }

    private void compile(String version, String first, String last) throws Exception {
        Path source = directory.resolve("App.java");
        Files.writeString(source, """
                public class App {
                    public static void main(String[] a) throws Exception {
                        %s
                        System.out.println("version %s run " + System.getenv("TESTWATCH_RUN") + " watched "
                                + dev.testwatch.Testwatch.isWatched() + ": " + System.getProperty("k") + ", "
                                + String.join("|", a));
                        %s
                    }
                }
                """.formatted(first, version, last));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", api.toString(), "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
    }

    private BufferedReader start(Map<String, String> environment, String... words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("TESTWATCH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void await(BufferedReader lines, String expression) throws Exception {
        List<String> seen = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.add(line);
            if (line.matches(expression)) {
                return;
            }
        }
        throw new AssertionError("waited in vain for " + expression + "; seen: " + seen);
    }
}
