package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that are over soon run in a JVM that makes do with its fast compiler; all others in the build's own. */
class BriefIT {

    private static final String FAST = "-XX:TieredStopAtLevel=1";
    private static final Path SEEN = Path.of("target", "jvm-arguments");

    @TempDir
    Path directory;

    @Test
    void whatIsOverSoonMakesDoWithTheFastCompilerAndWhatTakesLongDoesNot() throws IOException {
        Shop shop = shopThatTells();
        shop.replace(shop.test("SeenTest"), ".writeString(", ".writeString(slowly(");
        shop.replace(shop.test("SeenTest"), "\"jvm-arguments\")", "\"jvm-arguments\"))");
        try (Watch watch = Watch.start(shop.root(), "--sweep", "off")) {
            watch.awaitGreenStart();
            assertThat(arguments(shop)).contains("-ea").contains(FAST);

            shop.replace(shop.test("SeenTest"), "tells()", "tellsAgain()");
            assertThat(watch.awaitJudged(shop.test("SeenTest")).state()).isEqualTo("green");
            assertThat(arguments(shop)).contains("-ea").doesNotContain(FAST);

            assertThat(watch.quit()).isZero();
        }
    }

    @Test
    void aJvmThatDoesNotKnowTheFastCompilerRunsThemAllTheSame() throws IOException {
        Shop shop = shopThatTells();
        Path java = javaWithoutFastCompiler();
        shop.replace(shop.file("pom.xml"), "<argLine>", "<jvm>" + java + "</jvm><argLine>");
        try (Watch watch = Watch.start(shop.root(), "--sweep", "off")) {
            watch.awaitGreenStart();

            shop.replace(shop.test("SeenTest"), "tells()", "tellsAgain()");
            Cycle cycle = watch.awaitJudged(shop.test("SeenTest"));
            assertThat(cycle.state()).isEqualTo("green");
            assertThat(cycle.finished("successful")).hasSize(1);
            assertThat(arguments(shop)).contains("-ea").doesNotContain(FAST);

            assertThat(watch.quit()).isZero();
        }
    }

    private Path javaWithoutFastCompiler() throws IOException {
        Path home = directory.resolve("jdk");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + System.getProperty("java.version") + "\"\n");
        Files.writeString(java, """
                #!/bin/sh
                if grep -q TieredStopAtLevel "${1#@}"; then echo "Unrecognized VM option"; exit 1; fi
                exec "%s/bin/java" "$@"
                """.formatted(System.getProperty("java.home")));
        return Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** With a test that writes down the arguments of its JVM, of which the build names none that speaks of compiling. */
    private Shop shopThatTells() {
        Shop shop = Shop.copyTo(directory);
        shop.replace(shop.file("pom.xml"), FAST, "-ea");
        shop.write(shop.test("SeenTest"), """
                package shop;

                class SeenTest {
                    @org.junit.jupiter.api.Test
                    void tells() throws java.io.IOException {
                        java.nio.file.Files.writeString(
                                java.nio.file.Path.of("target", "jvm-arguments"),
                                String.join("\\n", java.lang.management.ManagementFactory.getRuntimeMXBean()
                                        .getInputArguments()));
                    }

                    private static java.nio.file.Path slowly(java.nio.file.Path file) {
                        java.util.concurrent.locks.LockSupport.parkNanos(6_000_000_000L);
                        return file;
                    }
                }
                """);
        return shop;
    }

    private static String arguments(Shop shop) throws IOException {
        return Files.readString(shop.root().resolve(SEEN));
    }
}
