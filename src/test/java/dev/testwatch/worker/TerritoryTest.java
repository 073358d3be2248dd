package dev.testwatch.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerritoryTest {

    private final Territory territory = new Territory(
            new Message.Recording("", "", List.of("/home/me/shop"), List.of("/home/me/shop/target", "/tmp")));

    @Test
    void filesOfTheProjectAreToldButNoneOfItsOutput() {
        assertThat(territory.holds("/home/me/shop/config/rates.txt")).isTrue();
        assertThat(territory.holds("/home/me/shop/target/classes/shop/Money.class"))
                .isFalse();
        assertThat(territory.holds("/home/me/shopping.txt")).isFalse();
        assertThat(territory.holds("/proc/self/status")).isFalse();
    }

    @Test
    void onlyWhatIsNoClassAmongThoseOfTheClassPathIsAResource() {
        var here = withClassPath("/home/me/shop/target/classes:/lib/a.jar", "/home/me/shop/.testwatch");

        assertThat(here.holdsResource("/home/me/shop/target/classes/shop/rates.txt"))
                .isTrue();
        assertThat(here.holdsResource("/home/me/shop/target/classes/shop/Money.class"))
                .isFalse();
        assertThat(here.holdsResource("/home/me/shop/target/classes/META-INF/services/shop.Tax"))
                .isFalse();
        assertThat(here.holdsResource("/home/me/shop/config/rates.txt")).isFalse();
        assertThat(here.holdsResource("/home/me/shop/.testwatch/fork/arguments.txt"))
                .isFalse();
        assertThat(here.holdsResource("/lib/a.jar")).isFalse();
    }

    @Test
    void aClassIsNotFollowedIfItLiesWhereNothingOfTheProjectIsFollowed() {
        var here = withClassPath("/home/me/shop/target/classes:/home/me/shop/plugins", "/home/me/shop/target");

        assertThat(here.isOwnClass("/home/me/shop/target/classes/shop/Money.class"))
                .isTrue();
        assertThat(here.className("/home/me/shop/target/classes/shop/Money.class"))
                .isEqualTo("shop/Money");
        assertThat(here.isOwnClass("/home/me/shop/target/classes/shop/rates.txt"))
                .isFalse();
        assertThat(here.isOwnClass("/home/me/shop/target/classes/../../src/Money.class"))
                .as("it may lead anywhere")
                .isFalse();
        assertThat(here.isOwnClass("/home/me/shop/plugins/Money.class"))
                .as("somebody puts it there")
                .isFalse();
        assertThat(here.isOwnClass("target/classes/shop/Money.class")).isFalse();
    }

    /** What testwatch compiles lies below {@code .testwatch}, and was followed like any other file for that. */
    @Test
    void aClassBelowAHiddenDirectoryIsNoOtherThanTheRest(@TempDir Path directory) throws IOException {
        Path state = directory.toRealPath().resolve(".testwatch");
        Path tests = Files.createDirectories(state.resolve("shop/test-classes"));
        Path main = state.resolve("shop/classes");
        var here = withClassPath("/lib/a.jar:" + state.resolve("none") + ":" + tests + ":" + main, state.toString());

        assertThat(here.isOwnClass(tests + "/shop/Money.class")).isTrue();
        assertThat(here.className(tests + "/shop/Money.class")).isEqualTo("shop/Money");
        assertThat(here.isOwnClass(main + "/shop/Money.class")).isTrue();
        assertThat(here.className(main + "/shop/Money.class")).isEqualTo("shop/Money");
        assertThat(here.isOwnClass(tests + "/../../../src/Money.class")).isFalse();
        assertThat(here.isOwnClass(tests + "//Money.class")).isFalse();
    }

    @Test
    void aResourceIsKnownByItsRealNameToo(@TempDir Path directory) throws IOException {
        Path classes = Files.createDirectories(directory.toRealPath().resolve("real/classes"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), classes.getParent());
        var here = withClassPath(link.resolve("classes").toString());

        assertThat(here.holdsResource(link.resolve("classes/rates.txt").toString()))
                .isTrue();
        assertThat(here.holdsResource(classes.resolve("rates.txt").toString())).isTrue();
    }

    @Test
    void whatAnEngineKeepsForItselfIsNoInputOfTests() {
        assertThat(territory.holds("/home/me/shop/.jqwik-database")).isFalse();
        assertThat(territory.holds("/home/me/shop/.jqwik-database.txt")).isTrue();
    }

    @Test
    void aProcessSeesTheProjectsClassesIfItsCommandLineNamesAPlaceOfThem() {
        assertThat(territory.isNamedIn(List.of("java", "-cp", "/lib/a.jar:/home/me/shop/target/classes", "shop.Main")))
                .isTrue();
    }

    @Test
    void alsoByAPlaceBelowTheWorkingDirectory() {
        var here = withClassPath(Path.of("build", "classes").toAbsolutePath().toString());

        assertThat(here.isNamedIn(List.of("java", "-cp", "build/classes", "shop.Main")))
                .isTrue();
        assertThat(here.isNamedIn(List.of("ls", "build"))).isFalse();
    }

    @Test
    void anAgentInATemporaryFileThatALibraryHandsToAJvmDoesNotNameTheProjectsClasses() {
        assertThat(territory.isNamedIn(
                        List.of("java", "-cp", "/lib/mocks.jar", "Attacher", "/tmp/agent42.jar", "4711")))
                .isFalse();
    }

    private static Territory withClassPath(String classPath, String... without) {
        String before = System.setProperty("java.class.path", classPath);
        try {
            return new Territory(new Message.Recording("", "", List.of("/home/me/shop"), List.of(without)));
        } finally {
            System.setProperty("java.class.path", before);
        }
    }
}
