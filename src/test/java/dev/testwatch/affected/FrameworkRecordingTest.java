package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.worker.Message.How;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that start a framework which finds its classes by itself. */
class FrameworkRecordingTest {

    private static final String ANNOTATION =
            " @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)"
                    + " public @interface %s {}";

    private static final String BEAN = """
            package a;
            @org.springframework.stereotype.Service
            public class Bean {
                public int used() { return 1; }
                public int unused() { return 2; }
            }
            """;

    private static final String OTHER = """
            package a;
            @org.springframework.stereotype.Service
            public class Other {
                private int field;
                public int work() { return 3; }
            }
            """;

    private static final String TEST = """
            package a;
            @org.springframework.boot.test.context.SpringBootTest
            class AppTest {
                @org.junit.jupiter.api.Test void works() { }
            }
            """;

    @TempDir
    Path root;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench(root)
                .library("package org.springframework.stereotype;" + ANNOTATION.formatted("Service"))
                .library("package org.springframework.boot.test.context;" + ANNOTATION.formatted("SpringBootTest"))
                .library("package org.springframework.modulith.test;" + ANNOTATION.formatted("ApplicationModuleTest"))
                .library("package lib;" + ANNOTATION.formatted("Container"))
                .library("package com.tngtech.archunit.core.importer; public class ClassFileImporter {}")
                .main(BEAN)
                .main(OTHER)
                .test(TEST);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void codeThatATestDidNotExecuteAloneMayChangeThoughTheFrameworkCouldFindItsClass() {
        passes(alone());

        bench.main(BEAN.replace("return 2", "return 4"))
                .main(OTHER.replace("return 3", "return 5"))
                .save();

        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void codeThatATestExecutedDoesNot() {
        passes(alone());

        bench.main(BEAN.replace("return 1", "return 4")).save();

        assertThat(bench.staleNames()).containsExactly("AppTest");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            @org.springframework.stereotype.Service | ~~
            private int field;                      | private int field; private int more;
            public class Other {                    | public class Other implements Runnable { public void run() { }
            public int work()                       | @Deprecated public int work()
            """)
    void anyDeclarationThatTheFrameworkCouldHaveReadIsADependency(String before, String after) {
        passes(alone());

        bench.main(OTHER.replace(before, after)).save();

        assertThat(OTHER).contains(before);
        assertThat(bench.staleNames()).containsExactly("AppTest");
    }

    @Test
    void aConfigurationNestedInAnotherTestClassMayBeFoundToo() {
        String configuration = "package a; class OtherTest {"
                + " @org.springframework.stereotype.Service static class Configuration { %s } }";
        bench.test(configuration.formatted(""));
        passes(alone());

        bench.test(configuration.formatted("@Deprecated int more() { return 1; }"))
                .save();

        assertThat(bench.staleNames()).contains("AppTest");
    }

    @Test
    void whatIsDeclaredInAnotherTestClassIsNoneOfItsConcern() {
        bench.test("package a; class OtherTest { }");
        passes(alone());

        bench.test("package a; class OtherTest { @org.junit.jupiter.api.Test void more() { } }")
                .save();

        assertThat(bench.staleNames()).doesNotContain("AppTest");
    }

    @Test
    void aClassMoreMayBeFound() {
        passes(alone());

        bench.main("package a; @org.springframework.stereotype.Service public class Third { }")
                .save();

        assertThat(bench.staleNames()).containsExactly("AppTest");
    }

    @Test
    void afterOtherTestsNothingIsKnownYetSoThatItRunsByItselfInIdleTime() {
        passes(alone().warm());

        bench.main(OTHER.replace("return 3", "return 5")).save();
        assertThat(bench.staleNames()).containsExactly("AppTest");

        passes(alone().warm());
        assertThat(bench.index().unswept()).containsExactly(bench.testClass("a.AppTest"));
        passes(alone());
        assertThat(bench.index().unswept()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"lib.Container", "org.springframework.modulith.test.ApplicationModuleTest"})
    void ofAFrameworkThatMayLookAtCodeNothingIsEverKnown(String annotation) {
        bench.test(TEST.replace("org.springframework.boot.test.context.SpringBootTest", annotation));
        passes(alone());

        assertThat(bench.index().unswept()).isEmpty();
        assertChangedCodeSelectsIt();
    }

    /** A runner that is made in discovery runs code of its class before all others: no test class was ever swept. */
    @Test
    void thatSaysNothingOfATestClassThatWasOnlyFoundWithOneThatStartsIt() {
        bench.test(TEST.replace("org.springframework.boot.test.context.SpringBootTest", "lib.Container"))
                .test("package a; class PlainTest { @org.junit.jupiter.api.Test void works() { } }")
                .save();
        passes("a.PlainTest", plain().ran("a.AppTest.<init>").warm());

        assertThat(bench.index().unswept()).containsExactly(bench.testClass("a.PlainTest"));

        passes("a.PlainTest", plain());

        assertThat(bench.index().unswept()).isEmpty();
        bench.main(OTHER.replace("return 3", "return 5")).save();
        assertThat(bench.staleNames()).doesNotContain("PlainTest");
    }

    /** Engines that list classes to find their tests do so before all tests: no test class was ever swept. */
    @Test
    void norOfOneThatWasFoundWithOneThatLooksForClasses() {
        bench.test("package a; class PlainTest { @org.junit.jupiter.api.Test void works() { } }")
                .save();
        Path classes = root.resolve("app/target/classes");
        passes("a.PlainTest", plain().touched(classes, How.SCANNED).warm());

        assertThat(bench.index().unswept()).containsExactly(bench.testClass("a.PlainTest"));

        passes("a.PlainTest", plain().touched(classes, How.SCANNED));

        assertThat(bench.index().unswept())
                .as("it does so by itself, too: nothing more is to be known")
                .isEmpty();
    }

    private Steps plain() {
        return new Steps(Map.copyOf(bench.everything().written())).ran("a.PlainTest.<init>", "a.PlainTest.works");
    }

    @Test
    void norIfAFrameworkOnTheClassPathMayLookAtCode() {
        bench.jars("spring-modulith-core-1.4.jar");
        passes(alone());

        assertChangedCodeSelectsIt();
    }

    @Test
    void norIfTheTestItselfLooksForClasses() {
        bench.test(TEST.replace(
                "void works() { }", "void works() { new com.tngtech.archunit.core.importer.ClassFileImporter(); }"));
        passes(alone());

        assertChangedCodeSelectsIt();
    }

    @Test
    void anAnonymousSubclassOfWhatAFrameworkManagesIsNoTestThatStartsIt() {
        bench.main(BEAN.replace("org.springframework.stereotype.Service", "lib.Container"))
                .test(TEST.replace("@org.springframework.boot.test.context.SpringBootTest", "")
                        .replace("void works() { }", "void works() { new Bean() { }.used(); }"))
                .save();
        passes(new Steps(Map.copyOf(bench.everything().written()))
                .ran("a.AppTest.<init>", "a.AppTest.works", "a.AppTest$1.<init>", "a.Bean.<init>", "a.Bean.used"));

        bench.main(OTHER.replace("return 3", "return 5"))
                .main(BEAN.replace("org.springframework.stereotype.Service", "lib.Container")
                        .replace("return 2", "return 4"))
                .save();

        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void aClassThatHasItsPersistenceContextInjectedStartsNone() {
        bench.library("package jakarta.persistence;" + ANNOTATION.formatted("PersistenceContext"))
                .main(BEAN.replace(
                        "public int unused", "@jakarta.persistence.PersistenceContext Object o; public int unused"));
        passes(alone());

        bench.main(OTHER.replace("return 3", "return 5")).save();

        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void norWhereNobodyHearsOfFiles() {
        passes(alone().blind());

        assertChangedCodeSelectsIt();
    }

    private void assertChangedCodeSelectsIt() {
        bench.main(OTHER.replace("return 3", "return 5")).save();

        assertThat(bench.staleNames()).containsExactly("AppTest");
    }

    /** What the test does by itself: the framework lists the directories of classes, and makes a bean. */
    private Steps alone() {
        bench.save();
        return new Steps(Map.copyOf(bench.everything().written()))
                .ran("a.AppTest.<init>", "a.AppTest.works", "a.Bean.<init>", "a.Bean.used")
                .touched(root.resolve("app/target/classes"), How.SCANNED);
    }

    private void passes(Steps steps) {
        passes("a.AppTest", steps);
    }

    private void passes(String test, Steps steps) {
        Selected asked = bench.index()
                .of(List.of(bench.testClass(test)), new Reason.Asked())
                .tests()
                .get(0);
        steps.passes(bench.index(), asked);
    }
}
