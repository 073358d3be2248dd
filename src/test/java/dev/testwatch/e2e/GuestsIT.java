package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jacoco.agent.rt.RT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recording beside others who change classes as they are loaded, and under engines that are not Jupiter: a coverage
 * agent that the user keeps, mocks of final classes and of static methods, JUnit 4, TestNG and jqwik.
 */
class GuestsIT {

    private static final String POM = Pom.of(
            "inn",
            Pom.test("org.junit.jupiter", "junit-jupiter", "5.12.2"),
            Pom.test("org.junit.vintage", "junit-vintage-engine", "5.12.2"),
            Pom.test("org.mockito", "mockito-core", "5.18.0"),
            Pom.test("net.jqwik", "jqwik", "1.9.2"),
            Pom.test("org.testng", "testng", "7.11.0"),
            Pom.test("org.junit.support", "testng-engine", "1.0.5"));

    private static final String BANK = """
            package inn;

            public final class Bank {
                public int rate() {
                    return 3;
                }

                public int twice(int amount) {
                    return amount * 2;
                }

                public static int half(int amount) {
                    return amount / 2;
                }
            }
            """;

    private static final String ACCOUNT = """
            package inn;

            public class Account {
                private final Bank bank;

                public Account(Bank bank) {
                    this.bank = bank;
                }

                public int interest(int amount) {
                    return amount * bank.rate() / 100;
                }
            }
            """;

    private static final String MOCKS = """
            package inn;

            import static org.junit.jupiter.api.Assertions.assertEquals;
            import static org.mockito.Mockito.mock;
            import static org.mockito.Mockito.mockStatic;
            import static org.mockito.Mockito.when;

            import org.junit.jupiter.api.Test;

            class MocksTest {
                @Test
                void ofAFinalClass() {
                    Bank bank = mock(Bank.class);
                    when(bank.rate()).thenReturn(10);
                    assertEquals(10, new Account(bank).interest(100));
                }

                @Test
                void ofAStaticMethod() {
                    try (var banks = mockStatic(Bank.class)) {
                        banks.when(() -> Bank.half(4)).thenReturn(3);
                        assertEquals(3, Bank.half(4));
                    }
                }
            }
            """;

    private static final String SPIES = """
            package inn;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import org.junit.jupiter.api.Test;
            import org.mockito.Mockito;

            class SpiesTest {
                @Test
                void callWhatIsThere() {
                    assertEquals(3, new Account(Mockito.spy(new Bank())).interest(100));
                }
            }
            """;

    private static final String FOUR = """
            package inn;

            import static org.junit.Assert.assertEquals;

            import org.junit.Test;

            public class FourTest {
                @Test
                public void half() {
                    assertEquals(2, Bank.half(4));
                }
            }
            """;

    private static final String NEXT = """
            package inn;

            import static org.testng.Assert.assertEquals;

            import org.testng.annotations.Test;

            public class NextTest {
                @Test
                public void rate() {
                    assertEquals(new Bank().rate(), 3);
                }
            }
            """;

    private static final String PROPERTY = """
            package inn;

            import net.jqwik.api.ForAll;
            import net.jqwik.api.Property;

            class PropertyTest {
                @Property
                boolean twice(@ForAll byte amount) {
                    return new Bank().twice(amount) == amount + amount;
                }
            }
            """;

    private static final String SILENT = """
            package inn;

            import org.junit.runner.Description;
            import org.junit.runner.RunWith;
            import org.junit.runner.Runner;
            import org.junit.runner.notification.RunNotifier;

            @RunWith(SilentTest.Silent.class)
            public class SilentTest {
                public static class Silent extends Runner {
                    private final Description of;
                    private final Description test;

                    public Silent(Class<?> of) {
                        this.of = Description.createSuiteDescription(of);
                        test = Description.createTestDescription(of, "quiet");
                        this.of.addChild(test);
                    }

                    @Override
                    public Description getDescription() {
                        return of;
                    }

                    @Override
                    public void run(RunNotifier notifier) {
                        notifier.fireTestStarted(test);
                        // notifier.fireTestFinished(test);
                    }
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void whatTheyExecuteIsSeen() throws IOException, URISyntaxException {
        Path root = Files.createDirectory(directory.resolve("inn")).toRealPath();
        write(root.resolve("pom.xml"), POM);
        Path bank = write(root.resolve("src/main/java/inn/Bank.java"), BANK);
        write(root.resolve("src/main/java/inn/Account.java"), ACCOUNT);
        Path tests = root.resolve("src/test/java/inn");
        write(tests.resolve("MocksTest.java"), MOCKS);
        write(tests.resolve("SpiesTest.java"), SPIES);
        write(tests.resolve("FourTest.java"), FOUR);
        write(tests.resolve("NextTest.java"), NEXT);
        write(tests.resolve("PropertyTest.java"), PROPERTY);
        String coverage = "-javaagent:" + coverageAgent() + "=destfile=" + directory.resolve("coverage.exec");
        try (Watch watch = Watch.start(root, "--sweep", "idle", "--jvm-arg=" + coverage)) {
            assertThat(watch.awaitGreenStart().finished("successful"))
                    .extracting(test -> test.text("class"))
                    .contains("inn.FourTest", "inn.MocksTest", "inn.NextTest", "inn.PropertyTest", "inn.SpiesTest");
            watch.await(
                    "the end of the sweep",
                    event -> event.is("message") && event.text("text").contains("run by themselves"));

            write(bank, BANK.replace("amount * 2", "amount + amount"));
            Cycle same = watch.awaitCycle(bank);
            assertThat(same.state()).isEqualTo("green");
            assertThat(same.classesRun()).containsExactly("inn.PropertyTest");

            write(bank, BANK.replace("amount / 2", "amount - 1"));
            Cycle half = watch.awaitCycle(bank);
            assertThat(half.state()).isEqualTo("red");
            assertThat(half.classesRun()).contains("inn.FourTest").doesNotContain("inn.NextTest", "inn.SpiesTest");

            write(bank, BANK.replace("return 3", "return 4"));
            Cycle rate = watch.awaitCycle(bank);
            assertThat(rate.state()).isEqualTo("red");
            assertThat(rate.classesRun())
                    .contains("inn.NextTest", "inn.SpiesTest")
                    .doesNotContain("inn.PropertyTest");
            assertThat(rate.finished("failed"))
                    .extracting(test -> test.text("class"))
                    .containsExactlyInAnyOrder("inn.NextTest", "inn.SpiesTest");

            write(bank, BANK);
            Cycle reverted = watch.awaitCycle(bank);
            assertThat(reverted.state()).isEqualTo("green");
        }
        assertThat(directory.resolve("coverage.exec")).exists();
    }

    @Test
    void aRunnerThatTellsOfNoEndLeavesOnlyItsOwnClassStale() throws IOException {
        Path root = Files.createDirectory(directory.resolve("inn")).toRealPath();
        write(root.resolve("pom.xml"), POM);
        Path bank = write(root.resolve("src/main/java/inn/Bank.java"), BANK);
        Path tests = root.resolve("src/test/java/inn");
        write(tests.resolve("FourTest.java"), FOUR);
        write(tests.resolve("NextTest.java"), NEXT);
        write(tests.resolve("SilentTest.java"), SILENT);
        try (Watch watch = Watch.start(root)) {
            Cycle start = watch.awaitRun();
            assertThat(start.state()).isEqualTo("incomplete");
            assertThat(start.verdict().number("stale")).isEqualTo(1);

            write(bank, BANK.replace("amount * 2", "amount + amount"));
            Cycle edited = watch.awaitCycle(bank);
            assertThat(edited.state()).isEqualTo("incomplete");
            assertThat(edited.classesRun()).contains("inn.SilentTest").doesNotContain("inn.FourTest");

            write(tests.resolve("SilentTest.java"), SILENT.replace("// ", ""));
            Cycle mended = watch.awaitCycle(tests.resolve("SilentTest.java"));
            assertThat(mended.state()).isEqualTo("green");
            assertThat(mended.classesRun()).contains("inn.SilentTest");
        }
    }

    private static Path coverageAgent() throws URISyntaxException {
        return Path.of(
                RT.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
