package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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

        assertThat(once(shop.root()).code()).isZero();

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
