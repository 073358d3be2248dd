package dev.testwatch.worker;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tests that a standby fork runs while it waits: they make JUnit load and the JVM compile what the user's tests
 * will need. Their outcomes mean nothing; some fail so that failing is warm too.
 */
final class WarmUp {

    @BeforeAll
    static void beforeAll() {}

    @AfterAll
    static void afterAll() {}

    @BeforeEach
    void beforeEach() {}

    @AfterEach
    void afterEach() {}

    @Test
    void succeeds() {
        assertEquals(4, 2 + 2);
        assertEquals("four", "fo" + "ur", "a message");
        assertTrue(Stream.of(1, 2, 3).map(String::valueOf).anyMatch("2"::equals));
    }

    @Test
    @Tag("warm")
    @DisplayName("asserts in several ways")
    void assertsInSeveralWays() {
        assertThrows(IllegalStateException.class, () -> {
            throw new IllegalStateException("expected");
        });
        assertAll(() -> assertNotNull(this), () -> assertArrayEquals(new int[] {1}, new int[] {1}));
    }

    @Test
    void printsAndIsToldAboutItself(TestInfo info) {
        OutputCapture.printLine(info.getDisplayName());
    }

    @Test
    void fails() {
        assertEquals("expected", "actual");
    }

    @Test
    void failsWithACause() {
        throw new IllegalStateException("outer", new IllegalArgumentException("inner"));
    }

    @Test
    void isAborted() {
        assumeTrue(false, "not today");
    }

    @Test
    @Disabled("never")
    void isSkipped() {}

    @RepeatedTest(3)
    void isRepeated() {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void takesValues(int value) {
        assertTrue(value > 0);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"a, 1", "b, 2"})
    void takesColumns(String text, int value) {
        assertNotNull(text + value);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void takesWhatAMethodMakes(String text) {
        assertNotNull(text);
    }

    static Stream<String> texts() {
        return Stream.of("a", "b");
    }

    @TestFactory
    Stream<DynamicTest> makesTests() {
        return Stream.of(dynamicTest("one", () -> {}), dynamicTest("two", () -> {}));
    }

    @Nested
    final class Inside {
        @BeforeEach
        void beforeEach() {}

        @Test
        void succeeds() {}
    }
}
