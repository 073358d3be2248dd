package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.ProbePack;
import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.worker.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What forks say that their tests have touched, by names of methods. */
@Timeout(120)
class RecordingTest {

    private static final String TEST = "@org.junit.jupiter.api.Test ";

    @TempDir
    Path directory;

    private final Forks.Told told = new Forks.Told();
    private Workshop workshop;

    @Test
    void eachTestClassTouchesWhatItCallsAndEachMethodWhatItCallsItself() throws IOException {
        run(
                Map.of(
                        "Part", "class Part { static void one() {} static void two() {} static void three() {} }",
                        "ATest",
                                "class ATest {" + TEST + "void a() { Part.one(); }" + TEST
                                        + "void b() { Part.two(); } }",
                        "BTest", "class BTest {" + TEST + "void c() { Part.three(); } }"),
                List.of(),
                "ATest",
                "BTest");
        assertThat(executed("ATest"))
                .contains("ATest.a", "Part.one", "Part.two")
                .doesNotContain("Part.three");
        assertThat(executed("BTest")).contains("BTest.c", "Part.three").doesNotContain("Part.one", "ATest.a");
        assertThat(method("ATest", "a()")).contains("ATest.a", "Part.one").doesNotContain("Part.two");
        assertThat(told.footprints.get("ATest").cold())
                .as("the first, but others were found with it")
                .isFalse();
        assertThat(told.footprints.get("BTest").cold()).isFalse();
    }

    @Test
    void aTestClassThatIsTheOnlyOneHasHadNobodyBeforeIt() throws IOException {
        run(Map.of("ATest", "class ATest {" + TEST + "void a() { } }"), List.of(), "ATest");

        assertThat(told.footprints.get("ATest").cold()).isTrue();
    }

    @Test
    void whatAnInitialiserTouchesIsKnownAlsoToWhoComesLater() throws IOException {
        run(
                Map.of(
                        "Registry",
                        "class Registry { static final int SIZE = Filler.fill(); static int size() { return SIZE; } }",
                        "Filler",
                        "class Filler { static int fill() { return new Entry().hashCode(); } }",
                        "Entry",
                        "class Entry { }",
                        "ATest",
                        "class ATest {" + TEST + "void a() { Registry.size(); } }",
                        "BTest",
                        "class BTest {" + TEST + "void b() { Registry.size(); } }"),
                List.of(),
                "ATest",
                "BTest");
        assertThat(executed("BTest")).contains("Registry.size").doesNotContain("Filler.fill");
        assertThat(names(
                        told.footprints.get("BTest"),
                        span(told.footprints.get("BTest").initialised(), "Registry.<clinit>")))
                .contains("Filler.fill", "Entry.<init>");
    }

    @Test
    void whatAWriterTouchesIsKnownAlsoToWhoFindsTheFieldFilled() throws IOException {
        run(
                Map.of(
                        "Lazy",
                        "class Lazy { static Object one; static int calls;"
                                + " static Object get() { calls++; if (one == null) { one = make(); } return one; }"
                                + " static Object make() { if (one != null) throw new IllegalStateException(); return new Lazy(); } }",
                        "ATest",
                        "class ATest {" + TEST + "void a() { for (int i = 0; i < 1000; i++) Lazy.get(); } }",
                        "BTest",
                        "class BTest {" + TEST + "void b() { Lazy.get(); } }"),
                List.of(),
                "ATest",
                "BTest");
        assertThat(executed("BTest")).contains("Lazy.get").doesNotContain("Lazy.make");
        Footprint late = told.footprints.get("BTest");
        assertThat(names(late, span(late.written(), "Lazy.get"))).contains("Lazy.make", "Lazy.<init>");
    }

    @Test
    void aWriterThatFailsKeepsNobodyElseFromBeingRecorded() throws IOException {
        run(
                Map.of(
                        "Fails",
                        "class Fails { static Object one; static void set(int n) { one = n; if (n > 0) throw new IllegalStateException(); } }",
                        "ATest",
                        "class ATest {" + TEST
                                + "void a() { for (int i = 1; i < 500; i++) { try { Fails.set(i); } catch (IllegalStateException e) {} } }"
                                + TEST + "void b() { Fails.set(0); after(); } void after() {} }"),
                List.of(),
                "ATest");
        assertThat(method("ATest", "a()")).contains("Fails.set").doesNotContain("ATest.after");
        assertThat(method("ATest", "b()")).contains("Fails.set", "ATest.after");
    }

    @Test
    void invocationsCountAsTheirMethod() throws IOException {
        run(
                Map.of(
                        "Part",
                        "class Part { static void one() {} static void two() {} }",
                        "ATest",
                        "class ATest { @org.junit.jupiter.api.RepeatedTest(3) void a() { Part.one(); }"
                                + " @org.junit.jupiter.api.TestFactory java.util.List<org.junit.jupiter.api.DynamicNode> d() {"
                                + " return java.util.List.of(org.junit.jupiter.api.DynamicContainer.dynamicContainer(\"c\","
                                + " java.util.List.of(org.junit.jupiter.api.DynamicTest.dynamicTest(\"x\", () -> Part.two())))); } }"),
                List.of(),
                "ATest");
        Footprint footprint = told.footprints.get("ATest");
        assertThat(footprint.methods()).hasSize(2);
        assertThat(method("ATest", "a()")).contains("Part.one").doesNotContain("Part.two");
        assertThat(method("ATest", "d()")).contains("Part.two").doesNotContain("Part.one");
    }

    @Test
    void classesThatRunAtOneTimeMayOwnEachOthersTouches() throws IOException {
        run(
                Map.of(
                        "Part",
                                "class Part { static final java.util.concurrent.CountDownLatch BOTH = new java.util.concurrent.CountDownLatch(2);"
                                        + " static void meet() throws Exception { BOTH.countDown(); BOTH.await(); }"
                                        + " static void one() {} static void two() {} }",
                        "ATest", "class ATest {" + TEST + "void a() throws Exception { Part.meet(); Part.one(); } }",
                        "BTest", "class BTest {" + TEST + "void b() throws Exception { Part.meet(); Part.two(); } }"),
                List.of(
                        "-Djunit.jupiter.execution.parallel.enabled=true",
                        "-Djunit.jupiter.execution.parallel.mode.default=concurrent",
                        "-Djunit.jupiter.execution.parallel.config.strategy=fixed",
                        "-Djunit.jupiter.execution.parallel.config.fixed.parallelism=2"),
                "ATest",
                "BTest");
        assertThat(executed("ATest")).contains("ATest.a", "Part.one", "Part.meet");
        assertThat(executed("BTest")).contains("BTest.b", "Part.two", "Part.meet");
    }

    @Test
    void whoLeavesAThreadIsInWhatAllLaterClassesTouch() throws IOException {
        run(
                Map.of(
                        "Server",
                        "class Server { static void start() { Thread t = new Thread(() -> { while (true) java.util.concurrent.locks.LockSupport.park(); });"
                                + " t.setDaemon(true); t.start(); } }",
                        "ATest",
                        "class ATest {" + TEST + "void a() { Server.start(); } }",
                        "BTest",
                        "class BTest {" + TEST + "void b() { } }"),
                List.of(),
                "ATest",
                "BTest");
        assertThat(executed("BTest")).contains("Server.start", "BTest.b");
    }

    @Test
    void whatAClassDidBeforeTheJvmBeganToListenForAgentsIsNotEverybodys() throws IOException {
        run(
                Map.of(
                        "ATest",
                        "class ATest {" + TEST + "void a() throws Exception {"
                                + " String tool = System.getProperty(\"java.home\") + \"/bin/jcmd\";"
                                + " String pid = \"\" + ProcessHandle.current().pid();"
                                + " if (new ProcessBuilder(tool, pid, \"VM.version\").start().waitFor() != 0)"
                                + " throw new AssertionError(); } }",
                        "BTest",
                        "class BTest {" + TEST + "void b() { if (Thread.getAllStackTraces().keySet().stream()"
                                + ".noneMatch(t -> t.getName().equals(\"Attach Listener\")))"
                                + " throw new AssertionError(); } }"),
                List.of(),
                "ATest",
                "BTest");
        assertThat(told.finished).hasSize(2).noneMatch(TestResult::failed);
        assertThat(executed("BTest")).contains("BTest.b").doesNotContain("ATest.a");
    }

    @Test
    void aClassThatDiesHasNoFootprintButThoseBeforeItHave() throws IOException {
        run(
                Map.of(
                        "ATest", "class ATest {" + TEST + "void a() { } }",
                        "BTest", "class BTest {" + TEST + "void b() { Runtime.getRuntime().halt(3); } }"),
                List.of(),
                "ATest",
                "BTest");
        assertThat(told.footprints).containsOnlyKeys("ATest");
    }

    @Test
    void anotherClassOfAProjectsNameMakesTheRecordingUnusable() throws IOException {
        prepare(Map.of("Part", "class Part { }", "ATest", "class ATest {" + TEST + "void a() { new Part(); } }"));
        Optional<Message.Recording> pack = pack();
        workshop.compile(Map.of("Part", "class Part { int more; }"));
        run(pack, List.of(), "ATest");
        assertThat(told.finished).hasSize(1).noneMatch(TestResult::failed);
        assertThat(told.footprints).isEmpty();
    }

    @Test
    void aDamagedPackDoesTheTestsNoHarm() throws IOException {
        prepare(Map.of("ATest", "class ATest {" + TEST + "void a() { } }"));
        Message.Recording pack = pack().orElseThrow();
        byte[] data = Files.readAllBytes(Path.of(pack.data()));
        data[data.length / 2] ^= 1;
        Files.write(Path.of(pack.data()), data);
        run(Optional.of(pack), List.of(), "ATest");
        assertThat(told.finished).hasSize(1).noneMatch(TestResult::failed);
        assertThat(told.footprints).isEmpty();
        run(Optional.of(new Message.Recording("/nowhere", "/nowhere")), List.of(), "ATest");
        assertThat(told.finished).hasSize(2).noneMatch(TestResult::failed);
        assertThat(told.planned).hasSize(2);
        assertThat(told.footprints).isEmpty();
    }

    // ---- the fork

    private void run(Map<String, String> sources, List<String> jvmArguments, String... testClasses) throws IOException {
        prepare(sources);
        run(pack(), jvmArguments, testClasses);
    }

    private void prepare(Map<String, String> sources) throws IOException {
        workshop = Workshop.in(directory).compile(sources);
    }

    private Optional<Message.Recording> pack() throws IOException {
        ProbePack pack = ProbePack.open(directory, message -> {
            throw new AssertionError(message);
        });
        Map<ClassName, byte[]> classes = new HashMap<>();
        try (Stream<Path> files = Files.list(workshop.classes())) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                classes.put(new ClassName("m", name), Files.readAllBytes(file));
            }
        }
        pack.reconcile(new Compilation.Output(classes, Set.of(), Compilation.Resources.NONE));
        return pack.recording();
    }

    private void run(Optional<Message.Recording> recording, List<String> jvmArguments, String... testClasses) {
        List<Path> classPath = new ArrayList<>(List.of(workshop.classes()));
        Forks.classPath().stream().filter(Files::isRegularFile).forEach(classPath::add);
        var command = new ForkCommand(Forks.java(), jvmArguments, Map.of(), Map.of(), classPath, directory);
        var what = new Message.Run(
                Stream.of(testClasses).map(name -> "class:" + name).toList(),
                List.of(),
                List.of(),
                Optional.empty(),
                recording);
        try (Fork fork = Fork.start(command, ForkFiles.in(directory))) {
            fork.run(what, told, Patience.of(Duration.ofSeconds(60)));
        }
    }

    // ---- names for probes

    private Set<String> executed(String testClass) {
        Footprint footprint = told.footprints.get(testClass);
        assertThat(footprint).as("footprint of " + testClass).isNotNull();
        return names(footprint, footprint.executed());
    }

    private Set<String> method(String testClass, String method) {
        Footprint footprint = told.footprints.get(testClass);
        return footprint.methods().entrySet().stream()
                .filter(entry -> entry.getKey().contains(":" + method + "]"))
                .map(entry -> names(footprint, entry.getValue()))
                .findFirst()
                .orElseThrow();
    }

    private Probes span(Map<Integer, Probes> spans, String method) {
        Footprint any = told.footprints.values().iterator().next();
        return spans.entrySet().stream()
                .filter(span -> names(latest(), Probes.of(span.getKey())).equals(Set.of(method)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span of " + method + " in " + any));
    }

    private Footprint latest() {
        return told.footprints.get(told.ended.get(told.ended.size() - 1));
    }

    private Set<String> names(Footprint footprint, Probes probes) {
        Set<String> names = new TreeSet<>();
        for (Footprint.Loaded loaded : footprint.loaded()) {
            List<String> methods = methods(workshop.bytes(loaded.name()));
            assertThat(methods).hasSize(loaded.count());
            for (int i = 0; i < loaded.count(); i++) {
                if (probes.contains(loaded.base() + i)) {
                    names.add(loaded.name() + "." + methods.get(i));
                }
            }
        }
        return names;
    }

    private static List<String> methods(byte[] bytes) {
        List<String> names = new ArrayList<>();
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                if ((access & Opcodes.ACC_ABSTRACT) == 0) {
                                    names.add(name);
                                }
                                return null;
                            }
                        },
                        0);
        return names;
    }
}
