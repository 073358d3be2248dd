package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Index.TestMethod;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test class of three methods that runs, of which some things have changed, and of whose methods each has run by itself. */
abstract class MethodsOfMoney {

    static final String TEST = """
            package a;
            import org.junit.jupiter.api.*;
            class MoneyTest {
                @Test void adds() { new Money().add(2); }
                @Test void subs() { new Money().sub(2); }
                @Test void both() { new Money().add(2); new Money().sub(2); }
            }
            """;

    static final String MONEY = """
            package a;
            public class Money {
                public int add(int more) { return more + 1; }
                public int sub(int less) { return 1 - less; }
            }
            """;

    static final String MONEY_WITH_OTHER_ADD = MONEY.replace("more + 1", "1 + more");

    static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path root;

    Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench(root);
        bench.test(TEST).main(MONEY).save();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    void passAndSweep() {
        pass();
        assertThat(bench.index().unsweptMethods())
                .containsExactlyInAnyOrder(method("adds"), method("subs"), method("both"));
        sweep("adds");
        sweep("subs");
        sweep("both");
        assertThat(bench.index().unsweptMethods()).isEmpty();
    }

    void pass() {
        bench.index().record(selected(), all(), SECOND.multipliedBy(3), Optional.of(whole().footprint()));
    }

    static List<TestResult> all() {
        return List.of(passed("adds"), passed("subs"), passed("both"));
    }

    Steps whole() {
        return new Steps(bench.everything().written())
                .ran("a.MoneyTest.<init>")
                .method(id("adds"), "a.MoneyTest.adds", "a.Money.<init>", "a.Money.add")
                .method(id("subs"), "a.MoneyTest.subs", "a.Money.<init>", "a.Money.sub")
                .method(id("both"), "a.MoneyTest.both", "a.Money.<init>", "a.Money.add", "a.Money.sub");
    }

    void sweep(String method) {
        sweep(method, passed(method));
    }

    void sweep(String method, TestResult result) {
        bench.index()
                .recordSwept(
                        method(method),
                        selected(),
                        List.of(result),
                        Optional.of(alone(method).footprint()));
    }

    Steps alone(String method) {
        Steps steps = new Steps(bench.everything().written())
                .ran("a.MoneyTest.<init>", "a.MoneyTest." + method, "a.Money.<init>");
        if (!method.equals("subs")) {
            steps.ran("a.Money.add");
        }
        return method.equals("adds") ? steps : steps.ran("a.Money.sub");
    }

    void amend(TestResult... results) {
        Steps steps = new Steps(bench.everything().written()).ran("a.MoneyTest.<init>", "a.Money.<init>");
        for (TestResult result : results) {
            String method = result.methodName().orElseThrow();
            steps.method(id(method), "a.MoneyTest." + method, "a.Money.add");
        }
        bench.index().amend(selected(), List.of(results), Optional.of(steps.footprint()));
    }

    List<String> only() {
        return methods().orElse(List.of()).stream()
                .map(id -> id.substring(id.lastIndexOf(':') + 1, id.length() - 3))
                .toList();
    }

    /** Empty: all. */
    Optional<List<String>> methods() {
        return Optional.ofNullable(bench.index().methods(List.of(test())).get(test()));
    }

    Standing standing() {
        return bench.index().standing(test());
    }

    Selected selected() {
        return bench.index().of(List.of(test()), new Reason.Asked()).tests().get(0);
    }

    TestClass test() {
        return bench.testClass("a.MoneyTest");
    }

    TestMethod method(String name) {
        return new TestMethod(test(), id(name));
    }

    static String id(String method) {
        return "[engine:junit-jupiter]/[class:a.MoneyTest]/[method:" + method + "()]";
    }

    static TestResult passed(String method) {
        return result(method, Status.SUCCESSFUL);
    }

    static TestResult result(String method, Status status) {
        return result(method, status, SECOND);
    }

    static TestResult result(String method, Status status, Duration took) {
        return new TestResult(
                id(method),
                "a.MoneyTest",
                "a.MoneyTest",
                Optional.of(method),
                method + "()",
                false,
                status,
                took,
                Optional.empty(),
                "",
                "");
    }
}
