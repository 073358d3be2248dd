package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.worker.Message.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test depends on the files that it was seen to use, beside everything that class files and resources tell. */
class UsedFilesTest {

    private static final String READER = "package a; class ReaderTest { @org.junit.jupiter.api.Test void reads() { } }";
    private static final String OTHER = "package a; class OtherTest { @org.junit.jupiter.api.Test void works() { } }";

    @TempDir
    Path root;

    private Workbench bench;
    private Path data;
    private Path directory;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(root);
        directory = Files.createDirectories(root.resolve("config"));
        data = Files.writeString(directory.resolve("data.json"), "1");
        bench.test(READER).test(OTHER).save();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aResourceThatIsReadIsCalledAsCodeCallsItAndMayBeWrittenJustBeforeTheRun() throws IOException {
        Path published = root.resolve(".testwatch/app/test-classes/a/data.txt");
        Files.createDirectories(published.getParent());
        bench.index().look();
        Files.writeString(published, "1");
        passBoth(steps -> steps.touched(published, How.RESOURCE));
        bench.index().look();
        assertThat(bench.staleNames()).isEmpty();

        Files.writeString(published, "2");
        assertThat(bench.index().look()).containsExactly(published);
        assertThat(bench.stale().tests()).singleElement().satisfies(selected -> assertThat(selected.reason())
                .isEqualTo(
                        new Reason.DependsOn(List.of("a.ReaderTest", "a/data.txt"), Optional.of("reads a/data.txt"))));

        Files.writeString(published, "1");
        bench.index().look();
        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void aResourceThatIsPublishedWhileItsReaderRunsLeavesTheResultWithoutWorth() throws IOException {
        Path published = root.resolve(".testwatch/app/test-classes/a/data.txt");
        Files.createDirectories(published.getParent());
        Files.writeString(published, "1");
        passBoth(steps -> steps.touched(published, How.RESOURCE));
        bench.index().look();

        Files.writeString(published, "2");
        pass("a.ReaderTest", steps -> steps.touched(published, How.RESOURCE));
        assertThat(bench.staleNames()).containsExactly("ReaderTest");
    }

    @Test
    void whereResourcesArePublishedElsewhereNobodyTrustsThoseOfAnEarlierRun() throws IOException {
        Path published = root.resolve(".testwatch/app/test-classes/a/data.txt");
        Files.createDirectories(published.getParent());
        Files.writeString(published, "1");
        var here = new Surroundings(bench.project(), root.resolve(".testwatch"), InstantSource.system());
        var elsewhere = new Surroundings(bench.project(), root.resolve("elsewhere"), InstantSource.system());
        var used = new Used(published, Used.Aspect.CONTENT);

        assertThat(elsewhere.state(used)).isNotEqualTo(here.state(used));
    }

    @Test
    void aFileThatIsReadMakesItsReaderStaleWhenItChangesAndFreshWhenItIsBack() throws IOException {
        passBoth(steps -> steps.touched(data, How.READ));

        assertThat(bench.index().look()).isEmpty();
        assertThat(bench.staleNames()).isEmpty();

        Files.writeString(data, "2");
        assertThat(bench.index().look()).containsExactly(data);
        assertThat(bench.stale().tests()).singleElement().satisfies(selected -> assertThat(selected.reason())
                .isEqualTo(new Reason.DependsOn(
                        List.of("a.ReaderTest", "config/data.json"), Optional.of("reads config/data.json"))));

        Files.writeString(data, "1");
        bench.index().look();
        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void aFailureAndASuccessAreKnownBesideEachOtherForTheirContentsOfAFile() throws IOException {
        passBoth(steps -> steps.touched(data, How.READ));
        Files.writeString(data, "2");
        bench.index().look();
        fail(steps -> steps.touched(data, How.READ));
        assertThat(standing()).isEqualTo(Standing.FAILING);

        Files.writeString(data, "1");
        bench.index().look();
        assertThat(standing()).isEqualTo(Standing.FRESH);
        assertThat(bench.staleNames()).isEmpty();

        Files.writeString(data, "2");
        bench.index().look();
        assertThat(standing()).isEqualTo(Standing.FAILING);

        bench.restart().index().look();
        assertThat(standing()).isEqualTo(Standing.FAILING);
        Files.writeString(data, "1");
        bench.index().look();
        assertThat(standing()).isEqualTo(Standing.FRESH);
        Files.writeString(data, "3");
        bench.index().look();
        assertThat(bench.staleNames()).containsExactly("ReaderTest");
    }

    @Test
    void aFailureWithFilesOfWhichItsSuccessKnewNothingTakesThePlaceOfThatSuccess() throws IOException {
        passBoth(steps -> steps);
        Path more = Files.writeString(directory.resolve("more"), "1");
        bench.index().look();
        fail(steps -> steps.touched(more, How.READ));
        bench.index().look();
        Files.writeString(more, "2");
        bench.index().look();
        assertThat(standing()).isEqualTo(Standing.STALE);
    }

    @Test
    void filesThatAreLookedForListedOrDeletedCountAndOthersDoNot() throws IOException {
        Path missing = directory.resolve("missing");
        passBoth(steps -> steps.warm()
                .touched(missing, How.CHECKED)
                .touched(directory, How.LISTED)
                .touched(data, How.READ)
                .othersTouched(root.resolve("unused"), How.READ));

        Files.writeString(root.resolve("unused"), "1");
        bench.index().look();
        assertThat(bench.staleNames()).isEmpty();
        Files.writeString(missing, "1");
        bench.index().look();
        assertThat(bench.staleNames()).containsExactly("ReaderTest");
        Files.delete(missing);
        bench.index().look();
        assertThat(bench.staleNames()).isEmpty();
        Files.delete(data);
        bench.index().look();
        assertThat(bench.staleNames()).containsExactly("ReaderTest");
    }

    @Test
    void whatTestsMakeThemselvesIsNoReasonToRunThemAgain() throws IOException {
        Path own = directory.resolve("own");
        Path built = root.resolve("app/target/report");
        passBoth(steps -> {
            write(own, "a");
            write(data, "rewritten");
            write(built, "a");
            return steps.touched(own, How.OWN).touched(data, How.REWRITTEN).touched(built, How.READ);
        });
        assertThat(bench.staleNames()).isEmpty();
        Files.writeString(own, "b");
        bench.index().look();
        assertThat(bench.staleNames()).isEmpty();
        Files.writeString(data, "2");
        bench.index().look();
        assertThat(bench.staleNames()).containsExactly("ReaderTest");
    }

    @Test
    void testsThatWriteOneFileByTurnsDoNotMakeEachOtherStale() throws IOException {
        UnaryOperator<Steps> rewrites = steps -> {
            write(data, "turn " + System.nanoTime());
            return steps.touched(data, How.REWRITTEN);
        };
        passBoth(rewrites);
        pass("a.OtherTest", rewrites);
        bench.index().look();
        assertThat(bench.staleNames()).isEmpty();

        pass("a.OtherTest", steps -> {
            write(data, "written, and never read");
            return steps.touched(data, How.OWN);
        });
        bench.index().look();
        assertThat(bench.staleNames()).isEmpty();

        Files.writeString(data, "by hand");
        bench.index().look();
        assertThat(bench.staleNames()).containsExactly("ReaderTest");
        pass("a.OtherTest", rewrites);
        bench.index().look();
        assertThat(bench.staleNames())
                .as("who has not seen what was written by hand")
                .containsExactly("ReaderTest");
    }

    @Test
    void whoOnlyReadsWhatAnotherTestHasWrittenRunsAgain() {
        passBoth(steps -> steps.touched(data, How.READ));
        pass("a.OtherTest", steps -> {
            write(data, "2");
            return steps.touched(data, How.REWRITTEN);
        });
        assertThat(bench.staleNames()).containsExactly("ReaderTest");
        assertThat(bench.index().unsettled())
                .as("it may be the same run, and nobody would look at it again")
                .isEqualTo(Map.of(bench.testClass("a.ReaderTest"), "reads config/data.json"));
    }

    @Test
    void whatWasMissingWhenATestLookedForItIsNoLessSureWhereOthersComeAndGo() throws IOException {
        Path store = Files.createDirectories(directory.resolve("store"));
        bench.index().look();
        write(store.resolve("other"), "1");
        pass("a.ReaderTest", steps -> steps.touched(store.resolve("mine"), How.MISSED));
        assertThat(bench.index().unsettled()).isEmpty();
        assertThat(standing()).isEqualTo(Standing.FRESH);

        write(store.resolve("mine"), "1");
        bench.index().look();
        assertThat(standing()).isEqualTo(Standing.STALE);
    }

    @Test
    void aFileThatChangesWhileTheTestRunsLeavesItStale() {
        passBoth(steps -> steps.touched(data, How.READ));
        pass("a.ReaderTest", steps -> {
            write(data, "2");
            return steps.touched(data, How.READ);
        });
        assertThat(bench.staleNames()).containsExactly("ReaderTest");
        assertThat(bench.index().unsettled())
                .isEqualTo(Map.of(bench.testClass("a.ReaderTest"), "reads config/data.json"));
        bench.index().look();
        pass("a.ReaderTest", steps -> steps.touched(data, How.READ));
        assertThat(bench.staleNames()).isEmpty();
        assertThat(bench.index().unsettled()).isEmpty();

        Path unknown = directory.resolve("unknown");
        pass("a.OtherTest", steps -> {
            write(unknown, "1");
            return steps.touched(unknown, How.READ);
        });
        assertThat(bench.staleNames()).containsExactly("OtherTest");
    }

    @Test
    void whoLooksInVainWhereTestsRunDoesNotMindWhatComesAndGoesBesideIt() throws IOException {
        bench.index().look();
        Path passing = Files.createFile(root.resolve("passing"));
        Files.delete(passing);
        pass("a.ReaderTest", steps -> steps.touched(root.resolve("missing"), How.CHECKED)
                .touched(root.resolve("no/such/file"), How.READ)
                .touched(root, How.LISTED));
        assertThat(bench.index().unsettled()).isEmpty();
        assertThat(standing()).isEqualTo(Standing.FRESH);

        Files.createFile(root.resolve("missing"));
        bench.index().look();
        assertThat(standing()).isEqualTo(Standing.STALE);
    }

    @Test
    void aDirectoryOfTheClassPathThatWasBuiltJustBeforeTheRunLeavesNothingOpen() throws IOException {
        Path output = Files.createDirectories(root.resolve("out/classes/templates"));
        bench.index().look();
        write(output.resolve("a.html"), "1");
        pass("a.ReaderTest", steps -> steps.touched(output, How.RESOURCES));
        assertThat(bench.index().unsettled()).isEmpty();
        assertThat(standing()).isEqualTo(Standing.FRESH);

        write(output.resolve("b.html"), "1");
        bench.index().look();
        assertThat(standing()).isEqualTo(Standing.STALE);
    }

    @Test
    void aFileThatGoesWhileATestFirstLooksForItLeavesItStale() throws IOException {
        Path going = Files.createFile(root.resolve("Going"));
        bench.index().look();
        Files.delete(going);
        pass("a.ReaderTest", steps -> steps.touched(root.resolve("going"), How.CHECKED));
        pass("a.OtherTest", steps -> steps.touched(going, How.READ));

        assertThat(bench.index().unsettled())
                .containsOnlyKeys(bench.testClass("a.ReaderTest"), bench.testClass("a.OtherTest"));
    }

    @Test
    void whereNotAllIsKnownOfATestItDependsOnWhatAllBeforeItHaveRead() throws IOException {
        passBoth(steps -> steps.touched(data, How.READ));
        bench.test(OTHER.replace(
                        "void works() { }", "void works() throws Exception { new ProcessBuilder(\"x\").start(); }"))
                .save();
        pass("a.OtherTest", steps -> steps.ran("a.OtherTest.works").warm().othersTouched(data, How.READ));
        Files.writeString(data, "2");
        bench.index().look();
        assertThat(bench.staleNames()).containsExactly("OtherTest", "ReaderTest");
    }

    @Test
    void itKnowsWhichFilesAndDirectoriesAreWorthWatching() {
        passBoth(steps -> steps.touched(data, How.READ).touched(directory, How.LISTED));
        assertThat(bench.index().usedFiles()).isEqualTo(Set.of(data));
        assertThat(bench.index().usedDirectories()).isEqualTo(Set.of(directory));
    }

    private Standing standing() {
        return bench.index().standing(bench.testClass("a.ReaderTest"));
    }

    /** Twice: what a file was before a run is known from the second on. */
    private void passBoth(UnaryOperator<Steps> reader) {
        for (int i = 0; i < 2; i++) {
            bench.index().look();
            pass("a.ReaderTest", reader);
            pass("a.OtherTest", steps -> steps);
        }
        assertThat(bench.staleNames()).isEmpty();
        bench.run(); // the sources are news no more
    }

    private void pass(String test, UnaryOperator<Steps> did) {
        Steps steps = did.apply(new Steps(bench.everything().written()).ran(test + ".<init>"));
        steps.passes(bench.index(), selected(test));
    }

    private void fail(UnaryOperator<Steps> did) {
        Steps steps = did.apply(new Steps(bench.everything().written()));
        bench.index()
                .record(
                        selected("a.ReaderTest"),
                        List.of(Workbench.result("a.ReaderTest", "reads", true)),
                        Duration.ofMillis(1),
                        Optional.of(steps.footprint()));
    }

    private Selected selected(String test) {
        return bench.index()
                .of(List.of(bench.testClass(test)), new Reason.Asked())
                .tests()
                .get(0);
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
