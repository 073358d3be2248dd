package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --once}: what a script learns from the exit code. */
class OnceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    @Test
    void endsWithTheVerdictOfTheMoment() {
        Shop shop = Shop.copyTo(directory);
        shop.write(shop.file("src/main/java/shop/Later.kt"), "class Later");

        Result first = once(shop.root());
        assertThat(first.code()).isZero();
        assertThat(first.output()).contains("kotlin sources", "are not compiled here");

        shop.replace(shop.source("Invoice"), "\"Discount\"", "\"Reduction\"");
        Result failing = once(shop.root());
        assertThat(failing.code()).isEqualTo(1);
        assertThat(failing.output()).contains("InvoiceTest");

        shop.replace(shop.source("Invoice"), "\"Reduction\"", "Reduction");
        Result broken = once(shop.root());
        assertThat(broken.code()).isEqualTo(2);
        assertThat(broken.output()).contains("Invoice.java:" + shop.lineOf(shop.source("Invoice"), "Reduction"));

        shop.restore();
        assertThat(once(shop.root()).code()).isZero();
    }

    @Test
    void ends2WhenNothingHasEverCompiled() {
        Shop shop = Shop.copyTo(directory);
        shop.replace(shop.source("Money"), "return amount.signum() < 0;", "return amount.signum() <;");

        Result broken = once(shop.root());

        assertThat(broken.code()).isEqualTo(2);
        assertThat(broken.output()).contains("Money.java");
    }

    @Test
    void ends3WhenNothingCanStart() throws IOException {
        Result option = once(directory, "--no-such-option");
        assertThat(option.code()).isEqualTo(3);
        assertThat(option.output()).contains("--no-such-option");

        Result missing = once(directory.resolve("missing"));
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.output()).contains("missing");

        Path empty = Files.createDirectory(directory.resolve("empty"));
        Result nothing = once(empty);
        assertThat(nothing.code()).isEqualTo(3);
        assertThat(nothing.output()).contains("pom.xml");
    }

    @Test
    void needsNoNetwork() throws Exception {
        Shop shop = Shop.judged();
        List<String> command =
                new ArrayList<>(List.of("unshare", "-rn", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
        assumeTrue(succeeds("unshare", "-rn", "ip", "link", "set", "lo", "up"), "no network namespaces here");
        command.addAll(Jar.command(List.of("--once", "--all", shop.root().toString())));

        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("output").toFile())
                        .start()
                        .waitFor())
                .isZero();
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private record Result(int code, String output) {}

    private static Result once(Path project, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--once"));
        arguments.addAll(List.of(options));
        arguments.add(project.toString());
        try (Jar jar = Jar.start(arguments)) {
            int code = jar.awaitExit(PATIENCE);
            return new Result(code, jar.transcript());
        }
    }
}
