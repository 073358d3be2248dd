package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.campaign.Campaign;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.fork.TestResult;
import dev.testwatch.project.Project;
import dev.testwatch.project.StateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept below {@code .testwatch}, and what becomes of it when it is damaged, foreign or taken. */
class StoreTest {

    private static final String MONEY = "package a; public class Money { int i = %s; }";

    @TempDir
    Path root;

    private Workbench bench;

    @BeforeEach
    void aFreshAFailingAndAStaleTest() {
        bench = new Workbench(root)
                .main(MONEY.formatted(1))
                .main("package a; public class Clock { }")
                .test("package a; class ClockTest { Clock clock; }")
                .test("package a; class OtherTest { Clock clock; }")
                .test("package a; class MoneyTest { Money money; }")
                .save()
                .run("OtherTest")
                .main(MONEY.formatted(2))
                .save();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @Tag("campaign")
    @ValueSource(strings = {"index", "journal"})
    void noFlippedByteAndNoMissingEndMakesATestFresh(String name) throws IOException {
        byte[] good = stored(name);
        Campaign campaign = Campaign.of("state store: " + name);
        long seed = campaign.seed();
        int[] places = Campaign.places(good.length, seed).toArray();
        for (int i = 0; i < places.length; i++) {
            int at = places[i];
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << (at + seed) % 8);
            String where = at + " of " + good.length + ", seed " + seed;
            assertNothingIsFreshThatShouldNotBe(name, bad, "flipped at " + where, i % 50 == 0);
            assertNothingIsFreshThatShouldNotBe(name, Arrays.copyOf(good, at), "cut to " + where, i % 50 == 1);
        }
        campaign.report("%d of %d bytes flipped, and prefixes, 0 missed", places.length, good.length);
    }

    /** The file with everything in it; the other one is left without results. */
    private byte[] stored(String name) throws IOException {
        if (name.equals("index")) {
            bench.close();
        } else {
            bench.kill();
        }
        byte[] good = Files.readAllBytes(bench.state().resolve(name));
        bench.restart();
        assertThat(fresh(bench.index())).as("undamaged").containsExactly("ClockTest");
        if (name.equals("index")) {
            bench.close();
        } else {
            bench.kill();
        }
        return good;
    }

    /** Most of the time it is only read, since writing takes a hundred times as long. */
    private void assertNothingIsFreshThatShouldNotBe(String name, byte[] bytes, String what, boolean written)
            throws IOException {
        Path state = Files.createDirectories(root.resolve(written ? "written" : "read"));
        for (String file : List.of("index", "journal")) {
            Path kept = bench.state().resolve(file);
            if (Files.exists(kept)) {
                Files.copy(kept, state.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(state.resolve(file));
            }
        }
        Files.write(state.resolve(name), bytes);
        for (int time = 1; time <= (written ? 2 : 1); time++) {
            try (Index index = written
                    ? Index.open(bench.project(), state, message -> {})
                    : Index.reading(bench.project(), state, message -> {})) {
                index.reconcile(bench.everything());
                assertThat(fresh(index))
                        .as(what + ", opened " + time + " times")
                        .isSubsetOf("ClockTest");
            }
        }
    }

    private static void record(Index index, String name, TestResult result) {
        Selected test = index.of(index.testClasses(), new Reason.Asked()).tests().stream()
                .filter(selected -> Workbench.simpleName(selected.test()).equals(name))
                .findFirst()
                .orElseThrow();
        index.record(test, List.of(result), Duration.ZERO);
    }

    private static Set<String> fresh(Index index) {
        Set<String> fresh = new TreeSet<>();
        for (TestClass test : index.testClasses()) {
            if (index.standing(test) == Standing.FRESH) {
                fresh.add(Workbench.simpleName(test));
            }
        }
        return fresh;
    }

    @Test
    void aDamagedSnapshotIsPutAsideAndSaid() throws IOException {
        bench.close();
        byte[] bytes = damage("index");

        bench.restart();

        Path index = bench.state().resolve("index");
        assertThat(bench.messages)
                .containsExactly(index + " is damaged; starting afresh, all tests run once."
                        + " The damaged file is kept as index.corrupt-1.");
        assertThat(bench.state().resolve("index.corrupt-1")).hasBinaryContent(bytes);
        assertThat(bench.staleNames()).containsExactly("ClockTest", "MoneyTest", "OtherTest");
    }

    @Test
    void inPlaceOfADamagedSnapshotTheOneBeforeItIsUsed() throws IOException {
        bench.close();
        bench.restart().run("MoneyTest").close();
        damage("index");

        bench.restart();

        assertThat(bench.messages).singleElement().asString().contains("going on with the one before it");
        assertThat(bench.staleNames()).containsExactly("MoneyTest");
    }

    @Test
    void aSuccessThatWasTakenBackIsNotFoundAgainWhateverIsDamaged() throws IOException {
        bench.close();
        bench.restart().close();
        bench.restart();
        record(bench.index(), "ClockTest", failed("x", ""));
        bench.kill();

        for (String name : List.of("journal", "index")) {
            damage(name);
            bench.restart();
            assertThat(fresh(bench.index())).as("with a damaged " + name).isEmpty();
            bench.kill();
        }
    }

    /** What was found out as the project was moved away brought its directory back, empty, in the way of the real one. */
    @Test
    void aProjectThatWasMovedAwayIsNotMadeAnewAndLosesNothing() throws IOException {
        Path project = root.resolve("project");
        Path away = root.resolve("away");
        Files.createDirectory(project);
        Path state = project.resolve("state");
        try (Index index = Index.open(bench.project(), state, bench.messages::add)) {
            index.reconcile(bench.everything());
            record(index, "MoneyTest", passed("x"));
            Files.move(project, away);
            record(index, "OtherTest", passed("x"));
            record(index, "MoneyTest", failed("x", ""));
        }
        assertThat(project).doesNotExist();
        Files.move(away, project);

        try (Index index = Index.open(bench.project(), state, bench.messages::add)) {
            index.reconcile(bench.everything());
            assertThat(fresh(index)).contains("OtherTest").doesNotContain("MoneyTest");
        }
        assertThat(bench.messages).isEmpty();
    }

    @Test
    void resultsOfAProjectInAnotherPlaceAreNotUsed() {
        bench.close();
        List<String> said = new ArrayList<>();
        Project here = bench.project();
        var there = new Project(root.resolve("copy"), here.tool(), here.modules(), here.buildFiles(), here.notes());

        try (Index index = Index.open(there, bench.state(), said::add)) {
            index.reconcile(bench.everything());
            assertThat(fresh(index)).isEmpty();
        }

        assertThat(said).singleElement().asString().contains("for a project in another place");
    }

    private byte[] damage(String name) throws IOException {
        Path file = bench.state().resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        return bytes;
    }

    private static TestResult failed(String name, String output) {
        return result(name, TestResult.Status.FAILED, output);
    }

    private static TestResult passed(String name) {
        return result(name, TestResult.Status.SUCCESSFUL, "");
    }

    private static TestResult result(String name, TestResult.Status status, String output) {
        return new TestResult(
                "id", "a", "a", Optional.empty(), name, false, status, Duration.ZERO, Optional.empty(), "", output);
    }

    @Test
    void aJournalThatCannotBeBegunCostsNothingThatIsKnown() throws IOException {
        bench.close();
        Path journal = bench.state().resolve("journal");
        Files.delete(journal);
        Files.createDirectories(journal.resolve("in the way"));

        bench.restart();

        assertThat(bench.messages).singleElement().asString().contains("goes on without");
        assertThat(fresh(bench.index())).containsExactly("ClockTest");
    }

    @Test
    void aTornEndOfTheJournalCostsOnlyThat() throws IOException {
        bench.kill();
        Path journal = bench.state().resolve("journal");
        byte[] bytes = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(bytes, bytes.length - 3));

        bench.restart().run();

        assertThat(bench.messages)
                .hasSize(1)
                .first()
                .asString()
                .contains("journal")
                .contains("damaged");
        bench.messages.clear();
        assertThat(bench.kill().restart().staleNames()).isEmpty();
        assertThat(bench.messages).isEmpty();
    }

    @Test
    void whatANewerVersionWroteIsLeftAsItIs() throws IOException {
        bench.close();
        byte[] newer = withVersion(StateFile.MAJOR + 1);

        bench.restart().run().close();

        assertThat(bench.messages).hasSize(1).first().asString().contains("newer testwatch");
        assertThat(Files.readAllBytes(bench.state().resolve("index"))).isEqualTo(newer);
        bench.restart();
        assertThat(bench.staleNames()).hasSize(3);
    }

    @Test
    void whatAnOlderVersionWroteIsReplaced() throws IOException {
        bench.close();
        withVersion(StateFile.MAJOR - 1);

        bench.restart();

        assertThat(bench.messages).hasSize(1).first().asString().contains("older testwatch");
        assertThat(bench.staleNames()).hasSize(3);
        bench.run().restart();
        assertThat(bench.staleNames()).isEmpty();
    }

    private byte[] withVersion(int version) throws IOException {
        Path index = bench.state().resolve("index");
        byte[] bytes = Files.readAllBytes(index);
        ByteBuffer.wrap(bytes).putShort(8, (short) version);
        ByteBuffer.wrap(bytes).putInt(StateFile.HEADER - 4, StateFile.checksum(bytes, 0, StateFile.HEADER - 4));
        Files.write(index, bytes);
        Files.delete(bench.state().resolve("journal"));
        return bytes;
    }

    @Test
    void aPlaceThatCannotBeWrittenCostsAMessageAndNoMore() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "in the way");
        List<String> messages = new ArrayList<>();

        try (Index index = Index.open(bench.project(), file.resolve("state"), messages::add)) {
            index.update(bench.everything());
            index.record(index.stale(bench.question(false)).tests().get(0), List.of(), Duration.ZERO);
            assertThat(fresh(index)).hasSize(1);
        }

        assertThat(messages).hasSize(1).first().asString().contains("cannot be kept");
    }

    @Test
    void aStoreThatIsDeletedMeanwhileIsMadeAgain() throws IOException {
        for (String name : List.of("index", "journal", ".gitignore", "index.prev")) {
            Files.deleteIfExists(bench.state().resolve(name));
        }
        Files.delete(bench.state());

        bench.run();
        bench.kill().restart();

        assertThat(bench.staleNames()).isEmpty();
        assertThat(bench.messages).isEmpty();
        assertThat(bench.state().resolve(".gitignore")).hasContent("*");
    }

    @Test
    void aLongJournalIsFoldedIntoTheSnapshot() throws IOException {
        String output = "x".repeat(4000);
        var selected = bench.stale().tests().get(0);
        Path journal = bench.state().resolve("journal");
        long longest = 0;
        for (int i = 0; i < 2_000; i++) {
            bench.index().record(selected, List.of(failed("a" + i, output)), Duration.ZERO);
            longest = Math.max(longest, Files.size(journal));
        }

        assertThat(longest).isBetween(4_000_000L, 5_000_000L);
        assertThat(Files.size(bench.state().resolve("index"))).isLessThan(100_000);
        assertThat(bench.kill()
                        .restart()
                        .index()
                        .results(selected.test())
                        .get(0)
                        .displayName())
                .isEqualTo("a1999");
    }

    @Test
    void theStoreIsPrivateAndIgnoresItself() throws IOException {
        assertThat(bench.state().resolve(".gitignore")).hasContent("*");
        assertThat(Files.getPosixFilePermissions(bench.state()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void anIndexThatWasOpenedOnNothingIsEmpty() {
        try (Index index = Index.open(bench.project(), root.resolve("new"), bench.messages::add)) {
            assertThat(index.isEmpty()).isTrue();
            assertThat(index.testClasses()).isEmpty();
            index.reconcile(new Output(Map.of(), Set.of(), Resources.NONE));
            assertThat(index.isEmpty()).isTrue();
        }
        assertThat(bench.messages).isEmpty();
    }
}
