package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestNameTest {

    @Test
    void aMethodIsCalledByItsDisplayName() {
        assertThat(TestName.of(Shop.roundsHalfUp().result())).isEqualTo("PriceTest › rounds half up");
        assertThat(TestName.java(Shop.roundsHalfUp().result())).isEqualTo("shop.PriceTest.roundsHalfUp");
    }

    @Test
    void aGeneratedDisplayNameIsTheMethod() {
        assertThat(TestName.of(test("[method:a()]", "shop.ATest", "a", "a()"))).isEqualTo("ATest › a");
        assertThat(TestName.of(test("[method:a(T)]", "shop.ATest", "a", "a(TestInfo)")))
                .isEqualTo("ATest › a");
        assertThat(TestName.of(test("[method:a()]", "shop.ATest", "a", "a thing (or two)")))
                .isEqualTo("ATest › a thing (or two)");
    }

    @Test
    void nestedClassesAreNamedFromTheOutside() {
        assertThat(TestName.of(test("[method:a()]", "shop.ATest$Inner$Deep", "a", "is deep")))
                .isEqualTo("ATest › Inner › Deep › is deep");
    }

    @Test
    void anInvocationIsNamedBehindItsMethod() {
        TestResult invocation =
                test("[test-template:a(int)]/[test-template-invocation:#2]", "shop.ATest", "a", "[2] 12.345");
        assertThat(TestName.of(invocation)).isEqualTo("ATest › a › [2] 12.345");
        assertThat(TestName.java(invocation)).isEqualTo("shop.ATest.a [2] 12.345");
        assertThat(TestName.of(test("[test-factory:a()]/[dynamic-test:#1]", "shop.ATest", "a", "one")))
                .isEqualTo("ATest › a › one");
    }

    @Test
    void aClassIsCalledByItsName() {
        TestResult whole =
                Shop.failingClass("shop.DbTest", Shop.thrown("a.B", "c")).result();
        assertThat(TestName.of(whole)).isEqualTo("DbTest");
        assertThat(TestName.java(whole)).isEqualTo("shop.DbTest");
    }

    @Test
    void aContainerOfInvocationsIsCalledByItsMethod() {
        TestResult test = test("[test-template:a(int)]", "shop.ATest", "a", "a(int)");
        TestResult container = new TestResult(
                test.id(),
                test.testClass(),
                test.className(),
                test.methodName(),
                test.displayName(),
                true,
                Status.FAILED,
                test.duration(),
                test.detail(),
                "",
                "");
        assertThat(TestName.of(container)).isEqualTo("ATest › a");
    }

    private static TestResult test(String end, String className, String method, String display) {
        String id = "[engine:junit-jupiter]/[class:" + className + "]/" + end;
        return Shop.result(id, className, Optional.of(method), display, Status.FAILED, Optional.empty(), "");
    }
}
