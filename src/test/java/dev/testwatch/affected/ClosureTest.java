package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import dev.testwatch.worker.Message.How;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another test did before in the same JVM counts for all who would have done it themselves. */
class ClosureTest {

    private static final String TEST = "package a; class ATest { @org.junit.jupiter.api.Test void t() { %s } }";

    @TempDir
    Path root;

    private Workbench bench;

    private boolean recorded;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatRanWhileAClassThatItUsesWasInitialised() {
        open("A.get();", "package a; class A { static final int X = B.two(); static int get() { return X; } }");
        save("package a; class B { static int two() { return 2; } static int three() { return 3; } }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.get").initialised("a.A", "a.B.two"));

        save("package a; class B { static int two() { return 2; } static int three() { return 4; } }");
        assertFresh();
        save("package a; class B { static int two() { return 1; } static int three() { return 3; } }");
        assertStale();
    }

    @Test
    void theInitialiserOfASuperclass() {
        open("new A();", "package a; class A extends P { }");
        save("package a; class P { static final Integer X = 1; }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.<init>", "a.P.<init>").initialised("a.P"));

        save("package a; class P { static final Integer X = 2; }");
        assertStale();
    }

    @Test
    void noInitialiserOfAClassThatNobodyHasInitialised() {
        open("new A().m(false);", "package a; class A { void m(boolean b) { if (b) B.m(); } }");
        save("package a; class B { static final Integer X = 1; static void m() { } }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.<init>", "a.A.m"));

        save("package a; class B { static final Integer X = 2; static void m() { } }");
        assertFresh();
    }

    @Test
    void whatRanWhileAStaticFieldWasWritten() {
        open(
                "A.get();",
                "package a; class A { static String s; static String get() { if (s == null) fill(); return s; }"
                        + " static void fill() { s = new B().two(); } }");
        save("package a; class B { String two() { return \"2\"; } }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.get")
                .written("a.A.fill", "a.B.<init>", "a.B.two")
                .warm());

        save("package a; class B { String two() { return \"3\"; } }");
        assertStale();
    }

    @Test
    void theConstantsOfAnEnum() {
        open("A.ONE.name();", "package a; enum A { ONE; }");
        pass(steps("a.ATest.<init>", "a.ATest.t").initialised("a.A", "a.A.<init>", "a.A.$values"));

        save("package a; enum A { ZERO, ONE; }");
        assertStale();
    }

    @Test
    void everythingThatACacheMayHaveBeenFilledBy() {
        open(
                "A.get();",
                "package a; import java.util.*; class A { static final Map<String, B> M = new HashMap<>();"
                        + " static B get() { return M.computeIfAbsent(\"b\", k -> B.load()); } }");
        save("package a; class B { static B load() { return new C().b(); } }");
        save("package a; class C { B b() { return new B(); } }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.get").initialised("a.A").warm());

        save("package a; class C { B b() { return null; } }");
        assertStale();
    }

    @Test
    void nothingMoreThanItRanIfItRanAlone() {
        open(
                "A.get();",
                "package a; import java.util.*; class A { static final Map<String, B> M = new HashMap<>();"
                        + " static B get() { return M.get(\"b\"); } }");
        save("package a; class B { static B load() { return new C().b(); } }");
        save("package a; class C { B b() { return new B(); } }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.get").initialised("a.A"));

        save("package a; class C { B b() { return null; } }");
        assertFresh();
    }

    @Test
    void nothingMoreForAFieldThatHoldsWhatNeverChanges() {
        open(
                "A.get();",
                "package a; class A { static final V X = new V(1); static V get() { return X; }"
                        + " static void o() { new C().b(); } }");
        save("package a; class V { final int x; V(int x) { this.x = x; } }");
        save("package a; class C { void b() { } }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.get")
                .initialised("a.A", "a.V.<init>")
                .warm());

        save("package a; class C { void b() { System.gc(); } }");
        assertFresh();
        save("package a; class V { final int x; V(int x) { this.x = -x; } }");
        assertStale();
    }

    @Test
    void aSupertypesNewDefaultMethodAndASubclassesNewOverride() {
        open("new A().m();", "package a; class A implements I { void m() { } }");
        save("package a; interface I { }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.<init>", "a.A.m"));

        save("package a; interface I { default int x() { return 1; } }");
        assertStale();
    }

    @Test
    void theClassesNestedInTheTest() {
        open("class N { }", "package a; class A { }");
        pass(steps("a.ATest.<init>", "a.ATest.t"));
        bench.test("package a; class ATest { @org.junit.jupiter.api.Test void t() { class N { } }"
                        + " @org.junit.jupiter.api.Nested class M { @org.junit.jupiter.api.Test void u() { } } }")
                .save();
        assertStale();
    }

    @Test
    void theAnnotationsOfItsAnnotations() {
        String annotation =
                "package a; import java.lang.annotation.*; @Retention(RetentionPolicy.RUNTIME) @interface %s { }";
        bench = new Workbench(root);
        bench.test("package a; class ATest { @Slow @org.junit.jupiter.api.Test void t() { } }");
        bench.main(annotation.formatted("Slow").replace("@R", "@Big @R"))
                .main(annotation.formatted("Big"))
                .save();
        pass(steps("a.ATest.<init>", "a.ATest.t"));

        save(annotation.formatted("Big").replace("@R", "@Deprecated @R"));
        assertStale();
    }

    @Test
    void noRecordingWhereAClassDoesWhatNobodyCanFollow() {
        open(
                "A.run();",
                "package a; class A { static void run() throws RuntimeException {"
                        + " new ProcessBuilder(\"x\").command(); } static void o() { new B(); } }");
        save("package a; class B { }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.run"));

        save("package a; class B { int x; }");
        assertStale();
    }

    @Test
    void aTestThatHandsItselfToALibrarysExtensionHasNoRecording() {
        extended("class E extends lib.SomeExtension { }");

        save("package a; class A { static void m() { } static void o() { System.gc(); } }");
        assertStale();
    }

    @Test
    void anExtensionOfTheProjectsOwnIsCodeLikeAnyOther() {
        extended("class E implements org.junit.jupiter.api.extension.Extension { }");

        save("package a; class A { static void m() { } static void o() { System.gc(); } }");
        assertFresh();

        save("package a; class A { static void m() { System.gc(); } static void o() { } }");
        assertStale();
    }

    private void extended(String extension) {
        bench = new Workbench(root);
        bench.library(
                "package lib; public class SomeExtension implements org.junit.jupiter.api.extension.Extension { }");
        bench.main("package a; class A { static void m() { } static void o() { } }");
        bench.test("package a; " + extension);
        bench.test("package a; @org.junit.jupiter.api.extension.ExtendWith(E.class) class ATest {"
                        + " @org.junit.jupiter.api.Test void t() { A.m(); } }")
                .save();
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.m"));
    }

    @Test
    void theClassOfTheModuleThatTheTestSees() {
        bench = new Workbench(root, "one", "two");
        bench.main("one", "package a; public class A { public void m() { } public void o() { } }");
        bench.main("two", "package b; public class B { }");
        bench.test("one", TEST.formatted("new A().m();")).save();
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.<init>", "a.A.m"));

        bench.main("one", "package a; public class A { public void m() { } public void o() { System.gc(); } }")
                .save();
        assertFresh();
        bench.main("two", "package a; public class A { public void m() { } }").save();
        assertStale();
    }

    @Test
    void noMethodMoreOfAClassAtWhichNobodyHasLooked() {
        open("new A();", "package a; class A { }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.<init>").othersTouched(Path.of("a.B"), How.MEMBERS));

        save("package a; class A { int m() { return 1; } }");
        assertFresh();
    }

    @Test
    void aMethodMoreOfAClassAtWhichSomebodyElseHasLooked() {
        open("new A();", "package a; class A { }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.<init>").othersTouched(Path.of("a.A"), How.MEMBERS));

        save("package a; class A { int m() { return 1; } }");
        assertStale();
    }

    @Test
    void aMethodMoreWhereNobodyHearsOfFiles() {
        open("new A();", "package a; class A { }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.<init>").blind());

        save("package a; class A { private void m() { } }");
        assertStale();
    }

    @Test
    void aMethodMoreWhereNobodyHearsWhoLooksAtMembers() {
        open("new A();", "package a; class A { }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.<init>").othersTouched(Path.of(""), How.MEMBERS));

        save("package a; class A { private void m() { } }");
        assertStale();
    }

    @Test
    void aMethodMoreWhereALibraryMayLookAtClassFiles() {
        String code = "package a; class A { static void m() { lib.L.l(); } %s }";
        open("A.m();", code.formatted(""));
        bench.library("package lib; public class L { public static void l() { } }");
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.m"));
        save(code.formatted("private void n() { }"));
        assertStale();
    }

    @Test
    void aClassFileThatNobodyCanReadStandsForAllThatItReaches() {
        open("A.m();", "package a; class A { static void m() { } static void o() { new U().u(); } }");
        save("package a; class U { void u() { new B().b(); } }");
        save("package a; class B { void b() { } }");
        bench.save();
        byte[] bytes = bench.everything().written().get(bench.className("a.U")).clone();
        bytes[7] = 127; // a version of the far future
        bench.index().update(output("a.U", bytes));
        pass(steps("a.ATest.<init>", "a.ATest.t", "a.A.m"));

        save("package a; class B { void b() { System.gc(); } }");
        assertStale();
    }

    private Output output(String name, byte[] bytes) {
        return new Output(Map.of(bench.className(name), bytes), Set.of(), Resources.NONE);
    }

    private void open(String test, String main) {
        bench = new Workbench(root);
        bench.test(TEST.formatted(test)).main(main);
    }

    /** Writes a source; once there is a recording, brings the index up to date too. */
    private void save(String source) {
        bench.main(source);
        if (recorded) {
            bench.save();
        }
    }

    private Steps steps(String... ran) {
        bench.save();
        return new Steps(Map.copyOf(bench.everything().written())).ran(ran);
    }

    private void pass(Steps steps) {
        Selected selected = bench.index()
                .of(bench.index().testClasses(), new Reason.Asked())
                .tests()
                .get(0);
        steps.passes(bench.index(), selected);
        recorded = true;
    }

    private void assertFresh() {
        assertThat(bench.staleNames()).isEmpty();
    }

    private void assertStale() {
        assertThat(bench.staleNames()).isEqualTo(Set.of("ATest"));
    }
}
