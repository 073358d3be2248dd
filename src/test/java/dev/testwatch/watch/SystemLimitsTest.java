package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the system has a limit. Each test starts a JVM that has to live with a low one. */
class SystemLimitsTest {

    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void layOutProject() throws IOException {
        root = temp.toRealPath();
        for (int i = 0; i < 60; i++) {
            Path directory = Files.createDirectories(root.resolve("src/p" + i));
            Files.writeString(directory.resolve("A.java"), "one");
        }
    }

    private String watchIn(PreparedJvm namespace) throws Exception {
        return namespace.run(
                Played.class,
                root.toString(),
                "say[refuses]:",
                "change:echo two > src/p7/A.java",
                "change:rm src/p59/A.java");
    }

    private void assertThatItPolls(String output) {
        assertThat(output)
                .contains("contents 60")
                .contains("From now on all files are looked at every 100 ms instead.")
                .contains("change Change[modified=[" + root.resolve("src/p7/A.java") + "], deleted=[]]")
                .contains("change Change[modified=[], deleted=[" + root.resolve("src/p59/A.java") + "]]")
                .contains("the end");
    }

    @Test
    void itPollsWhenThereAreMoreDirectoriesThanWatches() throws Exception {
        var namespace = PreparedJvm.inNamespace(List.of("-Ur"), "echo 50 > /proc/sys/user/max_inotify_watches");
        String output = watchIn(namespace);

        assertThatItPolls(output);
        assertThat(output).contains("(50); \"sysctl user.max_inotify_watches=...\" raises it.");
    }

    @Test
    void itPollsWhenThereIsNoWatcherLeft() throws Exception {
        var namespace = PreparedJvm.inNamespace(List.of("-Ur"), "echo 0 > /proc/sys/user/max_inotify_instances");
        String output = watchIn(namespace);

        assertThatItPolls(output);
        assertThat(output).contains("(0); \"sysctl user.max_inotify_instances=...\" raises it.");
    }

    @Test
    void itPollsWhenDirectoriesThatComeLaterAreTooMany() throws Exception {
        var namespace = PreparedJvm.inNamespace(List.of("-Ur"), "echo 70 > /proc/sys/user/max_inotify_watches");
        String output = namespace.run(
                Played.class,
                root.toString(),
                "say[refuses]:for i in 1 2 3 4 5 6 7 8 9 10 11 12; do mkdir src/q$i; done; echo one > src/q12/B.java",
                "change:echo two > src/p7/A.java");

        assertThat(output)
                .contains("(70); \"sysctl user.max_inotify_watches=...\" raises it.")
                .contains(root.resolve("src/q12/B.java").toString())
                .contains("the end");
    }

    @Test
    void whatCannotBeReadForWantOfOpenFilesIsToldWithTheRemedyAndReadLater() throws Exception {
        Path directory = Files.createDirectory(root.resolve("few"));
        Path file = directory.resolve("A.java");

        String output = PreparedJvm.after("ulimit -n 256").run(ShortOfFiles.class, directory.toString());

        String remedy = "(256 open files); \"ulimit -n ...\" before the start raises it.";
        String change = "change Change[modified=[" + file + "], deleted=[]]";
        // Whichever is looked at first, the file or the directory.
        String unreadable = "said Cannot read " + directory;
        assertThat(output)
                .containsSubsequence(
                        "contents 1",
                        change,
                        unreadable,
                        remedy,
                        "It is tried again.",
                        change,
                        "said The system refuses file events: ",
                        remedy,
                        "From now on all files are looked at every 100 ms instead.",
                        change,
                        unreadable,
                        remedy,
                        change,
                        "the end");
    }
}
