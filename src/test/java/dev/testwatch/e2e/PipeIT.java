package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plain output and its commands, as an IDE's console or a pipe gets them. */
class PipeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void appendsLinesThatStayTheSameForProblemMatchers() {
        Shop shop = Shop.copyTo(directory);
        try (Jar jar = Jar.start(List.of(shop.root().toString()))) {
            await(jar, "\\[testwatch\\] run \\d+ started: .*90 tests");
            assertThat(await(jar, "\\[testwatch\\] run \\d+ finished: .*").text())
                    .contains("88 passed")
                    .doesNotContain("failed");

            shop.replace(shop.source("Invoice"), "\"Discount\"", "\"Reduction\"");
            await(jar, "\\[testwatch\\] run \\d+ started: Invoice.java changed, 3 of 90 tests");
            Jar.Line failure =
                    awaitOnError(jar, "\\[testwatch\\] FAIL shop.InvoiceTest.printsArticlesDiscountParcelsAndTotal.*");
            int line = shop.lineOf(shop.test("InvoiceTest"), "resource(\"/shop/invoice.txt\")");
            awaitOnError(jar, "\\s+at shop.InvoiceTest.*\\(InvoiceTest.java:" + line + "\\)");
            await(jar, "\\[testwatch\\] run \\d+ finished: 2 passed, 1 failed.*1 of 90 failing.*");

            assertThat(failure.error()).isTrue();
            assertThat(jar.transcript()).doesNotContain("\u001b");
        }
    }

    @Test
    void takesCommandsAsLines() {
        Shop shop = Shop.copyTo(directory);
        try (Jar jar = Jar.start(List.of(shop.root().toString()))) {
            await(jar, "\\[testwatch\\] run \\d+ finished: .*");

            jar.send("status");
            await(jar, ".*all 90 pass.*");
            jar.send("help");
            await(jar, ".*run the tests failing now.*");
            jar.send("a");
            await(jar, "\\[testwatch\\] run \\d+ started: .*90 tests");
            await(jar, "\\[testwatch\\] run \\d+ finished: .*");
            jar.send("statsu");
            await(jar, ".*status.*");
            jar.send("q");

            assertThat(jar.awaitExit(PATIENCE)).isZero();
        }
    }

    /** Waits for a line on either stream that matches as a whole; the streams are not in step with each other. */
    private static Jar.Line await(Jar jar, String expression) {
        return await(jar, expression, false);
    }

    private static Jar.Line awaitOnError(Jar jar, String expression) {
        return await(jar, expression, true);
    }

    private static Jar.Line await(Jar jar, String expression, boolean onlyError) {
        Pattern pattern = Pattern.compile(expression);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Jar.Line> line = jar.next(PATIENCE);
            if (line.isEmpty()) {
                break;
            }
            if ((line.get().error() || !onlyError)
                    && pattern.matcher(line.get().text()).matches()) {
                return line.get();
            }
        }
        throw jar.failure("waited in vain for " + expression);
    }
}
