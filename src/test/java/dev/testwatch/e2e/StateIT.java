package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept in the project, what is not, and what happens where it cannot be kept. */
class StateIT {

    @TempDir
    Path directory;

    @TempDir
    Path temporary;

    private Shop shop;

    private record Ended(int exitCode, String output) {}

    @BeforeEach
    void copy() {
        shop = Shop.copyTo(directory);
    }

    @Test
    void whenTheStateDirectoryIsDeletedWhileRunningItIsMadeAnew() throws IOException {
        shop = Shop.judged();
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();

            shop.deleteAll(shop.file(".testwatch"));
            shop.replace(shop.test("VatTest"), "percentOf(3)", "percentOf(4)");
            Cycle again = watch.awaitGreenStart();

            assertThat(again.classesRun()).contains("shop.VatTest");
            assertThat(again.verdict().number("known")).isEqualTo(90);
            assertThat(shop.file(".testwatch/shop/classes/shop/Vat.class")).exists();
            shop.replace(shop.test("VatTest"), "percentOf(4)", "percentOf(3)");
            assertThat(watch.awaitCycle(shop.test("VatTest")).state()).isEqualTo("green");
            assertThat(watch.quit()).isZero();
        }
    }

    @Test
    void aDiskThatFillsUpWhileItRunsIsSaidOnceAndWhatIsOnItStaysWhole() throws Exception {
        shop = Shop.judged();
        Path state = shop.file(".testwatch");
        Path kept = directory.resolve("kept");
        try (Watch watch = Watch.startBy(onASmallDisk(state), shop.root())) {
            watch.awaitGreenStart();
            // The disk is there for those only who see it as testwatch does.
            Path disk = Path.of("/proc", String.valueOf(watch.pid()), "root", state.toString());
            fill(disk.resolve("fill"));

            Path numbers = shop.source("OrderNumbers");
            shop.replace(numbers, "last.incrementAndGet()", "last.addAndGet(2)");
            Cycle broken = watch.awaitJudged(numbers);
            assertThat(broken.state()).isEqualTo("red");
            assertThat(broken.verdict().number("known")).isEqualTo(90);
            shop.restore(numbers);
            Cycle mended = watch.awaitJudged(numbers);
            assertThat(mended.state()).isEqualTo("green");
            assertThat(Stream.of(broken, mended).flatMap(cycle -> cycle.all("message")))
                    .filteredOn(event -> event.text("text").contains("cannot write to " + state))
                    .hasSize(1);
            copy(disk, kept);
            assertThat(watch.quit()).isZero();
        }
        shop.deleteAll(state);
        copy(kept, state);
        try (Watch watch = Watch.start(shop.root())) {
            assertThat(watch.awaitGreenStart().verdict().number("known")).isEqualTo(90);
            watch.quit();
        }
    }

    /** Runs a command where the directory is, with all that is in it, on a disk of its own with little room. */
    private List<String> onASmallDisk(Path state) throws Exception {
        List<String> namespace = List.of("unshare", "-Urm");
        String mount =
                "mount -t tmpfs -o size=4m,mode=700 tmpfs \"$2\" && cp -a \"$1/.\" \"$2\" && mount --bind \"$2\" \"$1\"";
        List<String> command = new ArrayList<>(namespace);
        command.addAll(List.of("sh", "-c", mount + " && shift 2 && exec \"$@\"", "sh"));
        command.addAll(List.of(state.toString(), temporary.toString()));
        List<String> trial = new ArrayList<>(command);
        trial.add("true");
        Assumptions.assumeTrue(new ProcessBuilder(trial).start().waitFor() == 0, "no disk of its own can be made here");
        return command;
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static void copy(Path disk, Path place) throws IOException {
        try (Stream<Path> files = Files.walk(disk)) {
            for (Path file : files.filter(file -> !file.endsWith("fill")).toList()) {
                Files.copy(file, place.resolve(disk.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void aSecondOneInTheSameProjectWorksInACopy() throws Exception {
        shop = Shop.judged();
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();

            Ended second = once(Map.of(), List.of(), List.of());

            assertThat(second.output()).contains("Another testwatch (pid " + watch.pid() + ", started", "all 90 pass");
            assertThat(second.exitCode()).isZero();
            assertThat(temporary).isEmptyDirectory();
            watch.quit();
        }
    }

    @Test
    void aStateDirectoryThatOthersCanWriteToIsNotUsed() throws Exception {
        Path state = Files.createDirectory(shop.file(".testwatch"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwxrwx"));

        Ended ended = once(Map.of(), List.of(), List.of());

        assertThat(ended.output()).contains("Others can write to " + state, "all 90 pass");
        assertThat(ended.exitCode()).isZero();
        assertThat(state).isEmptyDirectory();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void nothingOfTheEnvironmentOrOfItsOwnPropertiesIsKept() throws Exception {
        shop.replace(shop.file("pom.xml"), "<shop.region>", "<key>${env.AWS_SECRET_ACCESS_KEY}</key><shop.region>");

        Ended ended = once(
                Map.of("AWS_SECRET_ACCESS_KEY", "s3cr3t-of-the-environment", "OTHER_TOKEN", "s3cr3t-of-nobody"),
                List.of("-Dpassword=s3cr3t-of-a-property"),
                List.of());

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        List<Path> telling = new ArrayList<>();
        try (Stream<Path> files = Files.walk(shop.file(".testwatch"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("s3cr3t")) {
                    telling.add(file);
                }
            }
        }
        // The pom itself makes a system property of the forks of it, which the java launcher reads from this file.
        assertThat(telling).isNotEmpty().allSatisfy(file -> assertThat(String.valueOf(file.getFileName()))
                .startsWith("arguments-"));
        assertThat(telling)
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }

    @Test
    void withoutTheBuildToolNothingOfTheBuildIsExecuted() throws Exception {
        Path trace = directory.resolve("trace");
        Path wrapper = shop.file("mvnw");

        shop.write(wrapper, "#!/bin/sh\necho run > " + trace + "\nexit 1\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        Ended unknown = once(Map.of(), List.of(), List.of("--no-build-tool"));
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.output()).contains("--no-build-tool Maven is not asked; start testwatch once without it");

        shop.delete(wrapper);
        assertThat(once(Map.of(), List.of(), List.of()).exitCode()).isZero();
        Ended known = once(Map.of(), List.of(), List.of("--no-build-tool"));
        assertThat(known.output()).contains("all 90 pass");
        assertThat(known.exitCode()).isZero();

        shop.write(
                shop.file(".mvn/extensions.xml"),
                "<extensions><extension><groupId>evil</groupId>"
                        + "<artifactId>evil</artifactId><version>1</version></extension></extensions>");
        assertThat(once(Map.of(), List.of(), List.of("--no-build-tool")).exitCode())
                .isEqualTo(3);
        assertThat(trace).doesNotExist();
    }

    /** One run of the jar to its end. */
    private Ended once(Map<String, String> environment, List<String> jvm, List<String> options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--once", "--reporter", "plain"));
        arguments.addAll(options);
        arguments.add(shop.root().toString());
        List<String> command = new ArrayList<>(Jar.command(arguments));
        command.add(1, "-Djava.io.tmpdir=" + temporary);
        command.addAll(1, jvm);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
