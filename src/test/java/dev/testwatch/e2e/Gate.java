package dev.testwatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A test in the watched project that does not end before it is let through, so that a run lasts as long as somebody
 * needs it to. Whether it is open is no matter of the project's: its file is where testwatch does not look.
 */
final class Gate {

    private final Shop shop;
    private final Path open;

    /** Adds {@code shop.GateTest} to the project, open. */
    Gate(Shop shop) {
        this.shop = shop;
        try {
            Path directory = Files.createTempDirectory("gate");
            this.open = directory.resolve("open");
            open();
            directory.toFile().deleteOnExit();
            open.toFile().deleteOnExit(); // before the directory: the last one first
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shop.write(file(), source(0));
    }

    Path file() {
        return shop.test("GateTest");
    }

    /** Edits the test so that it has to run again. */
    void edit(int number) {
        shop.write(file(), source(number));
    }

    void open() {
        try {
            Files.writeString(open, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        try {
            Files.delete(open);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String source(int number) {
        return """
                package shop;

                import static org.junit.jupiter.api.Assertions.assertTrue;

                import java.nio.file.Files;
                import java.nio.file.Path;
                import org.junit.jupiter.api.Test;

                class GateTest {

                    @Test
                    void waits() throws Exception {
                        long deadline = System.nanoTime() + 300_000_000_000L + %d;
                        while (!Files.exists(Path.of("%s"))) {
                            assertTrue(System.nanoTime() < deadline, "nobody opens the gate");
                            Thread.sleep(20);
                        }
                    }
                }
                """.formatted(number, open);
    }
}
