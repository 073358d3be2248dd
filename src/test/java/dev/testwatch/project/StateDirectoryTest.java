package dev.testwatch.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where testwatch keeps what it writes, and where it does so instead when that place cannot be had or trusted. */
class StateDirectoryTest {

    @TempDir
    Path root;

    @TempDir
    Path temporary;

    private final List<String> messages = new ArrayList<>();

    @BeforeEach
    void aProject() throws IOException {
        Files.writeString(root.resolve("pom.xml"), "<project/>");
    }

    @Test
    void itIsInTheProjectForItsOwnerOnlyAndIgnoresItself() throws IOException {
        try (StateDirectory state = open()) {
            assertThat(state.path()).isEqualTo(kept());
            assertThat(permissions(state.path())).isEqualTo("rwx------");
            assertThat(kept().resolve(".gitignore")).hasContent("*");
            assertThat(permissions(kept().resolve("lock"))).isEqualTo("rw-------");
        }
        assertThat(messages).isEmpty();
        assertThat(kept()).isDirectory();
    }

    @Test
    void nothingIsMadeWhereThereIsNoProject() throws IOException {
        Files.delete(root.resolve("pom.xml"));

        open().close();

        assertThat(root).isEmptyDirectory();
    }

    @Test
    void oneThatOthersCanOnlyReadIsClosedToThem() throws IOException {
        Files.createDirectory(kept());
        Files.setPosixFilePermissions(kept(), PosixFilePermissions.fromString("rwxr-xr-x"));

        open().close();

        assertThat(permissions(kept())).isEqualTo("rwx------");
        assertThat(messages).isEmpty();
    }

    @Test
    void oneThatOthersCanWriteToIsNeitherReadNorWritten() throws IOException {
        open().close();
        Files.writeString(kept().resolve("index"), "planted");
        Files.delete(kept().resolve(".gitignore"));
        Files.setPosixFilePermissions(kept(), PosixFilePermissions.fromString("rwxrwxrwx"));

        try (StateDirectory state = open()) {
            assertThatItIsPrivate(state);
            assertThat(state.path().resolve("index")).doesNotExist();
            assertThat(kept().resolve(".gitignore")).doesNotExist();
        }

        assertThat(messages)
                .singleElement()
                .asString()
                .contains("Others can write to " + kept(), "remove it", "keeps no results");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void aLinkInItsPlaceIsNotFollowed(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(kept(), elsewhere);

        try (StateDirectory state = open()) {
            assertThatItIsPrivate(state);
        }

        assertThat(messages).singleElement().asString().contains(kept() + " is a symbolic link", "remove it");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aFileInItsPlaceIsLeftAlone() throws IOException {
        Files.writeString(kept(), "mine");

        try (StateDirectory state = open()) {
            assertThatItIsPrivate(state);
        }

        assertThat(messages).singleElement().asString().contains("is not a directory");
        assertThat(kept()).hasContent("mine");
    }

    @Test
    void aLinkInPlaceOfTheLockIsNotFollowed(@TempDir Path elsewhere) throws IOException {
        Path victim = Files.writeString(elsewhere.resolve("victim"), "precious");
        Files.createDirectory(kept());
        Files.createSymbolicLink(kept().resolve("lock"), victim);

        open().close();

        assertThat(victim).hasContent("precious");
    }

    @Test
    void aSecondOneWorksInACopyAndSaysWhoHasTheFirst() throws IOException {
        try (StateDirectory first = open()) {
            Files.writeString(first.path().resolve("index"), "results");
            Files.createDirectories(first.path().resolve("app/classes"));
            Files.writeString(first.path().resolve("app/classes/A.class"), "class");

            try (StateDirectory second = open()) {
                assertThatItIsPrivate(second);
                assertThat(second.path().resolve("index")).hasContent("results");
                assertThat(second.path().resolve("app/classes/A.class")).hasContent("class");
                assertThat(second.path().resolve("lock")).doesNotExist();
            }
            assertThat(messages)
                    .singleElement()
                    .asString()
                    .contains(
                            "Another testwatch",
                            "pid " + ProcessHandle.current().pid() + ", started",
                            "keeps no results");
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void theLockOfAProcessThatWasKilledIsFree() throws Exception {
        open().close();
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        root.toString(),
                        temporary.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(other.inputReader().readLine()).isEqualTo("open");
        try (StateDirectory state = open()) {
            assertThatItIsPrivate(state);
            assertThat(messages).singleElement().asString().contains("pid " + other.pid());
        }
        assertThat(StateDirectory.isLivedIn(root.resolve(".testwatch"))).isTrue();
        messages.clear();

        other.destroyForcibly();
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(StateDirectory.isLivedIn(root.resolve(".testwatch"))).isFalse();

        try (StateDirectory state = open()) {
            assertThat(state.path()).isEqualTo(kept());
        }
        assertThat(messages).isEmpty();
    }

    /** Opens the state directory of a project and waits to be killed. */
    static final class Holder {
        public static void main(String[] arguments) throws IOException {
            StateDirectory.open(Path.of(arguments[0]), Path.of(arguments[1]), System.out::println);
            System.out.println("open");
            System.in.read();
        }
    }

    @Test
    void whatAKilledProcessHadBegunToWriteIsSweptAway() throws IOException {
        Files.createDirectories(kept().resolve("app"));
        Files.writeString(kept().resolve(".index.00ff.new"), "half");
        Files.writeString(kept().resolve("app/.classes.manifest.00ff.new"), "half");
        Files.writeString(kept().resolve(".maven123.model"), "half");
        Files.writeString(kept().resolve("index"), "whole");

        open().close();

        try (Stream<Path> left = Files.walk(kept())) {
            assertThat(left.filter(Files::isRegularFile).map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("index", "lock", ".gitignore");
        }
    }

    @Test
    void itKnowsWhenItWasDeletedOrReplaced() throws IOException {
        try (StateDirectory state = open()) {
            assertThat(state.isThere()).isTrue();
            PrivateCopy.remove(kept());
            assertThat(state.isThere()).isFalse();
            Files.createDirectory(kept());
            assertThat(state.isThere()).isFalse();
        }
        assertThat(messages).isEmpty();
    }

    @Test
    void damagedFilesArePutAsideButOnlyTheLastThree() throws IOException {
        StateDirectory.make(kept());
        for (int i = 1; i <= 5; i++) {
            StateFile.quarantine(Files.writeString(kept().resolve("index"), "bad " + i));
        }

        assertThat(kept().resolve("index.corrupt-1")).hasContent("bad 5");
        assertThat(kept().resolve("index.corrupt-3")).hasContent("bad 3");
        assertThat(kept().resolve("index.corrupt-4")).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenToIsCopiedAway() throws Exception {
        open().close();
        Files.writeString(kept().resolve("index"), "results");

        // A mount that is read-only keeps root out, too.
        List<String> said = inNamespace("mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\"");

        assertThat(said.get(0)).contains("cannot write to " + kept(), "Read-only file system", "keeps no results");
        assertThat(said.get(1)).startsWith("open " + temporary).endsWith(" index:results");
    }

    @Test
    void aFullDiskIsSaidAtTheStart() throws Exception {
        List<String> said = inNamespace("mkdir -p \"$1/.testwatch\" && mount -t tmpfs -o size=1m,mode=700 tmpfs"
                + " \"$1/.testwatch\" && head -c 2000000 /dev/zero > \"$1/.testwatch/fill\" 2>/dev/null;"
                + " true");

        assertThat(said.get(0)).contains("cannot write to " + kept(), "No space left on device");
        assertThat(said.get(1)).startsWith("open " + temporary);
    }

    /** What {@link Opener} says in a mount namespace of its own, after these preparations with the root as $1. */
    private List<String> inNamespace(String preparation) throws Exception {
        Assumptions.assumeTrue(
                new ProcessBuilder("unshare", "-Urm", "true").start().waitFor() == 0, "no user namespaces here");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "unshare",
                        "-Urm",
                        "sh",
                        "-c",
                        preparation + " && exec \"$2\" -cp \"$3\" \"$4\" \"$1\" \"$5\"",
                        "sh",
                        root.toString(),
                        java,
                        System.getProperty("java.class.path"),
                        Opener.class.getName(),
                        temporary.toString())
                .redirectErrorStream(true)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    /** Opens a state directory and says what came of it. */
    static final class Opener {
        public static void main(String[] arguments) throws IOException {
            try (StateDirectory state =
                    StateDirectory.open(Path.of(arguments[0]), Path.of(arguments[1]), System.out::println)) {
                Path index = state.path().resolve("index");
                System.out.println(
                        "open " + state.path() + " index:" + (Files.exists(index) ? Files.readString(index) : "none"));
            }
        }
    }

    @Test
    void oneThatBelongsToSomeoneElseIsNotUsed() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        Files.createDirectory(kept());
        Files.setPosixFilePermissions(kept(), PosixFilePermissions.fromString("rwx------"));
        Files.setAttribute(kept(), "unix:uid", 12_345);

        try (StateDirectory state = open()) {
            assertThatItIsPrivate(state);
        }

        assertThat(messages).singleElement().asString().contains(kept() + " belongs to 12345, not to root");
        assertThat(kept()).isDirectory();
    }

    private void assertThatItIsPrivate(StateDirectory state) throws IOException {
        assertThat(state.isPrivate()).isTrue();
        assertThat(state.path()).startsWith(temporary.toRealPath());
        assertThat(permissions(state.path())).isEqualTo("rwx------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private StateDirectory open() {
        return StateDirectory.open(root, temporary, messages::add);
    }

    private Path kept() {
        return root.resolve(".testwatch");
    }
}
