package dev.testwatch.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    Path directory;

    private Path source;

    @Test
    void aMainClassIsCompiledAndRunAgainWhateverBecameOfIt() throws Exception {
        Path original = Path.of("sample-tests").toAbsolutePath();
        Files.copy(original.resolve("pom.xml"), directory.resolve("pom.xml"));
        source =
                Files.createDirectories(directory.resolve("src/test/java/shop")).resolve("Demo.java");
        write("System.out.println(\"one \" + String.join(\",\", a) + \" \" + System.getProperty(\"k\"));"
                + " Thread.sleep(60000);");
        try (Started main = Started.in(directory, List.of("--jvm-arg", "-Dk=v", "-m", "shop.Demo", "--once", "-m"))) {
            main.await("one --once,-m v");
            write("System.out.println(nothing);");
            main.await(".*src/test/java/shop/Demo.java:1:.*cannot find symbol: nothing");
            main.await(".*run 1 goes on; waiting for a change");
            write("System.out.println(\"two\"); throw new IllegalStateException(\"boom\");");
            main.await(".*Demo.java changed: run 2");
            main.await("two");
            main.await(".*IllegalStateException: boom");
            main.await(".*run 2 ended with exit status 1 .*; waiting for a change");
            write(" System.out.println(\"two\"); throw new IllegalStateException(\"boom\");");
            main.await(".*Demo.java changed: no class or resource differs; waiting for a change");
        }
    }

    private void write(String body) throws Exception {
        Path aside = Files.createTempFile("demo", null);
        Files.writeString(
                aside,
                "package shop; class Demo { public static void main(String[] a) throws Exception { " + body + " } }");
        Files.move(aside, source, StandardCopyOption.ATOMIC_MOVE);
    }
}
