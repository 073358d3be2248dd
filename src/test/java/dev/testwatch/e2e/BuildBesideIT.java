package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Maven builds the same project while it is watched. */
class BuildBesideIT {

    @Test
    void whatMavenWritesIntoItsOutputIsNeverMixedIntoARun() throws Exception {
        Shop shop = Shop.judged();
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();
            Process maven = compileAgainAndAgain(shop);
            try {
                for (int i = 1; i <= 2; i++) {
                    shop.replace(shop.source("OrderNumbers"), "last.incrementAndGet()", "last.addAndGet(2)");
                    Cycle broken = watch.awaitCycle(shop.source("OrderNumbers"));
                    assertThat(broken.state()).isEqualTo("red");
                    assertThat(broken.classesRun()).contains("shop.OrderNumbersTest");
                    shop.restore(shop.source("OrderNumbers"));
                    assertThat(watch.awaitCycle(shop.source("OrderNumbers")).state())
                            .isEqualTo("green");
                }
                assertThat(maven.isAlive()).isTrue();
            } finally {
                maven.descendants().forEach(ProcessHandle::destroyForcibly);
                maven.destroyForcibly().onExit().join();
            }
        }
    }

    private static Process compileAgainAndAgain(Shop shop) throws IOException {
        String loop = "while :; do touch src/main/java/shop/*.java; mvn -o -q compile || exit 1; done";
        return new ProcessBuilder(List.of("sh", "-c", loop))
                .directory(shop.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
