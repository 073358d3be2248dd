package dev.testwatch.fork;

import static dev.testwatch.fork.Workshop.failure;
import static dev.testwatch.fork.Workshop.passed;
import static dev.testwatch.fork.Workshop.test;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a project registers for JUnit, and which JUnit it is, may be broken too. */
@Timeout(120)
class ServiceTroubleTest {

    private static final String ENGINE = "org.junit.platform.engine.TestEngine";
    private static final String LISTENER = "org.junit.platform.launcher.TestExecutionListener";

    @TempDir
    Path directory;

    private Workshop workshop;

    @BeforeEach
    void makeAClassThatIsWell() throws IOException {
        workshop = Workshop.in(directory)
                .compile(Map.of("WellTest", test("WellTest", ""), "AlsoTest", test("AlsoTest", "")));
    }

    @Test
    void anEngineThatThrowsInDiscoveryIsNamedAndTheOthersRun() throws IOException {
        engine("SickEngine", "sick", "throw new IllegalStateException(\"no licence\");", "");
        Run run = workshop.run("WellTest", "AlsoTest");
        assertThat(passed(run, "WellTest")).isTrue();
        assertThat(passed(run, "AlsoTest")).isTrue();
        assertThat(run.toString()).contains("sick", "no licence");
        assertThat(run instanceof Run.Incomplete || run.results().stream().anyMatch(TestResult::failed))
                .isTrue();
    }

    @Test
    void anEngineThatThrowsInExecutionIsNamedAndTheOthersRun() throws IOException {
        engine("SickEngine", "sick", found("sick"), "throw new IllegalStateException(\"no licence\");");
        Run run = workshop.run("WellTest", "AlsoTest");
        assertThat(passed(run, "WellTest")).isTrue();
        assertThat(run.toString()).contains("sick", "no licence");
        assertThat(run instanceof Run.Incomplete || run.results().stream().anyMatch(TestResult::failed))
                .isTrue();
    }

    @Test
    void anEngineThatCannotBeMadeIsNamed() throws IOException {
        workshop.register(ENGINE, "NowhereEngine");
        Run run = workshop.run("WellTest");
        assertThat(run).isInstanceOf(Run.Incomplete.class);
        assertThat(((Run.Incomplete) run).why()).contains("NowhereEngine");
    }

    @Test
    void twoEnginesOfOneIdAreNamedWithWhereTheyAre() throws IOException {
        engine("OneEngine", "twin", found("twin"), "");
        Workshop other = new Workshop(Files.createDirectories(directory.resolve("other")), Forks.classPath());
        engine(other, "OtherEngine", "twin", found("twin"), "");

        Run run = workshop.run(List.of(other.classes()), "WellTest");
        assertThat(run).isInstanceOf(Run.Incomplete.class);
        assertThat(((Run.Incomplete) run).why())
                .contains(
                        "twin",
                        "OneEngine",
                        workshop.classes().toString(),
                        "OtherEngine",
                        other.classes().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.2", "1.9.3", "1.10.2"})
    void aLauncherTooOldForItsEngineIsNeverGreen(String version) throws IOException {
        List<Path> jars = Forks.classPath().stream()
                .filter(Files::isRegularFile)
                .map(jar ->
                        jar.getFileName().toString().startsWith("junit-platform-launcher") ? other(jar, version) : jar)
                .toList();
        Run run = new Workshop(workshop.classes(), jars).run("WellTest");
        assertThat(passed(run, "WellTest")).isFalse();
        assertThat(failure(run, "WellTest"))
                .contains("junit-platform-launcher " + version, "junit-platform-engine ", "give them one version");
    }

    @Test
    void aListenerThatThrowsDoesNotStopTheRun() throws IOException {
        workshop.compile(Map.of("SickListener", """
                import org.junit.platform.engine.TestExecutionResult;
                import org.junit.platform.launcher.*;
                public class SickListener implements TestExecutionListener {
                    public void testPlanExecutionStarted(TestPlan plan) { throw new IllegalStateException("one"); }
                    public void executionStarted(TestIdentifier test) { throw new IllegalStateException("two"); }
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) { throw new IllegalStateException("three"); }
                    public void testPlanExecutionFinished(TestPlan plan) { throw new IllegalStateException("four"); }
                }
                """)).register(LISTENER, "SickListener");
        Run run = workshop.run("WellTest", "AlsoTest");
        assertThat(run).isInstanceOf(Run.Completed.class);
        assertThat(passed(run, "WellTest")).isTrue();
        assertThat(passed(run, "AlsoTest")).isTrue();
        assertThat(workshop.told())
                .anyMatch(text -> text.contains("SickListener") && text.contains("IllegalStateException: two"));
    }

    @Test
    void aListenerThatCannotBeMadeIsNamed() throws IOException {
        workshop.compile(Map.of("SickListener", """
                public class SickListener implements org.junit.platform.launcher.TestExecutionListener {
                    public SickListener() { throw new IllegalStateException("no licence"); }
                }
                """)).register(LISTENER, "SickListener");
        Run run = workshop.run("WellTest", "AlsoTest");
        assertThat(run).isInstanceOf(Run.Incomplete.class);
        assertThat(((Run.Incomplete) run).why()).contains("SickListener", "no licence");
    }

    private void engine(String name, String id, String discovery, String execution) throws IOException {
        engine(workshop, name, id, discovery, execution);
    }

    private static void engine(Workshop workshop, String name, String id, String discovery, String execution)
            throws IOException {
        workshop.compile(Map.of(name, """
                import org.junit.platform.engine.*;
                public class %s implements TestEngine {
                    public String getId() { return "%s"; }
                    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId id) { %s }
                    public void execute(ExecutionRequest request) { %s }
                }
                """.formatted(name, id, discovery, execution)));
        workshop.register(ENGINE, name);
    }

    /** Finds a test of its own. */
    private static String found(String id) {
        return """
                var root = new org.junit.platform.engine.support.descriptor.EngineDescriptor(id, "%s");
                root.addChild(new org.junit.platform.engine.support.descriptor.AbstractTestDescriptor(id.append("own", "1"), "own") {
                    public Type getType() { return Type.TEST; }
                });
                return root;
                """.formatted(id);
    }

    /** The same jar of another version, if this machine has it. */
    private static Path other(Path jar, String version) {
        String artifact = jar.getParent().getParent().getFileName().toString();
        Path other = jar.getParent().resolveSibling(version).resolve(artifact + "-" + version + ".jar");
        if (!Files.isRegularFile(other)) {
            Assumptions.abort("not in the local repository: " + other.getFileName());
        }
        return other;
    }
}
