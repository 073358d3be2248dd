package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.console.Deadline;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Test classes that misbehave, each run together with one that behaves: what comes of it is told, the other one has
 * its result, and the watch goes on as if nothing had been.
 */
class FaultsIT {

    private static Shop shop;
    private static Watch watch;

    @BeforeAll
    static void watchAGreenProject() {
        shop = Shop.judged();
        watch = Watch.start(shop.root(), "--hang", "6");
        watch.awaitGreenStart();
    }

    @AfterAll
    static void stop() {
        try {
            Deadline.until(
                    () -> ProcessHandle.allProcesses().filter(FaultsIT::isLeft).toList(),
                    left -> assertThat(left).isEmpty());
        } finally {
            watch.close();
        }
    }

    /** The kit's tests sleep for so long that nothing else does. */
    private static boolean isLeft(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.matches(".*sleep 30\\d{2}"))
                .isPresent();
    }

    static List<Fault> faults() {
        return Fault.kit();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isToldAndTheWatchGoesOn(Fault fault) {
        Path file = shop.test(fault.name());
        Path neighbour = shop.test("VatTest");
        shop.write(neighbour, shop.text(neighbour) + "// beside " + fault.name() + "\n");
        shop.replaceFirst(neighbour, "class VatTest {", "class VatTest {\n    int edit" + fault.name() + ";\n");
        // The last: where the saves are told one by one, it is the run with this one that counts.
        shop.write(file, fault.source());
        Cycle cycle = watch.awaitJudged(file, neighbour);

        try {
            assertThat(cycle.runFinished().text("outcome")).isEqualTo(fault.outcome());
            assertThat(cycle.state()).isEqualTo(fault.state());
            assertThat(cycle.finished("successful"))
                    .anyMatch(test -> test.text("class").equals("shop.VatTest"));
            String told = cycle.events().toString();
            // What a test has left behind is looked for when its verdict is out.
            fault.says().stream()
                    .filter(text -> !told.contains(text))
                    .forEach(text -> watch.await(text, event -> event.toString().contains(text)));
        } catch (AssertionError e) {
            AssertionError all = new AssertionError(fault + ": " + e.getMessage() + "\n" + cycle.events(), e);
            repair(file, neighbour);
            throw all;
        }
        repair(file, neighbour);
    }

    private static void repair(Path file, Path neighbour) {
        shop.delete(file);
        shop.restore(neighbour);
        Cycle cycle = watch.awaitJudged(file, neighbour);
        if (!cycle.state().equals("green")) {
            throw watch.failure("not green without " + file + ": " + cycle.events());
        }
    }
}
