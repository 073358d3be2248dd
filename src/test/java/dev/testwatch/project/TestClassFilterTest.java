package dev.testwatch.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestClassFilterTest {

    @Nested
    class WithoutPatterns {

        private final TestClassFilter filter = new TestClassFilter(List.of(), List.of());

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "FooTest",
                    "com.acme.FooTest",
                    "com.acme.FooTests",
                    "com.acme.FooTestCase",
                    "com.acme.TestFoo"
                })
        void takesWhatSurefireTakes(String name) {
            assertThat(filter.matches(name)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"com.acme.Foo", "com.acme.FooIT", "com.acme.FooSpec", "com.test.Foo", "com.acme.FooTester"})
        void leavesOthers(String name) {
            assertThat(filter.matches(name)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"com.acme.FooTest$Inner", "com.acme.FooTest$1", "com.acme.Foo$InnerTest"})
        void leavesNestedClasses(String name) {
            assertThat(filter.matches(name)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "**/*Spec.java, com.acme.FooSpec",
        "**/*Spec.class, com.acme.FooSpec",
        "**/*Spec, com.acme.FooSpec",
        "*Spec, com.acme.FooSpec",
        "*Spec, FooSpec",
        "Foo?pec, com.acme.FooSpec",
        "com/acme/*.java, com.acme.FooSpec",
        "acme/*.java, com.acme.FooSpec",
        "com/**/FooSpec.java, com.acme.deep.er.FooSpec",
        "com/**/FooSpec.java, com.FooSpec",
        "com/acme/, com.acme.deep.FooSpec",
        "**, com.acme.FooSpec",
        "com.acme.FooSpec, com.acme.FooSpec",
        "com.acme.FooSpec.java, com.acme.FooSpec",
        "FooSpec, com.acme.FooSpec",
        "FooSpec.*, com.acme.FooSpec",
        "Foo*#bar*, com.acme.FooSpec",
        "Foo*#, com.acme.FooSpec",
        "#bar*, com.acme.FooSpec",
        "%ant[**/FooSpec.java], com.acme.FooSpec",
        "%ant[**/Foo*.java#bar*], com.acme.FooSpec",
        "%regex[com/acme/.*Spec\\.class], com.acme.FooSpec",
        "%regex[.*(Foo|Bar)Spec.*], com.acme.BarSpec",
        "%regex[.*Spec.class#bar.*], com.acme.FooSpec",
    })
    void includesAsWritten(String pattern, String name) {
        assertThat(new TestClassFilter(List.of(pattern), List.of()).matches(name))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "**/*Spec.java, com.acme.FooTest",
        "com/acme/*.java, com.acme.deep.FooSpec",
        "com/acme/*.java, org.com.other.FooSpec",
        "Foo?pec, com.acme.FooSSpec",
        "com.acme.FooSpec, org.acme.FooSpec",
        "fooSpec, com.acme.FooSpec",
        "FooSpec, com.acme.AFooSpec",
        "%ant[**/FooSpec.java], com.acme.BarSpec",
        "%regex[FooSpec.class], com.acme.FooSpec",
        "%regex[Foo, com.acme.Foo",
        "%regex[*], com.acme.Foo",
        "com.acme.*, com.acme.FooSpec",
    })
    void doesNotIncludeMore(String pattern, String name) {
        assertThat(new TestClassFilter(List.of(pattern), List.of()).matches(name))
                .isFalse();
    }

    @Test
    void excludesWinOverIncludes() {
        TestClassFilter filter = new TestClassFilter(List.of("**/*Test.java"), List.of("**/Slow*.java"));

        assertThat(filter.matches("com.acme.FastTest")).isTrue();
        assertThat(filter.matches("com.acme.SlowTest")).isFalse();
    }

    @Test
    void ownExcludesReplaceTheOneOfNestedClasses() {
        TestClassFilter filter = new TestClassFilter(List.of("**/*Test*"), List.of("**/Slow*"));

        assertThat(filter.matches("com.acme.FooTest$Inner")).isTrue();
    }

    @Test
    void anExclamationMarkExcludes() {
        TestClassFilter filter = new TestClassFilter(List.of("*Test", "!SlowTest"), List.of());

        assertThat(filter.matches("com.acme.FastTest")).isTrue();
        assertThat(filter.matches("com.acme.SlowTest")).isFalse();
    }

    @Test
    void onlyExclamationMarksIncludeAllOthers() {
        TestClassFilter filter = new TestClassFilter(List.of("!SlowTest"), List.of());

        assertThat(filter.matches("com.acme.Anything")).isTrue();
        assertThat(filter.matches("com.acme.SlowTest")).isFalse();
    }

    @Test
    void anEntryMayHoldSeveralPatterns() {
        TestClassFilter filter = new TestClassFilter(List.of("FooTest, BarTest ,!%regex[.*/b{1,2}/.*], "), List.of());

        assertThat(filter.matches("a.FooTest")).isTrue();
        assertThat(filter.matches("a.BarTest")).isTrue();
        assertThat(filter.matches("bb.BarTest")).isTrue();
        assertThat(filter.matches("a.bb.BarTest")).isFalse();
        assertThat(filter.matches("a.BazTest")).isFalse();
    }

    @Test
    void anExcludedMethodDoesNotExcludeItsClass() {
        TestClassFilter filter = new TestClassFilter(List.of("*Test"), List.of("FooTest#slow*"));

        assertThat(filter.matches("com.acme.FooTest")).isTrue();
    }

    @Test
    void saysWhichPatternsMakeNoSense() {
        TestClassFilter filter = new TestClassFilter(List.of("*Test", "%regex[(]"), List.of("%regex[x"));

        assertThat(filter.problems())
                .satisfiesExactly(first -> assertThat(first).startsWith("%regex[(]: "), second -> assertThat(second)
                        .isEqualTo("%regex[x lacks its closing bracket"));
    }
}
