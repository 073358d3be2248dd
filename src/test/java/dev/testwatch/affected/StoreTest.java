package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.fork.TestResult;
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
    @ValueSource(strings = {"index", "journal"})
    void aTruncatedFileNeverMakesATestFresh(String name) throws IOException {
        byte[] good = stored(name);
        for (int length = 0; length < good.length; length++) {
            assertNothingIsFreshThatShouldNotBe(
                    name, Arrays.copyOf(good, length), "cut to " + length, length % 200 == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "journal"})
    void aFlippedByteNeverMakesATestFresh(String name) throws IOException {
        byte[] good = stored(name);
        for (int position = 0; position < good.length; position++) {
            byte[] bad = good.clone();
            bad[position] ^= (byte) (1 << position % 8);
            assertNothingIsFreshThatShouldNotBe(name, bad, "flipped at " + position, position % 200 == 9);
        }
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
        Optional<StoreLock> lock = written ? Optional.empty() : StoreLock.take(state.resolve("lock"));
        for (int time = 1; time <= (written ? 2 : 1); time++) {
            try (Index index = Index.open(bench.project(), state, message -> {})) {
                index.reconcile(bench.everything());
                assertThat(fresh(index))
                        .as(what + ", opened " + time + " times")
                        .isSubsetOf("ClockTest");
            }
        }
        if (lock.isPresent()) {
            lock.get().close();
        }
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
        Path index = bench.state().resolve("index");
        byte[] bytes = Files.readAllBytes(index);
        bytes[bytes.length / 2] ^= 1;
        Files.write(index, bytes);

        bench.restart();

        assertThat(bench.messages)
                .containsExactly(index + " is damaged; starting afresh, all tests run once."
                        + " The damaged file is kept as index.corrupt.");
        assertThat(bench.state().resolve("index.corrupt")).hasBinaryContent(bytes);
        assertThat(bench.staleNames()).containsExactly("ClockTest", "MoneyTest", "OtherTest");
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
        byte[] newer = withVersion(StoreFile.VERSION + 1);

        bench.restart().run().close();

        assertThat(bench.messages).hasSize(1).first().asString().contains("newer testwatch");
        assertThat(Files.readAllBytes(bench.state().resolve("index"))).isEqualTo(newer);
        bench.restart();
        assertThat(bench.staleNames()).hasSize(3);
    }

    @Test
    void whatAnOlderVersionWroteIsReplaced() throws IOException {
        bench.close();
        withVersion(StoreFile.VERSION - 1);

        bench.restart();

        assertThat(bench.messages).hasSize(1).first().asString().contains("older testwatch");
        assertThat(bench.staleNames()).hasSize(3);
        bench.run().restart();
        assertThat(bench.staleNames()).isEmpty();
    }

    private byte[] withVersion(int version) throws IOException {
        Path index = bench.state().resolve("index");
        byte[] bytes = Files.readAllBytes(index);
        ByteBuffer.wrap(bytes).putInt(8, version).putInt(20, StoreFile.checksum(withInt(bytes, version), 0, 20));
        Files.write(index, bytes);
        Files.delete(bench.state().resolve("journal"));
        return bytes;
    }

    private static byte[] withInt(byte[] bytes, int version) {
        byte[] copy = bytes.clone();
        ByteBuffer.wrap(copy).putInt(8, version);
        return copy;
    }

    @Test
    void aSecondOneSaysWhoHasTheStoreAndKeepsNothing() throws IOException {
        List<String> messages = new ArrayList<>();
        bench.restart();
        byte[] before = Files.readAllBytes(bench.state().resolve("index"));

        try (Index second = Index.open(bench.project(), bench.state(), messages::add)) {
            second.reconcile(bench.everything());
            assertThat(fresh(second)).containsExactly("ClockTest");
            second.forget();
        }

        assertThat(messages)
                .hasSize(1)
                .first()
                .asString()
                .contains("pid " + ProcessHandle.current().pid());
        assertThat(Files.readAllBytes(bench.state().resolve("index"))).isEqualTo(before);
        assertThat(bench.restart().staleNames()).containsExactly("MoneyTest");
    }

    @Test
    void theLockOfAProcessThatIsGoneIsFree() {
        bench.kill();

        bench.restart();

        assertThat(bench.messages).isEmpty();
        assertThat(bench.staleNames()).containsExactly("MoneyTest");
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
        for (String name : List.of("index", "journal", ".gitignore", "lock")) {
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
            var failed = new TestResult(
                    "id",
                    "a",
                    "a",
                    Optional.empty(),
                    "a" + i,
                    false,
                    TestResult.Status.FAILED,
                    Duration.ZERO,
                    Optional.empty(),
                    "",
                    output);
            bench.index().record(selected, List.of(failed), Duration.ZERO);
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
