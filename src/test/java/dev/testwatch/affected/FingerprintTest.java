package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** What makes another fingerprint, and what does not. */
class FingerprintTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            int m() { return 1; }          | int m() { return 2; }
            long m() { return 1L << 40; }  | long m() { return 1L << 41; }
            double m() { return 0.0; }     | double m() { return -0.0; }
            int m(int i) { i += 3; return i; } | int m(int i) { i += 4; return i; }
            boolean m(int i) { return i < 3; } | boolean m(int i) { return i <= 3; }
            String m() { return "a"; }     | String m() { return "b"; }
            String m(int i) { return "a" + i; } | String m(int i) { return "b" + i; }
            Object m() { return 1; }       | Object m() { return (short) 1; }
            Class<?> m() { return String.class; } | Class<?> m() { return Integer.class; }
            int m(String s) { return s.length(); } | int m(String s) { return s.hashCode(); }
            void m() { }                   | public void m() { }
            void m() { }                   | void n() { }
            void m(int i) { }              | void m(long i) { }
            void m() { }                   | void m() throws Exception { }
            void m(int a) { }              | void m(int b) { }
            java.util.List<String> m;      | java.util.List<Integer> m;
            int a; int b;                  | int b; int a;
            int a = 1; int b = 2;          | int b = 2; int a = 1;
            static final int A = 1;        | static final int A = 2;
            int a;                         | volatile int a;
            static { System.gc(); }        | static { Runtime.getRuntime(); }
            @Deprecated void m() { }       | void m() { }
            @SuppressWarnings("a") int x; @Note("a") int m; @interface Note { String value(); } | int x; @Note("b") int m; @interface Note { String value(); }
            int m(int i) { switch (i) { case 1: return 1; default: return 2; } } | int m(int i) { switch (i) { case 2: return 1; default: return 2; } }
            int m(int i) { switch (i) { case 1: return 1; case 900: return 3; default: return 2; } } | int m(int i) { switch (i) { case 1: return 1; case 901: return 3; default: return 2; } }
            void m() { try { n(); } catch (RuntimeException e) { } } void n() { } | void m() { try { n(); } catch (Error e) { } } void n() { }
            void m() { while (true) { n(); if (f) break; } n(); } boolean f; void n() { } | void m() { while (true) { n(); if (f) continue; } } boolean f; void n() { }
            Runnable m() { return () -> n(); } void n() { } | Runnable m() { return () -> { n(); n(); }; } void n() { }
            Object m = new int[1][2];      | Object m = new int[1][];
            class In { }                   | static class In { }
            """)
    void whatCanChangeAnOutcomeIsADifference(String before, String after) throws IOException {
        assertThat(fingerprint("class A { " + after + " }")).isNotEqualTo(fingerprint("class A { " + before + " }"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            class A { int m() { return 1; } }  | /** Doc. */ class A {\\n\\n\\n int m()\\n {\\n // one\\n return 1;\\n } }
            class A { int m(int i) { int j = i; return j; } } | class A { int m(int i) {\\n int k = i;\\n return k; } }
            class A { Runnable m() { return () -> hashCode(); } } | class A {\\n Runnable m() {\\n return\\n () ->\\n hashCode(); } }
            class A { int m(int i) { for (int j = 0; j < i; j++) { if (j > 3) { return j; } } return 0; } } | class A { int m(int i) {\\n for (int j = 0;\\n j < i;\\n j++) {\\n if (j > 3) {\\n return j;\\n }\\n }\\n return 0;\\n } }
            import java.util.List; class A { } | class A { }
            class A { int m = 0x10; }          | class A { int m = 16; }
            class A { @Override public int hashCode() { return 1; } } | class A { public int hashCode() { return 1; } }
            """)
    void whatNobodyCanSeeIsNoDifference(String before, String after) throws IOException {
        assertThat(fingerprint(after.replace("\\n", "\n"))).isEqualTo(fingerprint(before));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            @A.Note class A { void m(long a, int %s) { } NOTE }
            @A.Note class A { static void m(int %s) { } NOTE }
            @A.Note class A { A(int %s) { } NOTE }
            class A { @Deprecated void m(int %s) { } }
            class A { void m(@Note int %s) { } @interface Note { } }
            """)
    void theNameOfAParameterMattersWhereAFrameworkMayBindByIt(String source) throws IOException {
        assertThat(withDebugDataOnly(source.formatted("one"))).isNotEqualTo(withDebugDataOnly(source.formatted("two")));
    }

    @Test
    void theOrderOfAnnotatedMethodsMattersWhereAFrameworkMayReadThemInIt() throws IOException {
        String one = "@A.Note class A { @Deprecated void m() { } @Deprecated void n() { } void o() { } NOTE }";
        String two = "@A.Note class A { void o() { } @Deprecated void n() { } @Deprecated void m() { } NOTE }";
        String three = "@A.Note class A { @Deprecated void m() { } void o() { } @Deprecated void n() { } NOTE }";

        assertThat(withDebugDataOnly(two)).isNotEqualTo(withDebugDataOnly(one));
        assertThat(withDebugDataOnly(three)).isEqualTo(withDebugDataOnly(one));
        assertThat(withDebugDataOnly(two.replace("@A.Note ", "")))
                .isEqualTo(withDebugDataOnly(one.replace("@A.Note ", "")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            class A { void m(int %s) { } }
            @A.Note class A { void m(int a) { int %s = a; } NOTE }
            @A.Note class A { static void m(int a) { int %s = a; } NOTE }
            @A.Note class A { java.util.function.IntUnaryOperator m() { return %1$s -> %1$s + 1; } NOTE }
            """)
    void otherNamesThatOnlyDebuggersKnowAreNoDifference(String source) throws IOException {
        assertThat(withDebugDataOnly(source.formatted("one"))).isEqualTo(withDebugDataOnly(source.formatted("two")));
    }

    @Test
    void anotherOrderOfConstantsIsNoDifference() throws IOException {
        byte[] bytes = compile("class A { int m(String s) { return s.length() + s.hashCode(); } }");
        ClassWriter writer = new ClassWriter(0);
        for (String constant : List.of("hashCode", "something", "length")) {
            writer.newUTF8(constant);
        }
        new ClassReader(bytes).accept(writer, 0);
        byte[] reordered = writer.toByteArray();

        assertThat(reordered).isNotEqualTo(bytes);
        assertThat(ClassReading.read(reordered).fingerprint())
                .isEqualTo(ClassReading.read(bytes).fingerprint());
    }

    @Test
    void anyBytesGiveFacts() throws IOException {
        byte[] good = compile("class A { int m(String s) { return s.length(); } }");
        for (int position = 0; position < good.length; position++) {
            byte[] bad = good.clone();
            bad[position] ^= 0x55;
            assertThat(ClassReading.read(bad).content())
                    .isNotEqualTo(ClassReading.read(good).content());
            ClassReading.read(Arrays.copyOf(good, position));
        }
    }

    private long fingerprint(String source) throws IOException {
        ClassFacts facts = ClassReading.read(compile(source));
        assertThat(facts.traits()).doesNotContain(Trait.UNREAD, Trait.OPAQUE);
        return facts.fingerprint();
    }

    private long withDebugDataOnly(String source) throws IOException {
        String annotation = "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)"
                + " @interface Note { }";
        return ClassReading.read(compile(source.replace("NOTE", annotation), "-g"))
                .fingerprint();
    }

    private byte[] compile(String source) throws IOException {
        return compile(source, "-parameters");
    }

    private byte[] compile(String source, String option) throws IOException {
        Path file = Files.writeString(root.resolve("A.java"), source);
        Javac.compile(List.of(file), root, List.of(), option);
        return Files.readAllBytes(root.resolve("A.class"));
    }
}
