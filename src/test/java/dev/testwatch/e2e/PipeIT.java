package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The plain output and its commands, as an IDE's console or a pipe gets them. */
class PipeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String STARTED = "\\[testwatch\\] run \\d+ started: ";
    private static final String FINISHED = "\\[testwatch\\] run \\d+ finished: ";

    @TempDir
    Path directory;

    @Test
    void appendsLinesInAFixedForm() {
        Shop shop = Shop.judged();
        try (Jar jar = Jar.start(List.of(shop.root().toString()))) {
            jar.awaitOut("\\[testwatch\\] ready: shop, .*", PATIENCE);
            jar.awaitOut("\\[testwatch\\] all 90 pass", PATIENCE);

            shop.replace(shop.source("Invoice"), "\"Discount\"", "\"Reduction\"");
            jar.awaitOut(STARTED + "Invoice.java changed, 3 of 90 tests", PATIENCE);
            jar.awaitOut(FINISHED + "2 passed, 1 failed, .* s; 1 of 90 failing", PATIENCE);

            int line = shop.lineOf(shop.test("InvoiceTest"), "resource(\"/shop/invoice.txt\")");
            jar.awaitError("\\[testwatch\\] FAIL shop.InvoiceTest.printsArticlesDiscountParcelsAndTotal: .*", PATIENCE);
            jar.awaitError("\tat shop.InvoiceTest.*\\(InvoiceTest.java:" + line + "\\)", PATIENCE);

            assertThat(jar.transcript()).doesNotContain("\u001b");
        }
    }

    @Test
    void takesCommandsAsLines() {
        Shop shop = Shop.judged();
        try (Jar jar = Jar.start(List.of(shop.root().toString()))) {
            jar.awaitOut("\\[testwatch\\] all 90 pass", PATIENCE);

            jar.send("status");
            jar.awaitOut(".*all 90 pass.*", PATIENCE);
            jar.send("help");
            jar.awaitOut(".*run the tests failing now.*", PATIENCE);
            jar.send("a");
            jar.awaitOut(STARTED + ".*tests", PATIENCE);
            jar.awaitOut(FINISHED + "88 passed, 1 aborted, 1 skipped, .* s; all 90 pass", PATIENCE);
            jar.send("filter VatTest");
            jar.send("r");
            jar.awaitOut(FINISHED + "5 passed.*", PATIENCE);
            jar.send("q");

            assertThat(jar.awaitExit(PATIENCE)).isZero();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
    void endsWithItsForksWhenNobodyReads() throws Exception {
        Shop shop = Shop.copyTo(directory);
        Path code = directory.resolve("code");
        String testwatch =
                Jar.command(List.of(shop.root().toString())).stream().collect(Collectors.joining("' '", "'", "'"));
        // Its input stays open, as that of somebody who could still type.
        ProcessBuilder builder = new ProcessBuilder(
                "sh", "-c", "{ " + testwatch + "; echo $? > '" + code + "'; } 2> '" + directory + "/err' | head -n 1");
        builder.environment().remove("CI");
        Process shell = builder.start();
        List<ProcessHandle> all = new ArrayList<>();
        try {
            String first = shell.inputReader().readLine();
            shell.descendants().forEach(all::add);
            assertThat(first).startsWith("[testwatch] ");
            assertThat(shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(code).content().isEqualTo("141\n");
            for (ProcessHandle process : all) {
                process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
    }

    @Test
    void runsOnceOnAMachineThatBuilds() throws Exception {
        Shop shop = Shop.judged();
        shop.replace(shop.test("VatTest"), "percentOf(3)", "percentOf(4)");
        Path out = directory.resolve("out");
        ProcessBuilder builder =
                new ProcessBuilder(Jar.command(List.of(shop.root().toString()))).redirectOutput(out.toFile());
        builder.environment().put("CI", "true");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(out).content().containsPattern("finished: 5 passed.*; all 90 pass");
        } finally {
            process.destroyForcibly();
        }
    }
}
