package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.worker.Message.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test that has passed and whose recording still holds is fresh, whatever else changed. */
class RecordingTest {

    private static final String TEST = """
            package a;
            class MoneyTest {
                @org.junit.jupiter.api.Test void adds() { new Money(1).add(2); }
            }
            """;

    private static final String MONEY = """
            package a;
            public class Money {
                private final int amount;
                public Money(int amount) { this.amount = amount; }
                public Money add(int more) { return new Money(amount + more); }
                public int other() { return new Rates().rate(); }
                public Runnable later() { return () -> System.out.println(1); }
            }
            """;

    private static final String RATES = """
            package a;
            public class Rates {
                public int rate() { return 3; }
            }
            """;

    @TempDir
    Path root;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench(root);
        bench.test(TEST).main(MONEY).main(RATES).save();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            return new Money(amount + more);   | return new Money(more + amount);
            this.amount = amount;              | this.amount = amount + 0 * amount;
            private final int amount;          | private final int amount; int second;
            private final int amount;          | private final Integer amount;
            public Money add(int more)         | protected Money add(int more)
            public int other()                 | @Deprecated public int other()
            public class Money {               | public class Money implements Runnable { public void run() { }
            public class Money {               | public final class Money {
            public class Money {               | @Deprecated public class Money {
            public int other()                 | public String toString() { return ""; } public int other()
            """)
    void aChangeOfWhatItDependsOnMakesItStale(String before, String after) {
        pass();

        bench.main(MONEY.replace(before, after)).save();

        assertThat(MONEY).contains(before);
        assertThat(bench.staleNames()).containsExactly("MoneyTest");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            return new Rates().rate();         | return new Rates().rate() + 1;
            return new Rates().rate();         | return 4;
            System.out.println(1);             | System.out.println(2);
            public int other()                 | protected int other()
            public int other()                 | private static void more() { } public int other()
            public Runnable later() { return () -> System.out.println(1); } | ~~
            return () -> System.out.println(1); | Runnable first = () -> { }; first.run(); return () -> System.out.println(1);
            return new Money(amount + more);   | /* Adds. */ return new Money(amount + more);
            return new Rates().rate();         | return new Object() { public int hashCode() { return 5; } }.hashCode();
            """)
    void aChangeOfWhatItDidNotExecuteLeavesItFresh(String before, String after) {
        pass();

        bench.main(MONEY.replace(before, after)).save();

        assertThat(MONEY).contains(before);
        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void aClassThatItOnlyCouldReachMayChangeInAnyWay() {
        pass();

        bench.main(RATES.replace("public int rate() { return 3; }", "int more; public int rate() { return more; }"))
                .save();

        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void isFreshAgainAfterTheRevert() {
        pass();
        bench.main(MONEY.replace("amount + more", "amount - more")).save();
        assertThat(bench.staleNames()).containsExactly("MoneyTest");

        bench.main(MONEY).main(RATES.replace("3", "4")).save();

        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void isStaleWithoutARecording() {
        bench.run();
        bench.main(RATES.replace("3", "4")).save();

        assertThat(bench.staleNames()).containsExactly("MoneyTest");
    }

    /** It starts a process, so that nobody knows all that it depends on; what it was seen to execute is known. */
    @Test
    void vouchesForNothingWhereItDoesNotSayAllButIsNotIgnoredEither() {
        String engine = "package a; public class Engine { public void starts() { } public void stops() { } }";
        String starts = "@org.junit.jupiter.api.Test void starts() throws Exception {"
                + " new ProcessBuilder(\"true\").start(); } @org";
        bench.main(engine).test(TEST.replace("@org", starts)).save();
        pass("a.MoneyTest.starts", "a.Engine.starts");

        bench.main(engine.replace("stops() { }", "stops() { starts(); }")).save();
        assertThat(bench.staleNames()).isEmpty();
        bench.main(engine.replace("starts() { }", "starts() { stops(); }")).save();
        assertThat(bench.staleNames()).containsExactly("MoneyTest");
        bench.main(engine).save();
        assertThat(bench.staleNames()).isEmpty();

        bench.kill();
        bench.main(engine.replace("starts() { }", "starts() { stops(); }")).save();
        assertThat(bench.staleNames()).containsExactly("MoneyTest");
        bench.main(engine).main(RATES.replace("3", "4")).save();
        assertThat(bench.staleNames()).containsExactly("MoneyTest");
    }

    /** A failure stayed on the screen though the class was mended that only the recording knows. */
    @Test
    void aFailureIsNoneAnyMoreWhereSomethingThatWasSeenToRunIsAnother() {
        String engine = "package a; public class Engine { public void starts() { } }";
        bench.main(engine).save();
        pass("a.Engine.starts");
        bench.main(engine.replace("{ }", "{ System.out.println(); }")).save();
        steps("a.MoneyTest.<init>", "a.MoneyTest.adds", "a.Engine.starts").fails(bench.index(), only());
        assertThat(bench.index().standing(bench.testClass("a.MoneyTest"))).isEqualTo(Standing.FAILING);

        bench.main(engine.replace("{ }", "{ System.err.println(); }")).save();
        assertThat(bench.staleNames()).containsExactly("MoneyTest");
        bench.main(engine).save();
        assertThat(bench.index().standing(bench.testClass("a.MoneyTest"))).isEqualTo(Standing.FRESH);
        bench.main(engine.replace("{ }", "{ System.out.println(); }")).save();
        assertThat(bench.index().standing(bench.testClass("a.MoneyTest"))).isEqualTo(Standing.FAILING);

        bench.kill();
        bench.main(engine).save();
        assertThat(bench.index().standing(bench.testClass("a.MoneyTest"))).isEqualTo(Standing.FRESH);
    }

    @Test
    void dependsOnAllOfAClassOfWhichItHasReadTheFileAndOnItsBeingThere() {
        String engine = "package a; public class Engine { public void starts() { } }";
        bench.main(engine).save();
        steps("a.MoneyTest.<init>", "a.MoneyTest.adds", "a.Money.<init>", "a.Money.add")
                .touched(Path.of("a.Engine"), How.CLASS_FILE)
                .touched(Path.of("a.Missing"), How.CLASS_FILE)
                .passes(bench.index(), asked());
        bench.main(engine.replace("public void", "/** Says why. */ public void"))
                .main(RATES.replace("3", "4"))
                .save();
        assertThat(bench.staleNames()).isEmpty();

        bench.main(engine.replace("{ }", "{ System.out.println(); }")).save();
        assertThat(bench.staleNames()).containsExactly("MoneyTest");

        bench.main(engine).main("package a; class Missing { }").save();
        assertThat(bench.staleNames()).containsExactly("MoneyTest");
    }

    /** A class more made all stale that may ask for classes by names which are made while they run. */
    @Test
    void ofWhoAsksForClassesByNameOnlyTheNamesThatWereLookedForCount() {
        String byName = "static Class<?> named(String name) throws Exception { return Class.forName(name); } @org";
        bench.test(TEST.replace("@org", byName)).save();
        steps("a.MoneyTest.<init>", "a.MoneyTest.adds", "a.MoneyTest.named", "a.Money.<init>", "a.Money.add")
                .touched(Path.of("a.Missing"), How.SOUGHT)
                .passes(bench.index(), asked());

        bench.main("package a; class Other { }").save();
        assertThat(bench.staleNames()).isEmpty();

        bench.main("package a; class Missing { }").save();
        assertThat(only().reason())
                .isEqualTo(new Reason.Undecidable("it may ask for classes by their names, and Missing is new"));
    }

    @Test
    void whereMoreClassesWereLookedForThanCanBeFollowedAnyClassMoreMakesItStale() {
        steps("a.MoneyTest.<init>", "a.MoneyTest.adds", "a.Money.<init>", "a.Money.add")
                .touched(Path.of(""), How.SOUGHT)
                .passes(bench.index(), asked());
        assertThat(bench.staleNames()).isEmpty();

        bench.main("package a; class Other { }").save();

        assertThat(bench.staleNames()).containsExactly("MoneyTest");
    }

    @Test
    void outlivesARestartAndAKill() {
        pass();
        bench.restart();
        bench.main(RATES.replace("3", "4")).save();
        assertThat(bench.staleNames()).isEmpty();

        pass("return 1;");
        bench.kill();
        bench.index().reconcile(bench.everything());
        bench.main(RATES.replace("3", "5")).save();
        assertThat(bench.staleNames()).isEmpty();
        bench.main(MONEY).save();
        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void isNeverFreshForWhatItDidNotPassWithWhereverTheStoreEnds() throws IOException {
        pass();
        bench.main(MONEY.replace("amount + more", "amount - more")).save();
        Path journal = bench.kill().state().resolve("journal");
        byte[] whole = Files.readAllBytes(journal);
        for (int length = 0; length <= whole.length; length += 1 + length / 100) {
            bench.close();
            Files.write(journal, Arrays.copyOf(whole, length));
            bench.index().reconcile(bench.everything());

            assertThat(bench.staleNames()).as("%s bytes", length).containsExactly("MoneyTest");
        }
    }

    @Test
    void aFailureTakesAwayTheRecordingThatSaidItCouldNotBe() {
        pass();
        bench.main(RATES.replace("3", "4")).save();
        Selected again = bench.index()
                .of(List.of(bench.testClass("a.MoneyTest")), new Reason.Asked())
                .tests()
                .get(0);
        bench.run(again, true);
        assertThat(bench.index().standing(again.test())).isEqualTo(Standing.FAILING);

        bench.main(RATES.replace("3", "5")).save();

        assertThat(bench.index().standing(again.test())).isEqualTo(Standing.STALE);
        bench.kill();
        bench.index().reconcile(bench.everything());
        assertThat(bench.index().standing(again.test())).isEqualTo(Standing.STALE);
    }

    @Test
    void aFailureOfASingleTestCountsThoughOnlyTheRecordingKnowsTheClass() {
        pass();
        bench.main(RATES.replace("3", "4")).save();
        Selected again = bench.index()
                .of(List.of(bench.testClass("a.MoneyTest")), new Reason.Asked())
                .tests()
                .get(0);

        bench.index().amend(again, List.of(Workbench.result("a.MoneyTest", "works", true)), Optional.empty());

        assertThat(bench.index().standing(again.test())).isEqualTo(Standing.FAILING);
    }

    @Test
    void anotherEnvironmentMakesItStale() {
        pass();
        bench.close();
        bench.jvmArguments("-Xmx1g");
        bench.main(RATES.replace("3", "4")).save();

        assertThat(bench.staleNames()).containsExactly("MoneyTest");
    }

    @Test
    void whatWasEditedDuringTheRunIsNotRecorded() {
        Selected selected = only();
        Steps steps = steps("a.MoneyTest.<init>", "a.MoneyTest.adds", "a.Money.<init>", "a.Money.add");
        bench.main(MONEY.replace("amount + more", "amount - more")).save();

        steps.passes(bench.index(), selected);
        assertThat(bench.staleNames()).containsExactly("MoneyTest");

        // Loaded in its old form, though the content was the present one before and after.
        steps.passes(bench.index(), only());
        bench.main(RATES.replace("3", "4")).save();
        assertThat(bench.staleNames()).containsExactly("MoneyTest");
    }

    @Test
    void afterOthersAnyResourceItCanReachIsPartOfIt() {
        assertThat(staleAfterAnEdit("rates.properties", Steps::warm)).containsExactly("MoneyTest");
    }

    @Test
    void whereNobodyHeardOfFilesAnyResourceItCanReachIsPartOfIt() {
        assertThat(staleAfterAnEdit("rates.properties", Steps::blind)).containsExactly("MoneyTest");
    }

    @Test
    void whatNobodyTellsOfCountsHoweverItRan() {
        assertThat(staleAfterAnEdit("META-INF/rates.properties", alone -> alone))
                .containsExactly("MoneyTest");
    }

    @Test
    void ofAResourceThatItCanReachButDidNotReadAloneOnlyTheNameCounts() {
        assertThat(staleAfterAnEdit("rates.properties", alone -> alone)).isEmpty();

        bench.resource("more.properties", "a=2").save();
        assertThat(bench.staleNames()).containsExactly("MoneyTest");
    }

    /** @param how it ran before the edit */
    private Set<String> staleAfterAnEdit(String resource, UnaryOperator<Steps> how) {
        bench.resource(resource, "a=1").save();
        how.apply(steps("a.MoneyTest.<init>", "a.MoneyTest.adds", "a.Money.<init>", "a.Money.add"))
                .passes(bench.index(), asked());
        bench.resource(resource, "a=2").save();
        return bench.staleNames();
    }

    @Test
    void aLambdaCountsAsTheMethodThatItIsIn() {
        pass("a.Money.later", "a.Money.lambda$later$0");

        bench.main(MONEY.replace("return new Rates().rate();", "Runnable r = () -> { }; return 1;"))
                .save();
        assertThat(bench.staleNames()).isEmpty();

        bench.main(MONEY.replace("println(1)", "println(2)")).save();
        assertThat(bench.staleNames()).containsExactly("MoneyTest");
    }

    @Test
    void aClassAddedUnderANameThatItHadAskedForMakesItStale() {
        bench.main(MONEY.replace("amount + more", "amount + \"a.Extra\".length()"))
                .save();
        pass();

        bench.main("package a; class Extra { }").save();

        assertThat(bench.staleNames()).containsExactly("MoneyTest");
    }

    @Test
    void aClassAddedThatNobodyAskedForLeavesItFresh() {
        pass();

        bench.main(
                        "package a; class Extra extends Money { Extra() { super(1); } public Money add(int i) { return null; } }")
                .main(MONEY.replace("new Rates().rate()", "new Extra().hashCode()"))
                .save();

        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void saysWhatRanWithItWhereNothingOfTheTestLeadsThere() {
        String engine = "package a; public class Engine { public void starts() { } }";
        String byName = "static Class<?> named(String name) throws Exception { return Class.forName(name); } @org";
        bench.main(engine).test(TEST.replace("@org", byName)).save();
        pass("a.Engine.starts", "a.MoneyTest.named");
        bench.index().settled();

        bench.main(engine.replace("{ }", "{ System.out.println(); }")).save();

        assertThat(only().reason()).isEqualTo(new Reason.Undecidable("what ran with it changed: Engine.starts()"));
    }

    @Test
    void saysWhereOthersMayHaveLeftSomethingIfAllThatIsReachedFromThereCounts() {
        String gears = "package a; public class Gears { public int teeth() { return 3; } }";
        String engine = "package a; public class Engine { static final Object[] KEPT = {null};"
                + " public void starts() { KEPT[0] = this; } public Object gears() { return new Gears(); } }";
        String byName = "static Class<?> named(String name) throws Exception { return Class.forName(name); } @org";
        bench.main(gears).main(engine).test(TEST.replace("@org", byName)).save();
        steps("a.MoneyTest.<init>", "a.MoneyTest.adds", "a.MoneyTest.named", "a.Engine.starts")
                .warm()
                .passes(bench.index(), asked());
        bench.index().settled();

        bench.main(gears.replace("3", "4")).save();

        assertThat(only().reason())
                .isEqualTo(new Reason.Undecidable(
                        "it ran after others and may use what they left in Engine, which reaches Gears"));
    }

    @Test
    void saysWhichPartChangedAndWhyNothingRuns() {
        pass();
        bench.index().settled();
        bench.main(MONEY.replace("amount + more", "amount - more")).save();
        assertThat(only().reason())
                .isEqualTo(new Reason.DependsOn(List.of("a.MoneyTest", "a.Money"), Optional.of("Money.add(int)")));

        bench.main(MONEY.replace("private final", "int second; private final")).save();
        assertThat(only().reason())
                .isEqualTo(new Reason.DependsOn(List.of("a.MoneyTest", "a.Money"), Optional.of("shape of Money")));

        bench.main(MONEY.replace("return new Rates().rate();", "return 1;")).save();
        assertThat(bench.staleNames()).isEmpty();
        assertThat(bench.index().edited()).containsExactly("Money.other()");
        assertThat(bench.index().unaffected(bench.testClass("a.MoneyTest")))
                .hasValueSatisfying(why -> assertThat(why.elements()).isGreaterThan(3))
                .hasValueSatisfying(why -> assertThat(why.alone()).isTrue());
    }

    private void pass(String... more) {
        Steps steps = steps("a.MoneyTest.<init>", "a.MoneyTest.adds", "a.Money.<init>", "a.Money.add");
        for (String name : more) {
            if (name.startsWith("a.")) {
                steps.ran(name);
            }
        }
        steps.passes(bench.index(), asked());
    }

    private Steps steps(String... ran) {
        return new Steps(Map.copyOf(bench.everything().written())).ran(ran);
    }

    private Selected only() {
        List<Selected> stale = bench.stale().tests();
        assertThat(stale).hasSize(1);
        return stale.get(0);
    }

    private Selected asked() {
        return bench.index()
                .of(List.of(bench.testClass("a.MoneyTest")), new Reason.Asked())
                .tests()
                .get(0);
    }
}
