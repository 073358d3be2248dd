package dev.testwatch.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.project.Reading.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With shell scripts in Maven's place. */
@DisabledOnOs(OS.WINDOWS)
class ProjectReaderTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SILENCE = Duration.ofMillis(300);

    @TempDir
    Path root;

    private final Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "HOME", "/nowhere");

    @BeforeEach
    void writePom() throws IOException {
        Files.writeString(root.resolve("pom.xml"), "<project/>");
    }

    @Test
    void withoutAPomThereIsNothingToRead() throws IOException {
        Files.delete(root.resolve("pom.xml"));

        Unreadable trouble = read(PATIENCE);

        assertThat(trouble.fatal()).isTrue();
        assertThat(trouble.message())
                .isEqualTo("no pom.xml in " + root.toRealPath() + "; start testwatch in a Maven project or name one");
        assertThat(root.resolve(".testwatch")).doesNotExist();
    }

    @Test
    void withoutMavenItSaysWhereItLooked() {
        Reading reading = new ProjectReader(root, state(), Map.of("PATH", "/no/such/place")).read(line -> {});

        assertThat(reading).isInstanceOfSatisfying(Unreadable.class, trouble -> {
            assertThat(trouble.fatal()).isTrue();
            assertThat(trouble.message()).contains("mvnw").contains("PATH");
        });
    }

    @Test
    void aWrongJavaHomeIsNamed() throws IOException {
        maven("exit 0");

        Reading reading = new ProjectReader(root, state(), Map.of("JAVA_HOME", "/no/jdk")).read(line -> {});

        assertThat(reading).isInstanceOfSatisfying(Unreadable.class, trouble -> assertThat(trouble.message())
                .startsWith("JAVA_HOME is /no/jdk, where there is no bin/java"));
    }

    @Test
    void anOldJavaUnderMavenIsNamed() throws IOException {
        maven("echo 'Java version: 11.0.2, vendor: Acme'");

        Unreadable trouble = read(PATIENCE);

        assertThat(trouble.message()).startsWith("Maven runs on Java 11; testwatch needs 17 or newer");
    }

    @Test
    void aMavenThatWritesNothingIsQuoted() throws IOException {
        maven("echo '[INFO] Scanning'; echo '[ERROR] Something is rotten -> [Help 1]'; echo '[ERROR] '; exit 1");

        Unreadable trouble = read(PATIENCE);

        assertThat(trouble.fatal()).isFalse();
        assertThat(trouble.message()).startsWith("Maven cannot read the project: Something is rotten; ");
        assertThat(trouble.output()).containsExactly("Something is rotten");
        assertThat(trouble.waitFor()).containsExactly(root.toRealPath().resolve("pom.xml"));
    }

    @Test
    void aMavenThatHangsIsStoppedWithAllItHasStarted() throws IOException {
        maven("echo '[INFO] Password?'; sleep 1000 & echo $! > child; wait");

        int seconds = 1;
        Unreadable trouble = read(Duration.ofSeconds(seconds));
        while ((trouble.output().isEmpty() || !Files.exists(root.resolve("child"))) && seconds < 60) {
            // It was stopped before it had come so far.
            seconds *= 3;
            trouble = read(Duration.ofSeconds(seconds));
        }

        assertThat(trouble.message()).startsWith("Maven did not end within " + seconds + " seconds and was stopped");
        assertThat(trouble.output()).containsExactly("Password?");
        await(() -> !isAlive("child"));
    }

    @Test
    void aMavenThatSaysNothingForAWhileIsQuotedBeforeItIsStopped() throws IOException {
        maven("echo '[INFO] Building x 1'; echo 'Username for https://example.org:'; sleep 1000");
        List<String> messages = new ArrayList<>();

        int seconds = 2;
        Reading reading = reader(Duration.ofSeconds(seconds)).read(line -> {}, messages::add);
        while (messages.stream().noneMatch(message -> message.contains("Username")) && seconds < 60) {
            // It was stopped before it had come so far.
            seconds *= 3;
            reading = reader(Duration.ofSeconds(seconds)).read(line -> {}, messages::add);
        }

        // The first may have come before the words.
        assertThat(messages)
                .last()
                .asString()
                .matches("Maven has been running for \\d+ seconds and says nothing; its last words: Building x 1 \\|"
                        + " Username for https://example.org:\\. It is stopped after " + seconds + " seconds\\.");
        assertThat(((Unreadable) reading).message()).contains("did not end within " + seconds + " seconds", "or on R");
    }

    @Test
    void anOutputThatStaysOpenDoesNotHoldItUp() throws IOException {
        maven("sleep 30 & echo '[ERROR] done'; exit 1");

        assertThat(read(PATIENCE).output()).containsExactly("done");
    }

    @Test
    void interruptingStopsMaven() throws Exception {
        maven("echo $$ > child; echo '[INFO] Building x 1'; sleep 1000");
        CountDownLatch building = new CountDownLatch(1);
        CompletableFuture<Unreadable> result = new CompletableFuture<>();
        Thread thread =
                new Thread(() -> result.complete((Unreadable) reader(PATIENCE).read(line -> {
                    if (line.startsWith("building")) {
                        building.countDown();
                    }
                })));
        thread.start();
        assertThat(building.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        thread.interrupt();

        assertThat(result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).message()).startsWith("Maven was stopped");
        await(() -> !isAlive("child"));
    }

    @Test
    void theWrapperOfAParentIsUsed() throws IOException {
        maven("pwd; echo '[ERROR] wrapped'");
        Path module = Files.createDirectories(root.resolve("a/b"));
        Files.writeString(module.resolve("pom.xml"), "<project/>");

        Reading reading = new ProjectReader(module, state(), environment).read(line -> {});

        assertThat(reading).isInstanceOfSatisfying(Unreadable.class, trouble -> assertThat(trouble.output())
                .containsExactly("wrapped"));
    }

    @Test
    void progressIsShortAndTheStateIsPrivate() throws IOException {
        maven("echo '[INFO] --- compiler:3.14.1:compile (default-compile) @ core ---'; exit 1");
        List<String> progress = new ArrayList<>();

        reader(PATIENCE).read(progress::add);

        assertThat(progress).containsExactly("starting mvnw", "compiling in core");
        assertThat(state().resolve(".gitignore")).hasContent("*");
        assertThat(Files.getPosixFilePermissions(state()))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE);
        try (var files = Files.list(state())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .satisfiesExactlyInAnyOrder(
                            jar -> assertThat(jar).matches("spy-[0-9a-f]{16}\\.jar"),
                            ignore -> assertThat(ignore).isEqualTo(".gitignore"));
        }
    }

    @Test
    void resourcesThatCannotBeCopiedAreReported() throws IOException {
        maven("echo \"[ERROR] no filter: $*\"; exit 1");

        Optional<String> trouble = reader(PATIENCE).processResources(line -> {});

        assertThat(trouble.orElseThrow())
                .startsWith("Maven could not copy the resources: no filter: ")
                .endsWith("process-test-resources");
    }

    @ParameterizedTest
    @CsvSource({
        "/p/pom.xml, true",
        "/p/core/pom.xml, true",
        "/p/.mvn/maven.config, true",
        "/p/.mvn/wrapper/maven-wrapper.properties, true",
        "/home/me/.m2/settings.xml, true",
        "/home/me/.m2/toolchains.xml, true",
        "/p/src/main/resources/settings.xml, false",
        "/p/src/main/java/Pom.java, false",
    })
    void knowsBuildFiles(Path file, boolean build) {
        assertThat(ProjectReader.isBuildFile(file)).isEqualTo(build);
    }

    private Unreadable read(Duration timeout) {
        return (Unreadable) reader(timeout).read(line -> {});
    }

    private ProjectReader reader(Duration timeout) {
        return new ProjectReader(root, state(), environment, new MavenCall.Patience(timeout, SILENCE));
    }

    private Path state() {
        return root.resolve(".testwatch");
    }

    private void maven(String script) throws IOException {
        Path wrapper = root.resolve("mvnw");
        Files.writeString(wrapper, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private boolean isAlive(String file) {
        try {
            long pid = Long.parseLong(Files.readString(root.resolve(file)).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
