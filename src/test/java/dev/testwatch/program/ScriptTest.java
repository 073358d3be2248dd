package dev.testwatch.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {

    @TempDir
    Path directory;

    @Test
    void aSourceFileIsRunAgainWithItsArgumentsWhateverBecameOfIt() throws Exception {
        Path script = write("\"hello \" + String.join(\",\", a) + System.getProperty(\"k\")", "");
        try (Started script1 =
                Started.in(directory, List.of("--jvm-arg", "-Dk=v", "Hello.java", "--once", "-m", "two"))) {
            script1.await("hello --once,-m,twov");
            script1.await(".*run 1 ended normally.*");
            Files.writeString(directory.resolve("Other.txt"), "no matter");
            write("\"again\"", "throw new IllegalStateException(\"boom\");");
            script1.await("again");
            script1.await(".*IllegalStateException: boom");
            script1.await(".*run 2 ended with exit status 1 .*; waiting for a change");
            write("nothing", "");
            script1.await(".*cannot find symbol.*");
            script1.await(".*run 3 ended with exit status 1 .*; waiting for a change");
            write("\"done\"", "System.exit(3);");
            script1.await("done");
            script1.await(".*run 4 ended with exit status 3.*, which asks for the next one");
        }
        assertThat(script).exists();
    }

    private Path write(String printed, String then) throws Exception {
        Path aside = Files.createTempFile("hello", null);
        Files.writeString(
                aside,
                "class Hello { public static void main(String[] a) { System.out.println(" + printed + "); " + then
                        + " } }");
        return Files.move(aside, directory.resolve("Hello.java"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
