package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.watch.WatchSpec.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Projects, and parts of them, that go away and come back. */
class AbsenceTest {

    @TempDir
    Path temp;

    private Path project;
    private Path away;
    private Path src;
    private Path file;
    private final Heard heard = new Heard();

    @BeforeEach
    void layOutProject() throws IOException {
        project = temp.toRealPath().resolve("projects/project");
        away = temp.toRealPath().resolve("away");
        src = Files.createDirectories(project.resolve("src"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        file = Files.writeString(src.resolve("A.java"), "one");
        // What is watched elsewhere stays where it is.
        Files.writeString(temp.toRealPath().resolve("settings.xml"), "<settings/>");
    }

    private SourceWatcher watch(Mode mode) throws IOException {
        return SourceWatcher.start(spec(mode), heard);
    }

    private WatchSpec spec(Mode mode) throws IOException {
        var spec = new WatchSpec(
                Set.of(src, project.resolve("resources")),
                Set.of(project.resolve("pom.xml"), temp.toRealPath().resolve("settings.xml")),
                Set.of(),
                mode,
                Duration.ofMillis(10),
                Duration.ofMillis(20));
        return spec.at(project);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AUTO", "POLL"})
    void aProjectThatIsMovedAwayIsWaitedForAndNotTakenForDeleted(Mode mode) throws Exception {
        try (var watcher = watch(mode)) {
            assertThat(watcher.contents()).hasSize(3);
            Files.move(project, away);
            assertThat(heard.message(" is gone")).contains(project + " is gone. All results are kept");
            Files.move(away, project);
            heard.message(project + " is back.");
            heard.awaitReturn();

            Files.writeString(file, "two");
            assertThat(heard.next()).isEqualTo(new Change(Set.of(file), Set.of()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AUTO", "POLL"})
    void whatIsDifferentWhenTheProjectIsBackIsToldThen(Mode mode) throws Exception {
        Path gone = Files.writeString(src.resolve("B.java"), "one");
        try (var watcher = watch(mode)) {
            assertThat(watcher.contents()).hasSize(4);
            Files.move(project, away);
            heard.message(" is gone");
            Files.writeString(away.resolve("src/A.java"), "two");
            Files.delete(away.resolve("src/B.java"));
            Files.move(away, project);

            assertThat(heard.next()).isEqualTo(new Change(Set.of(file), Set.of(gone)));
        }
    }

    /** The pom of a project whose sources were the first to be heard of again was told to be deleted. */
    @Test
    void aProjectOfWhichOneFileIsHeardWhenItIsBackIsBackAsAWhole() throws Exception {
        var ears = new LinkedBlockingQueue<Doorbell.Ear>();
        try (var watcher = SourceWatcher.start(spec(Mode.NATIVE), heard, (hearing, ear) -> {
            ears.add(ear);
            return new SilentDoorbell();
        })) {
            assertThat(watcher.contents()).hasSize(3);
            Files.move(project, away);
            Doorbell.Ear ear = ears.take();
            ear.rang(project, true);
            heard.message(" is gone");
            Files.writeString(away.resolve("src/A.java"), "two");
            Files.move(away, project);
            ear.rang(file, false);

            assertThat(heard.next()).isEqualTo(new Change(Set.of(file), Set.of()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AUTO", "POLL"})
    void aRootThatIsGoneIsNamedAndSoIsItsReturn(Mode mode) throws Exception {
        try (var watcher = watch(mode)) {
            assertThat(watcher.contents()).hasSize(3);
            Files.move(src, away);
            assertThat(heard.next()).isEqualTo(new Change(Set.of(), Set.of(file)));
            assertThat(heard.message(" is gone")).startsWith(src.toString());
            Files.move(away, src);
            assertThat(heard.next()).isEqualTo(new Change(Set.of(file), Set.of()));
            heard.message(src + " is back.");
        }
        assertThat(heard.messagesButOfLateEvents()).isEmpty();
    }

    @Test
    void anUnmountedProjectIsWaitedFor() throws Exception {
        String mount = temp.toRealPath().resolve("mount").toString();
        Files.createDirectory(Path.of(mount));
        var namespace = PreparedJvm.inNamespace(List.of("-Urm"), """
                mount -t tmpfs none "$1"
                mkdir "$1/src"
                echo '<project/>' > "$1/pom.xml"
                echo one > "$1/src/A.java"
                echo two > "$1/src/B.java"
                """, mount);

        String output = namespace.run(
                Played.class,
                mount,
                "say[is empty]:cd / && umount -l " + mount,
                "say[is back]:cd / && mount -t tmpfs none " + mount + " && cd " + mount
                        + " && mkdir src && echo one > src/A.java && echo three > src/B.java"
                        + " && echo '<project/>' > pom.xml",
                "change:true",
                "change:echo four > src/A.java");

        assertThat(output)
                .contains("contents 3")
                .contains("said " + mount + " is empty. All results are kept")
                .contains("said " + mount + " is back.")
                .contains("change Change[modified=[" + mount + "/src/B.java], deleted=[]]")
                .contains("change Change[modified=[" + mount + "/src/A.java], deleted=[]]")
                .contains("the end");
    }

    @Test
    void whatMayNotBeReadIsNamedAndReadWhenItMay() throws Exception {
        var namespace = PreparedJvm.inNamespace(List.of("-U"), "true");
        Path directory = Files.createDirectory(src.resolve("closed"));
        Files.writeString(directory.resolve("B.java"), "one");
        file.toFile().setReadable(false);
        directory.toFile().setExecutable(false, false);
        directory.toFile().setReadable(false, false);

        String output = namespace.run(
                Played.class,
                project.toString(),
                "say[Cannot read]:",
                "say[Cannot read]:",
                "change:echo new > src/C.java",
                "change:chmod 700 src/closed",
                "change:chmod 600 src/A.java");

        assertThat(output)
                .contains("contents 1")
                .contains("Cannot read " + file)
                .contains("Cannot read " + directory)
                .contains("change Change[modified=[" + src.resolve("C.java") + "], deleted=[]]")
                .contains("change Change[modified=[" + directory.resolve("B.java") + "], deleted=[]]")
                .contains("change Change[modified=[" + file + "], deleted=[]]")
                .contains("the end");
    }

    @Test
    void aNameThatTheLocaleDoesNotKnowIsNamedWithTheRemedy() throws Exception {
        var namespace = PreparedJvm.inNamespace(
                List.of("-Ur"),
                "export LC_ALL=C; unset LANG; mkdir -p \"$1/src/$(printf '\\303\\274')\";"
                        + " echo one > \"$1/src/$(printf '\\303\\274/T\\303\\244st.java')\"",
                project.toString());

        String output = namespace.run(Played.class, project.toString(), "say[locale]:", "change:echo two > src/A.java");

        assertThat(output)
                .contains("cannot be written in the encoding of this locale")
                .contains("LC_ALL=C.UTF-8")
                .contains("change Change[modified=[" + file + "], deleted=[]]")
                .contains("the end");
    }
}
