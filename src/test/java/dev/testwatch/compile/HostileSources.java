package dev.testwatch.compile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sources that compilers, and those who use them, have trouble with. Each is a file {@code Nasty.java} of its own. */
final class HostileSources {

    /** Whether a compiler must take it. */
    enum Lawful {
        YES,
        NO,
        /** It depends on the stack or on the JDK. */
        PERHAPS
    }

    record Nasty(String name, Lawful lawful, byte[] content) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final List<Nasty> all = new ArrayList<>();

    private HostileSources() {}

    static List<Nasty> all() {
        var sources = new HostileSources();
        sources.deep();
        sources.large();
        sources.escaped();
        sources.encoded();
        sources.cyclic();
        sources.misplaced();
        sources.cutOff();
        sources.strange();
        return sources.all;
    }

    private void add(String name, Lawful lawful, String body) {
        all.add(new Nasty(name, lawful, ("package shop;\n" + body).getBytes(UTF_8)));
    }

    private void raw(String name, Lawful lawful, byte[] content) {
        all.add(new Nasty(name, lawful, content));
    }

    private static String members(String body) {
        return "class Nasty { " + body + " }";
    }

    private void deep() {
        add("parentheses", Lawful.PERHAPS, members("int n = " + "(".repeat(9_000) + "1" + ")".repeat(9_000) + ";"));
        add("parentheses never closed", Lawful.NO, members("int n = " + "(".repeat(60_000) + "1;"));
        add("concatenation", Lawful.PERHAPS, members("String s(int x) { return \"\"" + " + x".repeat(8_000) + "; }"));
        add("sum", Lawful.PERHAPS, members("int s(int x) { return x" + " + x".repeat(20_000) + "; }"));
        add("blocks", Lawful.PERHAPS, members("void f() { " + "{".repeat(6_000) + "}".repeat(6_000) + " }"));
        add("ifs", Lawful.PERHAPS, members("void f(int n) { " + "if (n > 0) ".repeat(5_000) + "; }"));
        add("nested classes", Lawful.NO, "class A { ".repeat(600) + "}".repeat(600));
        add("chained calls", Lawful.PERHAPS, members("Nasty f() { return this" + ".f()".repeat(6_000) + "; }"));
        add("array dimensions", Lawful.NO, members("int" + "[]".repeat(300) + " a;"));
        add(
                "type arguments",
                Lawful.YES,
                members("java.util.List<".repeat(100) + "String" + ">".repeat(100) + " all;"));
        add("lambdas", Lawful.PERHAPS, "interface F { F f(); } " + members("F f = " + "() -> ".repeat(25) + "null;"));
        add("unary", Lawful.PERHAPS, members("boolean b = " + "!".repeat(10_000) + "true;"));
        add("ternaries", Lawful.PERHAPS, members("int f(int n) { return " + "n > 1 ? 1 : ".repeat(4_000) + "0; }"));
    }

    private void large() {
        add("code too large", Lawful.NO, members("void f(int n) { " + "n = n * 31 + 70000;".repeat(12_000) + " }"));
        add("constant too large", Lawful.NO, members("String s = \"" + "x".repeat(70_000) + "\";"));
        add("constants", Lawful.NO, members(numbers(40_000, "static final String C%d = \"value number %d\";")));
        add("array initialiser", Lawful.NO, members("int[] a = { " + numbers(20_000, "%d,") + " };"));
        add(
                "cases",
                Lawful.YES,
                members("int f(int n) { switch (n) { " + numbers(2_000, "case %d: return %<d;")
                        + " default: return 0; } }"));
        add("parameters", Lawful.NO, members("void f(" + numbers(300, "int p%d,") + "int last) { }"));
        add("enum", Lawful.PERHAPS, "enum Nasty { " + numbers(2_500, "CONSTANT_%d,") + " }");
        add("identifier", Lawful.NO, members("int " + "x".repeat(70_000) + ";"));
        add("methods", Lawful.YES, members(numbers(4_000, "int f%d() { return %<d; }")));
        add("long line", Lawful.YES, members("/* " + "x".repeat(1_000_000) + " */"));
        add("errors", Lawful.NO, members(numbers(3_000, "None%d f%<d;\n")));
    }

    private static String numbers(int count, String each) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, each, i, i))
                .collect(Collectors.joining(" "));
    }

    private void escaped() {
        add("escapes", Lawful.YES, "\\u0063lass N\\uuu0061sty { }");
        add("escape that ends a comment", Lawful.NO, "class Nasty { /* \\u002a\\u002f int n = none; /* */ }");
        add("escape that ends a line", Lawful.NO, "class Nasty { // \\u000a int n = none;\n }");
        add("escape cut off", Lawful.NO, "class Nasty { String s = \"\\u12");
        add("escape of a quote", Lawful.NO, "class Nasty { char c = '\\u0027'; }");
        add("lone surrogate escape", Lawful.PERHAPS, members("String s = \"\\ud800\";"));
    }

    private void encoded() {
        raw("other encoding", Lawful.NO, "package shop; class Nasty { String s = \"f\u00fcr\"; }".getBytes(ISO_8859_1));
        raw("UTF-16", Lawful.NO, "package shop; class Nasty { }".getBytes(UTF_16LE));
        raw("byte order mark", Lawful.NO, "\ufeffpackage shop; class Nasty { }".getBytes(UTF_8));
        raw("overlong zero", Lawful.NO, bytes("package shop; class Nasty { } //", 0xC0, 0x80));
        raw("cut off in a character", Lawful.NO, bytes("package shop; class Nasty { } //", 0xE2, 0x82));
        raw("a class file", Lawful.NO, bytes("", 0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 61, 0, 10));
        raw("zeros", Lawful.NO, new byte[4_096]);
        add("zero in an identifier", Lawful.PERHAPS, "class Nasty { int a\u0000b; }");
        add("control-Z at the end", Lawful.YES, "class Nasty { }\u001a");
        add("control-Z within", Lawful.NO, "class Nasty { \u001a }");
        add("letters of all scripts", Lawful.YES, members("int \u03b1\u4e2d\u0416 = 1; String s = \"\ud83d\ude00\";"));
        add("text turned round", Lawful.YES, members("// \u202e } \u2066 if (true)\u2069\nint n;"));
    }

    private static byte[] bytes(String start, int... more) {
        byte[] head = start.getBytes(UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + more.length);
        for (int i = 0; i < more.length; i++) {
            all[head.length + i] = (byte) more[i];
        }
        return all;
    }

    private void cyclic() {
        add("own superclass", Lawful.NO, "class Nasty extends Nasty { }");
        add("superclass of its superclass", Lawful.NO, "class Nasty extends Other { } class Other extends Nasty { }");
        add("own member's subclass", Lawful.NO, "class Nasty extends Nasty.Inner { static class Inner { } }");
        add("own interface", Lawful.NO, "interface Nasty extends Nasty { }");
        add("own bound", Lawful.NO, "class Nasty<T extends T> { }");
        add("growing bound", Lawful.PERHAPS, "class Nasty<T> extends java.util.ArrayList<Nasty<Nasty<T>>> { }");
        add(
                "constants that need each other",
                Lawful.PERHAPS,
                members("static final int A = Nasty.B + 1; static final int B = Nasty.A + 1;"));
        add("own annotation", Lawful.PERHAPS, "@Nasty @interface Nasty { }");
        add("annotation in itself", Lawful.NO, "@interface Nasty { Nasty value(); }");
        add("var of itself", Lawful.NO, members("void f() { var x = x; }"));
        add("constructors that call each other", Lawful.NO, members("Nasty() { this(1); } Nasty(int n) { this(); }"));
    }

    private void misplaced() {
        add("a second package", Lawful.NO, "package other; class Nasty { }");
        add("public class of another name", Lawful.NO, "public class Nice { }");
        add("a class that is there already", Lawful.NO, "class Nasty { } class Shelf { }");
        add("the same class twice", Lawful.NO, "class Nasty { } class Nasty { }");
        add("a module", Lawful.NO, "module shop { }");
        raw("package java.lang", Lawful.NO, "package java.lang; public class Nasty { }".getBytes(UTF_8));
        add("names of java.lang", Lawful.YES, "class Nasty { class String { } class Object { } String s; }");
        add("case differs", Lawful.PERHAPS, "class Nasty { } class NASTY { }");
        add("a class named like its package", Lawful.PERHAPS, "class Nasty { class shop { } }");
    }

    private void cutOff() {
        raw("nothing", Lawful.PERHAPS, new byte[0]);
        add("no class", Lawful.PERHAPS, "");
        add("comment", Lawful.NO, "class Nasty { } /* and so on");
        add("string", Lawful.NO, "class Nasty { String s = \"and so on");
        add("text block", Lawful.NO, "class Nasty { String s = \"\"\"\n and so on");
        add("class", Lawful.NO, "class Nasty { void f() {");
        add(
                "merge conflict",
                Lawful.NO,
                "<<<<<<< HEAD\nclass Nasty { }\n=======\nclass Nasty { int n; }\n>>>>>>> other");
    }

    private void strange() {
        add("braces", Lawful.NO, "}".repeat(5_000));
        add("generics", Lawful.NO, "class Nasty<" + "<".repeat(2_000));
        add("annotations", Lawful.NO, "@".repeat(5_000) + " class Nasty { }");
        add("semicolons", Lawful.PERHAPS, "class Nasty { " + ";".repeat(50_000) + " }");
        add("labels", Lawful.PERHAPS, members("void f() { " + numbers(1_000, "l%d:") + " ; }"));
        add("numbers", Lawful.NO, members("int n = 99999999999999999999; double d = 1e999999;"));
        add(
                "intersections",
                Lawful.PERHAPS,
                "class Nasty<T extends Comparable<? super T> & java.util.List<? extends T>> { }");
        add("bridges", Lawful.PERHAPS, members("<T extends Comparable<T>> T f(T a) { return f(f(f(f(f(f(a)))))); }"));
        add("overloads in lambdas", Lawful.PERHAPS, members("""
                static <T> T id(java.util.function.Supplier<T> s) { return s.get(); }
                Object o = id(() -> id(() -> id(() -> id(() -> id(() -> id(() -> "x"))))));"""));
        add("no trace of Java", Lawful.NO, "fun main() = println(\"hello\")");
    }
}
