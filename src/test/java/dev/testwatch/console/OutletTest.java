package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OutletTest {

    private static final String MEGABYTE = "x".repeat(1 << 20);

    private final CountDownLatch reader = new CountDownLatch(1);
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final PrintStream pipe = new PrintStream(new Pipe());
    private final Outlet outlet = Outlet.open(pipe, pipe, Looks.ASCII);

    @AfterEach
    void read() {
        reader.countDown();
    }

    @Test
    void whoPrintsDoesNotWaitForWhoReads() throws Exception {
        for (int i = 0; i < 20; i++) {
            outlet.print(List.of(MEGABYTE), false);
        }
        outlet.print(List.of("error"), true);
        outlet.print(List.of("last"), false);
        reader.countDown();
        outlet.end().get(60, TimeUnit.SECONDS);
        assertThat(read.toString(StandardCharsets.US_ASCII).lines())
                .hasSize(22)
                .endsWith("error", "last")
                .startsWith(MEGABYTE);
    }

    @Test
    void whoPrintsMoreThanMemoryIsForWaitsAndNothingIsLost() throws Exception {
        AtomicInteger count = new AtomicInteger();
        CompletableFuture<Void> printed = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 100; i++) {
                outlet.print(List.of(MEGABYTE), false);
                count.incrementAndGet();
            }
        });
        Deadline.until(count::get, done -> assertThat(done).isEqualTo(31));
        assertThat(printed).isNotDone();
        reader.countDown();
        printed.get(60, TimeUnit.SECONDS);
        outlet.end().get(60, TimeUnit.SECONDS);
        assertThat(read.size())
                .isEqualTo(100 * (MEGABYTE.length() + System.lineSeparator().length()));
    }

    @Test
    void oneThingLargerThanAllTheRoomIsPrintedToo() throws Exception {
        reader.countDown();
        outlet.print(List.of("x".repeat(40 << 20)), false);
        outlet.end().get(60, TimeUnit.SECONDS);
        assertThat(read.size()).isGreaterThan(40 << 20);
    }

    /** Takes nothing before the reader comes. */
    private final class Pipe extends OutputStream {

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                reader.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            read.write(bytes, offset, length);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }
    }
}
