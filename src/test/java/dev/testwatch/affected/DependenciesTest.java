package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reaches whom: each rule with real class files. */
class DependenciesTest {

    @TempDir
    Path root;

    private Workbench bench;

    @BeforeEach
    void aClassAndATestThatHaveNothingToDoWithTheRest() {
        bench = new Workbench(root)
                .main("package a; public class Other {}")
                .test("package a; class OtherTest { Object o = new Other(); }")
                .library("package org.springframework.stereotype; import java.lang.annotation.*;"
                        + " @Retention(RetentionPolicy.RUNTIME) public @interface Service {}")
                .library("package org.springframework.boot.test.context; import java.lang.annotation.*;"
                        + " @Retention(RetentionPolicy.RUNTIME) public @interface SpringBootTest {}");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** How a test can use {@code Used}: what is meant, and the code. */
    private static final String USES = """
            a new object        | Object o = new Used();
            a static call       | int i = Used.call();
            a static field      | int i = Used.field;
            a class literal     | Class<?> c = Used.class;
            an array            | Object o = new Used[0];
            an array of arrays  | Used[][] o;
            a field's type      | Used used;
            a type argument     | java.util.List<Used> list;
            a wildcard          | java.util.Map<String, ? extends java.util.List<Used>> map;
            a parameter         | void m(int i, Used used) {}
            a result            | Used m() { return null; }
            an exception        | void m() throws Used.Problem {}
            a caught exception  | void m() { try { call(); } catch (Used.Problem p) { } } void call() throws Used.Problem {}
            a cast              | void m(Object o) { ((Used) o).hashCode(); }
            an instanceof       | boolean m(Object o) { return o instanceof Used; }
            a method reference  | java.util.function.Supplier<Object> s = Used::new;
            a lambda            | Runnable r = () -> Used.call();
            an annotation       | @Used.Note void m() {}
            a class in an annotation | @Used.Names(Used.class) void m() {}
            a nested class      | Object o = new Used.Nested();
            an anonymous class  | Object o = new Object() { int i = Used.call(); };
            an own nested class | class Inner { int i = Used.call(); }
            a type variable     | <T extends Used> void m(T t) {}
            reflection          | Object m() throws Exception { return Class.forName("a.Used").newInstance(); }
            an array's name     | Object m() throws Exception { return Class.forName("[La.Used;"); }
            a path to its file  | Object m() { return getClass().getResource("/a/Used.class"); }
            a string in an annotation | @Source("a.Used#all") void m() {}
            a string with more  | String s = "class a.Used, a.Other";
            """;

    @Test
    void aUseOfAnyKindIsADependency() {
        String used = """
                package a;
                public class Used {
                    public static int field = 1;
                    public static int call() { return 1; }
                    public static class Problem extends Exception {}
                    public @interface Note {}
                    public @interface Names { Class<?> value(); }
                    public static class Nested {}
                }
                """;
        Map<String, String> kinds = new TreeMap<>();
        for (String line : USES.lines().toList()) {
            String[] kindAndUse = line.split("\\|", 2);
            String name = "Use" + kinds.size() + "Test";
            kinds.put(name, kindAndUse[0].strip());
            bench.test("package a; class " + name + " { " + kindAndUse[1] + " @interface Source { String value(); } }");
        }
        bench.main(used).save().run();

        bench.main(used.replace("return 1", "return 2")).save();

        assertThat(bench.staleNames().stream().map(kinds::get)).containsExactlyElementsOf(kinds.values());
    }

    @Test
    void superclassesInterfacesAndDefaultMethodsAreDependencies() {
        bench.main("package a; public interface Top { default int d() { return 1; } }")
                .main("package a; public class Base implements Top {}")
                .main("package a; public class Leaf extends Base {}")
                .test("package a; class LeafTest { int i = new Leaf().d(); }")
                .save()
                .run();

        bench.main("package a; public interface Top { default int d() { return 2; } }")
                .save();

        assertThat(bench.staleNames()).containsExactly("LeafTest");
        assertThat(reason("LeafTest"))
                .isEqualTo(new Reason.DependsOn(List.of("a.LeafTest", "a.Leaf", "a.Base", "a.Top")));
    }

    @Test
    void aSealedTypeDependsOnItsSubclasses() {
        bench.main("package a; public sealed interface Shape permits Circle {}")
                .main("package a; public final class Circle implements Shape { int r() { return 1; } }")
                .test("package a; class ShapeTest { Shape shape; }")
                .save()
                .run();

        bench.main("package a; public final class Circle implements Shape { int r() { return 2; } }")
                .save();

        assertThat(bench.staleNames()).containsExactly("ShapeTest");
    }

    @Test
    void aClassThatComesOrGoesUnderANameThatIsUsedIsAChange() {
        bench.test("package a; class NameTest { String s = \"a.Late\"; }")
                .save()
                .run();

        bench.main("package a; public class Late {}").save();
        assertThat(bench.staleNames()).containsExactly("NameTest");
        assertThat(reason("NameTest")).isEqualTo(new Reason.DependsOn(List.of("a.NameTest", "a.Late")));

        bench.run().main("package a; public class Late { int more; }").save().run();
        bench.delete("src/main/java/a/Late.java").save();
        assertThat(bench.staleNames()).isEmpty(); // as it was at the beginning
    }

    @Test
    void aGoneClassIsTheEndOfThePath() {
        bench.main("package a; public class Late {}")
                .test("package a; class NameTest { String s = \"a.Late\"; }")
                .save()
                .run();

        bench.delete("src/main/java/a/Late.java").save();

        assertThat(reason("NameTest")).isEqualTo(new Reason.DependsOn(List.of("a.NameTest", "a.Late")));
    }

    @Test
    void aClassWithoutPackageIsFoundByItsName() {
        bench.main("public class Plain { int i = 1; }")
                .test("package a; class NameTest { Object m() throws Exception { return Class.forName(\"Plain\"); } }")
                .save()
                .run();

        bench.main("public class Plain { int i = 2; }").save();

        assertThat(bench.staleNames()).containsExactly("NameTest");
    }

    @Test
    void aClassThatNobodyNamesIsReachedThroughItsSupertypes() {
        bench.main("package a; public interface Plugin { int run(); }")
                .main("package a; public abstract class Base implements Plugin {}")
                .main("package a; public class Hidden extends Base { public int run() { return 1; } }")
                .main("package a; public class Hidden2 extends Base { public int run() { return 1; }"
                        + " Object o = new Object() { int x = 1; }; }")
                .test("package a; class PluginTest { Plugin plugin; }")
                .save()
                .run();

        bench.main("package a; public class Hidden extends Base { public int run() { return 2; } }")
                .save();

        assertThat(bench.staleNames()).containsExactly("PluginTest");
    }

    @Test
    void aClassThatSomebodyMakesIsNotReachedThroughItsSupertypes() {
        bench.main("package a; public interface Plugin { int run(); }")
                .main("package a; public class Known implements Plugin { public int run() { return 1; }"
                        + " static Plugin inner = new Plugin() { public int run() { return 1; } }; }")
                .test("package a; class PluginTest { Plugin plugin; }")
                .test("package a; class KnownTest { Object o = new Known(); }")
                .save()
                .run();

        bench.main("package a; public class Known implements Plugin { public int run() { return 2; }"
                        + " static Plugin inner = new Plugin() { public int run() { return 2; } }; }")
                .save();

        assertThat(bench.staleNames()).containsExactly("KnownTest");
    }

    @Test
    void whoLoadsByNameReachesAllSubtypesOfWhatItNames() {
        String plugin = "package a; public class OnePlugin implements Plugin { public int run() { return %s; } }";
        bench.main("package a; public interface Plugin { int run(); }")
                .main(plugin.formatted(1))
                .main("package a; public class Plugins { public Plugin load(String n) throws Exception {"
                        + " return (Plugin) Class.forName(\"a.\" + n + \"Plugin\").getConstructor().newInstance(); } }")
                .test("package a; class OnePluginTest { Object o = new OnePlugin(); }")
                .test("package a; class PluginsTest { Object o = new Plugins(); }")
                .save()
                .run();

        bench.main(plugin.formatted(2)).save();

        assertThat(bench.staleNames()).containsExactly("OnePluginTest", "PluginsTest");
    }

    @Test
    void aFrameworkTestDependsOnAllManagedClasses() {
        String bean = "package a; @org.springframework.stereotype.Service public class Bean { int i = %s; }";
        bench.main(bean.formatted(1))
                .main("package a; public class Plain { int i = 1; }")
                .test("package a; @org.springframework.boot.test.context.SpringBootTest class AppTest {}")
                .test("package a; abstract @org.springframework.boot.test.context.SpringBootTest class Base {}")
                .test("package a; class InheritingTest extends Base {}")
                .test(
                        "package a; class OuterTest { @org.springframework.boot.test.context.SpringBootTest class In {} }")
                .save()
                .run();

        bench.main(bean.formatted(2)).save();
        assertThat(bench.staleNames()).containsExactly("AppTest", "InheritingTest", "OuterTest");
        assertThat(reason("AppTest")).isEqualTo(new Reason.DependsOn(List.of("a.AppTest", "a.Bean")));

        bench.run().main("package a; public class Plain { int i = 2; }").save();
        assertThat(bench.staleNames()).isEmpty();
    }

    @Test
    void annotationsOfTheProjectCountForWhatTheyBear() {
        bench.main("package a; import java.lang.annotation.*; @Retention(RetentionPolicy.RUNTIME)"
                        + " @org.springframework.stereotype.Service public @interface UseCase {}")
                .main("package a; @UseCase public class Bean { int i = 1; }")
                .test("package a; import java.lang.annotation.*; @Retention(RetentionPolicy.RUNTIME)"
                        + " @org.springframework.boot.test.context.SpringBootTest @interface Big {}")
                .test("package a; import java.lang.annotation.*; @Retention(RetentionPolicy.RUNTIME)"
                        + " @org.junit.jupiter.api.Tag(\"slow\") @interface Slow {}")
                .test("package a; @Big class BigTest {}")
                .test("package a; @Slow class SlowTest {}")
                .save()
                .run();

        bench.main("package a; @UseCase public class Bean { int i = 2; }").save();

        assertThat(bench.staleNames()).containsExactly("BigTest");
    }

    @Test
    void extensionsMakeAFrameworkTestUnlessTheyAreKnownToBeHarmless() {
        String bean = "package a; @org.springframework.stereotype.Service public class Bean { int i = %s; }";
        bench.library("package org.mockito.junit.jupiter; public class MockitoExtension"
                        + " implements org.junit.jupiter.api.extension.Extension {}")
                .library(
                        "package lib; public class SomeExtension implements org.junit.jupiter.api.extension.Extension {}")
                .main(bean.formatted(1))
                .test("package a; import org.junit.jupiter.api.extension.*;"
                        + " @ExtendWith(org.mockito.junit.jupiter.MockitoExtension.class) class MockTest {}")
                .test("package a; import org.junit.jupiter.api.extension.*;"
                        + " @ExtendWith(lib.SomeExtension.class) class ExtendedTest {}")
                .test("package a; import org.junit.jupiter.api.extension.*; @Extensions({"
                        + "@ExtendWith(org.mockito.junit.jupiter.MockitoExtension.class),"
                        + "@ExtendWith(lib.SomeExtension.class)}) class TwiceTest {}")
                .test("package a; class Own implements org.junit.jupiter.api.extension.BeforeEachCallback {"
                        + " public void beforeEach(org.junit.jupiter.api.extension.ExtensionContext c) { } }")
                .test("package a; class OwnOfALibrarys extends lib.SomeExtension { }")
                .test("package a; import org.junit.jupiter.api.extension.*; @ExtendWith(Own.class) class OwnTest {}")
                .test("package a; import org.junit.jupiter.api.extension.*;"
                        + " @ExtendWith(OwnOfALibrarys.class) class OwnExtendedTest {}")
                .test("package a; @org.junit.jupiter.api.DisplayName(\"plain\") class PlainTest {}")
                .save()
                .run();

        bench.main(bean.formatted(2)).save();

        assertThat(bench.staleNames()).containsExactly("ExtendedTest", "OwnExtendedTest", "TwiceTest");
    }

    @Test
    void annotationsThatChangeAPropertyForATestMakeNoFrameworkTest() {
        String bean = "package a; @org.springframework.stereotype.Service public class Bean { int i = %s; }";
        String visible = "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) ";
        bench.library("package org.junitpioneer.jupiter; " + visible + "public @interface DefaultLocale {}")
                .library("package org.mockito.junit.jupiter; " + visible + "public @interface MockitoSettings {}")
                .library("package lib; " + visible + "public @interface Container {}")
                .main(bean.formatted(1))
                .test("package a; @org.junitpioneer.jupiter.DefaultLocale class LocaleTest {}")
                .test("package a; @org.mockito.junit.jupiter.MockitoSettings class MockTest {}")
                .test("package a; @lib.Container class ContainerTest {}")
                .save()
                .run();

        bench.main(bean.formatted(2)).save();

        assertThat(bench.staleNames()).containsExactly("ContainerTest");
    }

    @Test
    void whoStartsAContainerDependsOnAllManagedClasses() {
        String bean = "package a; @org.springframework.stereotype.Service public class Bean { int i = %s; }";
        bench.library(
                        "package org.springframework.boot; public class SpringApplication { public static void run() {} }")
                .main(bean.formatted(1))
                .main("package a; public class App { public static void main(String[] a) {"
                        + " org.springframework.boot.SpringApplication.run(); } }")
                .test("package a; class AppTest { void m() { App.main(null); } }")
                .save()
                .run();

        bench.main(bean.formatted(2)).save();

        assertThat(bench.staleNames()).containsExactly("AppTest");
    }

    @Test
    void aTestThatScansClassesDependsOnAllOfThem() {
        bench.library("package com.tngtech.archunit.core; public class ClassFileImporter {}")
                .main("package a; public class Lonely { int i = 1; }")
                .test("package a; class ArchTest { Object o = new com.tngtech.archunit.core.ClassFileImporter(); }")
                .save()
                .run();

        bench.main("package a; public class Lonely { int i = 2; }").save();

        assertThat(bench.staleNames()).containsExactly("ArchTest");
        assertThat(reason("ArchTest")).isEqualTo(new Reason.Undecidable("scans classes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "getClass().getResource(\"\")",
                "getClass().getResource(\"/\")",
                "ClassLoader.getSystemResource(\".\")",
                "getClass().getResource(a == null ? \"\" : \"a.txt\")",
                "getClass().getResource(b(\"\"))",
                "getClass().getResource(new StringBuilder(a).append(\"/\").toString())",
                "((java.util.function.Function<String, Object>) getClass()::getResource).apply(\"\")",
            })
    void aTestThatMayAskForThePlaceWhereClassesLieDependsOnAllOfThem(String asks) {
        bench.main("package a; public class Lonely { int i = 1; }")
                .test(asking(asks))
                .save()
                .run();

        bench.main("package a; public class Lonely { int i = 2; }").save();

        assertThat(bench.staleNames()).containsExactly("AskTest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "getClass().getResource(\"a.txt\") + b(\"\")",
                "getClass().getResource(a.startsWith(\"/\") ? a : \"x\" + a)",
                "getClass().getResource(new StringBuilder(a).append(a == null ? a : \"\").toString())",
                "getClass().getResource(a.replace(\"x\", \"\"))",
                "b(\"\")",
            })
    void aStringThatIsOnlyLookedForInANameIsNoPlaceWhereClassesLie(String asks) {
        bench.main("package a; public class Lonely { int i = 1; }")
                .test(asking(asks))
                .save()
                .run();

        bench.main("package a; public class Lonely { int i = 2; }").save();

        assertThat(bench.staleNames()).isEmpty();
    }

    private static String asking(String asks) {
        return "package a; class AskTest { String a; String b(String c) { return c; } Object m() { return " + asks
                + "; } }";
    }

    @Test
    void aTestThatStartsAnotherJvmWithItsClassPathDependsOnAllClasses() {
        bench.main("package a; public class Lonely { int i = 1; }")
                .test("package a; class ForkTest { void m() throws Exception { new ProcessBuilder(\"java\", \"-cp\","
                        + " System.getProperty(\"java.class.path\"), \"a.\" + getClass()).start(); } }")
                .test("package a; class LsTest { void m() throws Exception { new ProcessBuilder(\"ls\").start(); } }")
                .save()
                .run();

        bench.main("package a; public class Lonely { int i = 2; }").save();

        assertThat(bench.staleNames()).containsExactly("ForkTest");
    }

    @Test
    void otherModulesOnTheClassPathCount() {
        bench.close();
        bench = new Workbench(root.resolve("multi"), "core", "web")
                .main("core", "package a; public class Money { public int i = 1; }")
                .main("core", "package a; @org.springframework.stereotype.Service public class Bean { int i = 1; }")
                .test("core", "package a; class MoneyTest { Money money; }")
                .test("web", "package w; class PageTest { a.Money money; }")
                .test("web", "package w; @org.springframework.boot.test.context.SpringBootTest class WebTest { }")
                .test("web", "package w; class LonelyTest { }")
                .library("package org.springframework.stereotype; import java.lang.annotation.*;"
                        + " @Retention(RetentionPolicy.RUNTIME) public @interface Service {}")
                .library("package org.springframework.boot.test.context; import java.lang.annotation.*;"
                        + " @Retention(RetentionPolicy.RUNTIME) public @interface SpringBootTest {}")
                .save()
                .run();

        bench.main("core", "package a; public class Money { public int i = 2; }")
                .save();
        assertThat(bench.staleNames()).containsExactly("MoneyTest", "PageTest");
        bench.run()
                .main("core", "package a; @org.springframework.stereotype.Service public class Bean { int i = 2; }")
                .save();
        assertThat(bench.staleNames()).containsExactly("WebTest");
        bench.run().resource("application.properties", "a=1").save();
        assertThat(bench.staleNames()).containsExactly("LonelyTest", "MoneyTest", "PageTest", "WebTest");
    }

    @Test
    void aNewerOrDamagedClassFileIsTakenForWhatItMayBe() {
        bench.main("package a; public class Used { int i = 1; }")
                .test("package a; class ATest { Used used; }")
                .save()
                .run();
        byte[] newer =
                bench.everything().written().get(bench.className("a.ATest")).clone();
        newer[7] = 127;
        update("a.ATest", newer);
        assertThat(bench.staleNames()).containsExactly("ATest");
        bench.run().main("package a; public class Used { int i = 2; }");
        bench.index().update(onlyWritten(bench.publish(), "a.Used"));
        assertThat(bench.staleNames()).contains("ATest");

        bench.run();
        update("a.ATest", new byte[] {1, 2, 3});
        bench.run().main("package a; public class Other { int i = 3; }");
        bench.index().update(onlyWritten(bench.publish(), "a.Other"));
        assertThat(bench.staleNames()).containsExactly("ATest", "OtherTest");
    }

    private void update(String name, byte[] bytes) {
        bench.index().update(new Output(Map.of(bench.className(name), bytes), Set.of(), Resources.NONE));
    }

    private Output onlyWritten(Output output, String name) {
        byte[] bytes = Objects.requireNonNull(output.written().get(bench.className(name)));
        return new Output(Map.of(bench.className(name), bytes), Set.of(), Resources.NONE);
    }

    private Reason reason(String simpleName) {
        return bench.stale().tests().stream()
                .filter(s -> Workbench.simpleName(s.test()).equals(simpleName))
                .map(Selected::reason)
                .findFirst()
                .orElseThrow();
    }
}
