package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testwatch.report.Notification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TerminalSeatTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final FakeTty tty = new FakeTty();
    private final PipedInputStream in = new PipedInputStream();
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final Frames out = new Frames();
    private final List<Command> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger gone = new AtomicInteger();
    private final TerminalSeat seat;

    TerminalSeatTest() throws IOException {
        keyboard.connect(in);
        seat = TerminalSeat.open(tty, in, out, Looks.FULL, LONG);
    }

    @AfterEach
    void close() {
        out.opened.countDown();
        seat.close();
    }

    @Test
    void keysBecomeCommands() throws IOException {
        listen();
        type("a\u0003");
        eventually(new Command.RunAll(), new Command.Interrupt());
    }

    @Test
    void aLoneEscIsGivenWithoutAnotherKey() throws IOException {
        listen();
        type("\u001b");
        eventually(new Command.Escape());
    }

    @Test
    void aPromptGivesItsFilterAndRemembersIt() throws IOException {
        listen();
        seat.offer(new Suggestions("shop.PriceTest"));
        type("ppri");
        Deadline.until(out::text, text -> assertThat(text).contains("  class  pri", "1 class, 14 tests"));
        type("\r");
        eventually(new Command.FilterClasses("pri"));
        type("p\u001b[A\r");
        eventually(new Command.FilterClasses("pri"), new Command.FilterClasses("pri"));
    }

    @Test
    void aPromptThatIsOpenBeforeThereAreNamesGetsThemWhenTheyCome() throws IOException {
        listen();
        type("ppri");
        Deadline.until(out::text, text -> assertThat(text).contains("  class  pri", "no class"));
        seat.offer(new Suggestions("shop.PriceTest"));
        Deadline.until(out::text, text -> assertThat(text).containsSubsequence("no class", "1 class, 14 tests"));
    }

    @Test
    void aProgramHasTheTerminalUntilItEndsAndKeysCountAgainAfterIt() throws IOException {
        listen();
        type("a");
        eventually(new Command.RunAll());

        assertThat(seat.lend(new ProcessBuilder("vi", "+27", "PriceTest.java"))).isEmpty();

        assertThat(tty.calls).contains("lent to vi +27 PriceTest.java");
        type("r");
        eventually(new Command.RunAll(), new Command.Rerun());
    }

    @Test
    void commandsAndCountsAreTypedAtPrompts() throws IOException {
        listen();
        type(":failed\r");
        eventually(new Command.RunFailed());
        type("x12\r");
        eventually(new Command.RunFailed(), new Command.Repeat("12"));
    }

    @Test
    void anEmptyEnterClearsTheFilter() throws IOException {
        listen();
        type("t\r");
        eventually(new Command.FilterNames(""));
    }

    @Test
    void linesPrintedWhileAPromptIsOpenStandAboveIt() throws IOException {
        listen();
        type("pri");
        Deadline.until(out::text, text -> assertThat(text).contains("  class  ri"));
        seat.print(List.of("a line"));
        Deadline.until(out::text, text -> assertThat(text).containsSubsequence("class", "a line\r\n", "  class  ri"));
        assertThat(commands).isEmpty();
    }

    @Test
    void aSignalIsSentOnceAndChangesNothingOnTheScreen() {
        seat.status("watching");
        seat.ring(Signal.of(new Notification(true, "a", "b"), Map.of("TERM", "foot")));
        seat.print(List.of("a line"));
        Deadline.until(out::text, text -> assertThat(text).contains("a line\r\n"));
        assertThat(out.text())
                .containsOnlyOnce("\u001b]777;notify;a;b\u001b\\\u0007")
                .containsOnlyOnce("\u0007");
    }

    @Test
    void aFailingListenerDoesNotTakeTheKeyboardAway() throws IOException {
        seat.listen(
                command -> {
                    commands.add(command);
                    throw new IllegalStateException("boom");
                },
                () -> {},
                () -> {});
        type("aq");
        eventually(new Command.RunAll(), new Command.Quit());
        Deadline.until(out::text, text -> assertThat(text).contains("boom"));
    }

    @Test
    void oneListenerIsEnough() {
        listen();
        assertThatThrownBy(this::listen).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyStatusLinesBecomeAFewFramesAndTheLastIsShown() {
        long start = System.nanoTime();
        for (int i = 1; i <= 20_000; i++) {
            seat.status("status " + i + ".");
        }
        Deadline.until(out::text, text -> assertThat(text).contains("status 20000."));
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        // One at the start, one for each full gap, and the opening sequence.
        assertThat(out.writes.get()).isLessThanOrEqualTo((int) (elapsed / 50) + 4);
    }

    @Test
    void aTerminalThatTakesNothingHoldsNobodyUp() throws IOException {
        out.block();
        listen();
        seat.print(List.of("first"));
        Deadline.until(out.blocked::getCount, count -> assertThat(count).isZero());
        for (int i = 0; i < 10_000; i++) {
            seat.status("status " + i + ".");
        }
        seat.print(List.of("second"));
        type("a");
        eventually(new Command.RunAll());
        out.opened.countDown();
        Deadline.until(out::text, text -> assertThat(text).contains("second\r\n", "status 9999."));
        assertThat(out.text()).doesNotContain("status 5000.");
    }

    @Test
    void aTerminalThatReadsNothingForLongGetsTheBeginningAndTheEndOfWhatWasPrinted() {
        out.block();
        seat.print(List.of("first"));
        Deadline.until(out.blocked::getCount, count -> assertThat(count).isZero());
        for (int i = 0; i < 100_000; i++) {
            seat.print(List.of("line " + i + " " + "x".repeat(90)));
        }
        seat.print(List.of("last"));
        seat.status(" watching");
        out.opened.countDown();
        Deadline.until(out::text, text -> assertThat(text.indexOf("last\r\n")).isPositive());
        String text = out.text();
        assertThat(Stream.of("first\r\n", "line 0 ", "lines left out", "line 99999 ", "last\r\n")
                        .map(text::indexOf))
                .isSorted()
                .allMatch(at -> at >= 0);
        assertThat(text.length()).isLessThan(9_000_000);
    }

    @Test
    void closingPrintsWhatIsPendingAndGivesTheTerminalBackThoughAReadIsPending() {
        listen();
        seat.status(" watching");
        seat.print(List.of("last words"));
        seat.close();
        assertThat(out.text()).contains("last words\r\n").endsWith("\u001b[0m\u001b[?7h\u001b[?2004l\u001b[?25h");
        assertThat(tty.calls).containsExactly("raw", "given back");
        seat.close();
        assertThat(tty.calls).containsExactly("raw", "given back");
    }

    @Test
    void closingGivesTheTerminalBackThoughAWriteIsPending() {
        var stalled = new FakeTty();
        out.block();
        Seat impatient = TerminalSeat.open(stalled, new PipedInputStream(), out, Looks.FULL, Duration.ofMillis(100));
        impatient.print(List.of("stuck"));
        Deadline.until(out.blocked::getCount, count -> assertThat(count).isZero());
        impatient.close();
        Deadline.until(() -> stalled.calls, calls -> assertThat(calls).containsExactly("raw", "given back untidy"));
    }

    @Test
    void afterClosingThereAreNoCommands() throws IOException {
        listen();
        seat.close();
        type("a");
        Deadline.until(() -> available(in), available -> assertThat(available).isZero());
        assertThat(commands).isEmpty();
        assertThat(gone).hasValue(0);
    }

    @Test
    void aTerminalWithoutKeysIsGone() throws IOException {
        listen();
        keyboard.close();
        Deadline.until(gone::get, count -> assertThat(count).isEqualTo(1));
    }

    @Test
    void aTerminalThatFailsIsGone() {
        listen();
        out.fail();
        seat.print(List.of("a"));
        seat.print(List.of("b"));
        Deadline.until(gone::get, count -> assertThat(count).isEqualTo(1));
    }

    @Test
    void aMistakeInDrawingEndsTheSeatAndTheTerminalIsGivenBackToBeReset() {
        listen();
        tty.broken.set(true);
        seat.print(List.of("cannot be drawn"));
        Deadline.until(gone::get, count -> assertThat(count).isEqualTo(1));
        seat.close();
        assertThat(tty.calls).containsExactly("raw", "given back untidy");
    }

    @Test
    void suspendingGivesTheTerminalBackAndDrawsAgainAfterwards() throws IOException {
        listen();
        seat.status(" watching");
        type("\u001a");
        Deadline.until(() -> tty.calls, calls -> assertThat(calls).containsExactly("raw", "stop"));
        Deadline.until(
                out::text, text -> assertThat(text).containsSubsequence("\u001b[?25h", "\u001b[?2004h", "watching"));
    }

    private void listen() {
        seat.listen(commands::add, () -> {}, gone::incrementAndGet);
    }

    private void type(String text) throws IOException {
        keyboard.write(text.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private void eventually(Command... expected) {
        Deadline.until(() -> List.copyOf(commands), given -> assertThat(given).containsExactly(expected));
    }

    private static int available(PipedInputStream in) {
        try {
            return in.available();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes what is written to the terminal; can be made to block or to fail. */
    private static final class Frames extends OutputStream {

        final CountDownLatch opened = new CountDownLatch(1);
        final CountDownLatch blocked = new CountDownLatch(1);
        final AtomicInteger writes = new AtomicInteger();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final AtomicInteger mode = new AtomicInteger();

        void block() {
            mode.set(1);
        }

        void fail() {
            mode.set(2);
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void write(byte[] frame, int offset, int length) throws IOException {
            if (mode.get() == 2) {
                throw new IOException("gone");
            }
            if (mode.get() == 1) {
                blocked.countDown();
                try {
                    opened.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            writes.incrementAndGet();
            bytes.write(frame, offset, length);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }
    }
}
