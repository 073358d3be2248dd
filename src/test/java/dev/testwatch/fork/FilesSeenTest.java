package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.ProbePack;
import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.worker.Message;
import dev.testwatch.worker.Message.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What forks say of files that their tests use, with each JDK that lies beside the one that runs this. */
@Timeout(120)
class FilesSeenTest {

    private static final String IMPORTS = "import java.io.*; import java.nio.file.*; import java.nio.channels.*;"
            + " import java.util.*; import org.junit.jupiter.api.Test;\n";

    @TempDir
    Path directory;

    private final List<String> unseen = new ArrayList<>();
    private final Forks.Told told = new Forks.Told() {
        @Override
        public void unseen(String why) {
            unseen.add(why);
        }
    };
    private Path project;

    /** By feature release. */
    static Stream<Path> javas() throws IOException {
        Map<String, Path> found = new TreeMap<>();
        Path home = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> beside = Files.list(home.getParent())) {
            for (Path other : beside.sorted().toList()) {
                release(other)
                        .filter(version -> Integer.parseInt(version) >= 17)
                        .ifPresent(version -> found.put(version, other));
            }
        }
        release(home).ifPresent(version -> found.put(version, home));
        return found.values().stream().map(jdk -> jdk.resolve("bin/java"));
    }

    private static Optional<String> release(Path jdk) throws IOException {
        Path file = jdk.resolve("release");
        if (!Files.isRegularFile(file) || !Files.isExecutable(jdk.resolve("bin/java"))) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return Optional.of(properties.getProperty("JAVA_VERSION", "0").replaceAll("[\"]|[.].*", ""));
    }

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(directory.resolve("project"));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void everyWayToUseAFileIsSeen(Path java) throws IOException {
        for (int i = 0; i < 20; i++) {
            Files.writeString(project.resolve("f" + i), "1");
        }
        Files.createDirectories(project.resolve("d0/inner"));
        Files.createDirectories(project.resolve("d1"));
        Files.createDirectories(project.resolve("d2"));
        run(java, Map.of("ATest", IMPORTS + """
                        class ATest {
                          @Test void reads() throws Exception {
                            new FileInputStream("f0").close();
                            new FileReader(new File("f1").getAbsolutePath()).close();
                            new RandomAccessFile("f2", "r").close();
                            Files.readString(Path.of("./f3"));
                            Files.newInputStream(Path.of("d0/../f4")).close();
                            FileChannel.open(Path.of("f5")).close();
                            AsynchronousFileChannel.open(Path.of("f6")).close();
                            Files.copy(Path.of("f7"), new ByteArrayOutputStream());
                            Files.readAllLines(Path.of("f8"));
                            new Scanner(new File("f9")).close();
                            Files.copy(Path.of("f10"), Path.of("copied"));
                            Thread thread = new Thread(() -> { try { new FileInputStream("f11").close(); } catch (IOException e) { } });
                            thread.start(); thread.join();
                            try { new FileInputStream("none").close(); } catch (FileNotFoundException e) { }
                            new File("d0").list();
                            for (Path path : Files.list(Path.of("d1")).toList()) { }
                            new File("f12").exists(); new File("f13").length(); Files.exists(Path.of("f14"));
                            Files.isDirectory(Path.of("d2")); Files.size(Path.of("f15")); Files.getLastModifiedTime(Path.of("f16"));
                            Files.exists(Path.of("no/such"));
                            try (var walk = Files.walk(Path.of("d0"))) { walk.count(); }
                          } }"""), "ATest");
        assertThat(unseen).isEmpty();
        assertThat(files("ATest"))
                .contains(
                        "READ f0",
                        "READ f1",
                        "READ f2",
                        "READ f3",
                        "READ f4",
                        "READ f5",
                        "READ f6",
                        "READ f7",
                        "READ f8",
                        "READ f9",
                        "READ f10",
                        "READ f11",
                        "MISSED none",
                        "LISTED d0",
                        "LISTED d1",
                        "CHECKED f12",
                        "CHECKED f13",
                        "CHECKED f14",
                        "CHECKED d2",
                        "CHECKED f15",
                        "CHECKED f16",
                        "MISSED no/such",
                        "LISTED d0/inner")
                .doesNotContain("READ f12", "READ f17", "READ copied");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void whatTestsWriteThemselvesIsNoFileTheyDependOn(Path java) throws IOException {
        Files.writeString(project.resolve("old"), "1");
        Files.writeString(project.resolve("log"), "1");
        Files.createDirectories(project.resolve("there"));
        Files.writeString(project.resolve("there/data"), "1");
        run(java, Map.of("ATest", IMPORTS + """
                        class ATest {
                          @Test void writes() throws Exception {
                            Files.writeString(Path.of("new"), "x"); Files.readString(Path.of("new"));
                            Files.createDirectories(Path.of("made/deep")); Files.writeString(Path.of("made/deep/f"), "x");
                            new FileInputStream("made/deep/f").close(); new File("made").list();
                            new File("dir").mkdirs(); new FileOutputStream("dir/f").close(); new FileInputStream("dir/f").close();
                            Files.createDirectories(Path.of("there")); Files.readString(Path.of("there/data"));
                            if (!Files.exists(Path.of("late"))) { Files.writeString(Path.of("late"), "x"); }
                            Files.readString(Path.of("old")); Files.writeString(Path.of("old"), "2");
                            new FileOutputStream("log", true).close(); new FileInputStream("log").close();
                            RandomAccessFile db = new RandomAccessFile("db", "rw"); db.close(); new FileInputStream("db").close();
                            File temporary = File.createTempFile("x", "y"); new FileInputStream(temporary).close();
                          } }"""), "ATest");
        assertThat(files("ATest"))
                .contains("READ there/data", "REWRITTEN old", "OWN late")
                .noneMatch(file -> file.matches("(READ|LISTED) (new|made.*|dir.*|log|db|.*/x.*)"));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void filesBelongToWhoReadThemToInitialisersAndToAllAtTheStart(Path java) throws IOException {
        for (String name : List.of("static", "own", "other", "class")) {
            Files.writeString(project.resolve(name), "1");
        }
        run(
                java,
                Map.of(
                        "Settings",
                        IMPORTS + """
                        class Settings { static final String TEXT;
                          static { try { TEXT = Files.readString(Path.of("static")); } catch (IOException e) { throw new UncheckedIOException(e); } } }""",
                        "ATest",
                        IMPORTS + "class ATest { @Test void a() throws Exception {"
                                + " String s = Settings.TEXT; Files.readString(Path.of(\"own\")); } }",
                        "BTest",
                        IMPORTS + "class BTest { @Test void b() throws Exception {"
                                + " String s = Settings.TEXT; Files.readString(Path.of(\"other\")); } }"),
                "ATest",
                "BTest");
        assertThat(files("ATest")).contains("READ static", "READ own").doesNotContain("READ other");
        assertThat(files("BTest")).contains("READ other").doesNotContain("READ static", "READ own");
        Footprint late = told.footprints.get("BTest");
        assertThat(late.initialised().values())
                .anySatisfy(meanwhile -> assertThat(files(late, meanwhile)).contains("READ static"));
        assertThat(late.files().values().stream().map(this::name)).contains("READ own");
        assertThat(late.blind()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void jarsTheJdkAndPlacesFarAwayAreLeftOutAndProcessesWithOurClassesAreSeen(Path java) throws IOException {
        run(java, Map.of("ATest", IMPORTS + """
                        class ATest { @Test void a() throws Exception {
                          Files.exists(Path.of("/proc/self/status"));
                          Files.exists(Path.of(System.getProperty("java.home"), "release"));
                          ATest.class.getResource("nothing.txt"); ServiceLoader.load(Runnable.class).findFirst();
                          new ProcessBuilder("true").start().waitFor(); } }""", "BTest", IMPORTS + """
                        class BTest { @Test void b() throws Exception {
                          new ProcessBuilder("true", System.getProperty("java.class.path")).start().waitFor(); } }"""), "ATest", "BTest");
        assertThat(files("ATest")).allMatch(file -> file.startsWith("RESOURCE"));
        assertThat(files("BTest")).contains("PROCESS ");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void resourcesThatAreReadOrLookedForAreSeenAndNothingElseThatLiesAmongClasses(Path java) throws IOException {
        Workshop workshop = Workshop.in(directory).compile(Map.of("Other", "class Other { }"));
        Files.writeString(workshop.classes().resolve("data.txt"), "1");
        Files.writeString(workshop.classes().resolve("shown.txt"), "1");
        run(java, Map.of("ATest", IMPORTS + """
                        class ATest { @Test void a() throws Exception {
                          ATest.class.getResourceAsStream("data.txt").close();
                          Files.readString(Path.of(ATest.class.getResource("shown.txt").toURI()));
                          ATest.class.getResource("/come/later.txt"); ServiceLoader.load(Runnable.class).findFirst();
                          Class.forName("Other"); ATest.class.getResource("META-INF/things");
                          var made = Path.of(ATest.class.getResource("").toURI()).resolve("made.txt");
                          Files.writeString(made, "1"); ATest.class.getResourceAsStream("made.txt").close(); } }"""), "ATest");
        assertThat(told.finished).hasSize(1).noneMatch(TestResult::failed);
        assertThat(files("ATest"))
                .containsExactly(
                        "RESOURCE ../made",
                        "RESOURCE ../made/come/later.txt",
                        "RESOURCE ../made/data.txt",
                        "RESOURCE ../made/junit-platform.properties",
                        "RESOURCE ../made/shown.txt");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void everyLookAtMethodsAndConstructorsIsSeenAndNoOther(Path java) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (int i = 0; i < 14; i++) {
            sources.put(
                    "M" + i,
                    "class M" + i + " implements java.io.Serializable { public void m() { }"
                            + " public static void s() { } }");
        }
        sources.put("N", "class N extends M13 { }");
        sources.put("O", "class O { int i; static int j; public String toString() { return i + \"\" + j; } }");
        sources.put("E", "enum E { ONE }");
        sources.put("ATest", IMPORTS + """
                        class ATest { @Test void a() throws Exception {
                          String o = new O().toString() + O.j; Object[] os = new O[1]; O.class.getDeclaredField("i"); Runnable r = O::new;
                          M0.class.getMethods(); M1.class.getDeclaredMethods(); M2.class.getMethod("m"); M3.class.getDeclaredMethod("m");
                          M4.class.getConstructors(); M5.class.getDeclaredConstructors(); M6.class.getDeclaredConstructor();
                          try { M7.class.getDeclaredMethod("no"); } catch (NoSuchMethodException e) { }
                          var lookup = java.lang.invoke.MethodHandles.lookup(); var type = java.lang.invoke.MethodType.methodType(void.class);
                          lookup.findVirtual(M8.class, "m", type); lookup.findStatic(M9.class, "s", type);
                          lookup.findConstructor(M10.class, type); lookup.bind(new M11(), "m", type);
                          ObjectStreamClass.lookup(M12.class).getSerialVersionUID(); N.class.getMethods(); E.valueOf("ONE");
                        } }""");
        run(java, sources, "ATest");
        Footprint footprint = told.footprints.get("ATest");
        Set<String> seen = new TreeSet<>(sources.keySet());
        seen.remove("O");
        assertThat(footprint.files().values())
                .filteredOn(file -> file.how() == How.MEMBERS)
                .extracting(file -> file.path().toString())
                .containsExactlyInAnyOrderElementsOf(seen);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void aClassThatWasLookedForInVainIsToldToAllWhoEndLaterAndNoneThatWasFound(Path java) throws IOException {
        String quietly = "static void load(String name) throws Exception {"
                + " try { Class.forName(name); } catch (ClassNotFoundException e) { } }";
        run(
                java,
                Map.of(
                        "Found",
                        "class Found { }",
                        "ATest",
                        IMPORTS + "class ATest { " + quietly + " @Test void a() throws Exception {"
                                + " load(\"no.Such\" + 1); load(\"Fo\".concat(\"und\"));"
                                + " ResourceBundle.Control.getControl(ResourceBundle.Control.FORMAT_CLASS);"
                                + " try { ResourceBundle.getBundle(\"Words\", Locale.ITALY); }"
                                + " catch (MissingResourceException e) { }"
                                + " org.junit.jupiter.api.Assertions.assertEquals(1, 1); } }",
                        "BTest",
                        IMPORTS + "class BTest { " + quietly + " @Test void b() throws Exception {"
                                + " load(\"no.Such\" + 2); } }"),
                "ATest",
                "BTest");
        assertThat(sought("ATest")).contains("no.Such1", "Words_it_IT").doesNotContain("no.Such2");
        assertThat(sought("BTest")).contains("no.Such1", "no.Such2", "Words_it_IT");
        assertThat(sought("BTest"))
                .noneMatch(name -> name.startsWith("org.junit.")
                        || List.of("Found", "ATest", "BTest").contains(name));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void aClassFileThatIsReadIsToldAndNoneThatIsLoaded(Path java) throws IOException {
        run(
                java,
                Map.of(
                        "Found",
                        "class Found { }",
                        "Read",
                        "class Read { }",
                        "Both",
                        "class Both { }",
                        "Own",
                        "public class Own { }",
                        "ATest",
                        IMPORTS + """
                        class ATest {
                          @Test void a() throws Exception {
                            new Found(); new Both(); Both.class.getResource("Found.class");
                            try (var in = Both.class.getResourceAsStream("Both.class")) { in.readAllBytes(); }
                            var here = Path.of(Both.class.getProtectionDomain().getCodeSource().getLocation().toURI());
                            Files.readAllBytes(here.resolve("Read.class"));
                            var loader = new java.net.URLClassLoader(new java.net.URL[] {here.toUri().toURL()}, null);
                            loader.loadClass("Own").getConstructor().newInstance(); }
                          @Test void b() { new Found(); } }""",
                        "BTest",
                        IMPORTS + "class BTest { @Test void b() { new Found(); new Both(); } }"),
                "ATest",
                "BTest");
        assertThat(told.finished).hasSize(3).noneMatch(TestResult::failed);
        Footprint read = told.footprints.get("ATest");
        assertThat(classes(read, read.executed(), How.CLASS_FILE)).containsExactly("Both", "Read");
        assertThat(read.methods())
                .hasEntrySatisfying("[engine:junit-jupiter]/[class:ATest]/[method:b()]", probes -> assertThat(
                                classes(read, probes, How.CLASS_FILE))
                        .isEmpty());
        Footprint late = told.footprints.get("BTest");
        assertThat(classes(late, late.executed(), How.CLASS_FILE)).isEmpty();
    }

    /** Whoever asks in a way of their own would find another answer, too, if the project had such a class. */
    @ParameterizedTest
    @MethodSource("javas")
    void aClassThatWasLookedForInWhateverWayIsTold(Path java) throws IOException {
        run(java, Map.of("ATest", IMPORTS + """
                        class ATest {
                          interface Ask { void ask() throws Exception; }
                          static void inVain(Ask ask) throws Exception {
                            try { ask.ask(); throw new AssertionError(); } catch (ClassNotFoundException e) { } }
                          @Test void a() throws Exception {
                            var here = Path.of(ATest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
                            var near = Path.of("").toAbsolutePath().relativize(here);
                            new File(here.toFile(), "no/OfFile.class").exists();
                            Files.exists(here.resolve("no/OfPath.class"));
                            Files.isRegularFile(near.resolve("no/Near.class"));
                            new File(near.toFile(), "no/NearFile.class").canRead();
                            ATest.class.getResource("/no/OfResource.class");
                            var alone = new java.net.URLClassLoader(new java.net.URL[] {here.toUri().toURL()}, null);
                            inVain(() -> alone.loadClass("no.OfLoader"));
                            inVain(() -> java.lang.invoke.MethodHandles.lookup().findClass("no.OfLookup"));
                            inVain(() -> ATest.class.getClassLoader().loadClass("no.OfOwnLoader")); } }"""), "ATest");
        assertThat(told.finished).hasSize(1).noneMatch(TestResult::failed);
        assertThat(sought("ATest"))
                .contains(
                        "no.OfFile",
                        "no.OfPath",
                        "no.Near",
                        "no.NearFile",
                        "no.OfResource",
                        "no.OfLoader",
                        "no.OfLookup",
                        "no.OfOwnLoader");
    }

    private static Set<String> classes(Footprint footprint, Probes probes, How how) {
        Set<String> names = new TreeSet<>();
        footprint.files().forEach((probe, file) -> {
            if (probes.contains(probe) && file.how() == how) {
                names.add(file.path().toString());
            }
        });
        return names;
    }

    private Set<String> sought(String testClass) {
        Set<String> names = new TreeSet<>();
        told.footprints.get(testClass).files().values().stream()
                .filter(file -> file.how() == How.SOUGHT)
                .forEach(file -> names.add(file.path().toString()));
        return names;
    }

    /** A test that makes up class names made testwatch blind for the files of a whole project. */
    @ParameterizedTest
    @MethodSource("javas")
    void namesThatNoFileCanHaveBlindNobody(Path java) throws IOException {
        Files.writeString(project.resolve("f"), "1");
        run(java, Map.of("ATest", IMPORTS + """
                        class ATest { @Test void a() throws Exception {
                          new File("no\\0such").exists(); new File("./x//no\\0such/.class").isFile();
                          try { new FileInputStream("no\\0such").close(); } catch (FileNotFoundException e) { }
                          new File("./\\ud800/..//y/../f").length(); } }"""), "ATest");
        assertThat(told.finished).hasSize(1).noneMatch(TestResult::failed);
        assertThat(unseen).isEmpty();
        assertThat(files("ATest")).contains("CHECKED f").doesNotContain("CHECKED no");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void whereHooksAreMissingItIsSaidOnceAndTestsRunAsEver(Path java) throws IOException {
        Path damaged = ForkFiles.in(directory).hooks(java).orElseThrow();
        Files.write(damaged, new byte[] {0, 0, 0, 1, 0, 3, 'n', 'o', 'n', 0, 0, 0, 0});
        Files.writeString(project.resolve("f"), "1");
        String read = "{ @Test void a() throws Exception { Files.readString(Path.of(\"f\")); } }";
        run(
                java,
                Map.of("ATest", IMPORTS + "class ATest " + read, "BTest", IMPORTS + "class BTest " + read),
                "ATest",
                "BTest");
        assertThat(told.finished).hasSize(2).noneMatch(TestResult::failed);
        assertThat(unseen).hasSize(1);
        assertThat(told.footprints.get("ATest").blind()).isPresent();
        assertThat(told.footprints.get("ATest").doubt()).isEmpty();
    }

    // ---- the fork

    private void run(Path java, Map<String, String> sources, String... testClasses) throws IOException {
        Workshop workshop = Workshop.in(directory).compile(sources);
        ProbePack pack = ProbePack.open(directory, message -> {
            throw new AssertionError(message);
        });
        Map<ClassName, byte[]> classes = new HashMap<>();
        for (String name : sources.keySet()) {
            classes.put(new ClassName("m", name), workshop.bytes(name));
        }
        pack.reconcile(new Compilation.Output(classes, Set.of(), Compilation.Resources.NONE));
        Message.Recording files = pack.recording().orElseThrow();
        List<Path> classPath = new ArrayList<>(List.of(workshop.classes()));
        Forks.classPath().stream().filter(Files::isRegularFile).forEach(classPath::add);
        var command = new ForkCommand(java, List.of(), Map.of(), Map.of(), classPath, project);
        var what = new Message.Run(
                Stream.of(testClasses).map(name -> "class:" + name).toList(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(new Message.Recording(
                        files.table(),
                        files.data(),
                        List.of(directory.toString()),
                        List.of(
                                workshop.classes().toString(),
                                directory.resolve("fork").toString()))));
        try (Fork fork = Fork.start(command, ForkFiles.in(directory))) {
            fork.run(what, told, Patience.of(Duration.ofSeconds(60)));
        }
    }

    private Set<String> files(String testClass) {
        Footprint footprint = told.footprints.get(testClass);
        assertThat(footprint).as("footprint of " + testClass).isNotNull();
        return files(footprint, footprint.executed());
    }

    private Set<String> files(Footprint footprint, Probes probes) {
        Set<String> names = new TreeSet<>();
        footprint.files().forEach((probe, file) -> {
            if (probes.contains(probe) && file.how() != How.MEMBERS) {
                names.add(name(file));
            }
        });
        return names;
    }

    private String name(Footprint.Touched file) {
        return file.how() + " "
                + (file.path().isAbsolute() ? project.relativize(file.path()).toString() : "");
    }
}
