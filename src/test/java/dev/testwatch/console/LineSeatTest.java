package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LineSeatTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Command> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();

    @Test
    void linesBecomeCommandsAndThenTheEndIsTold() {
        listen("failed\n\nfilter Foo\r\nxyzzy\nquit");
        Deadline.until(ends::get, count -> assertThat(count).isEqualTo(1));
        assertThat(commands)
                .containsExactly(
                        new Command.RunFailed(),
                        new Command.Rerun(),
                        new Command.FilterClasses("Foo"),
                        new Command.Unknown("xyzzy", Optional.empty()),
                        new Command.Quit());
        assertThat(gone).hasValue(0);
    }

    @Test
    void anEndlessLineIsOneUnknownCommandOfAFewCharacters() {
        listen("x".repeat(1_000_000) + "\nall\n");
        Deadline.until(ends::get, count -> assertThat(count).isEqualTo(1));
        assertThat(commands).hasSize(2).last().isEqualTo(new Command.RunAll());
        assertThat(((Command.Unknown) commands.get(0)).text()).hasSizeLessThan(10_000);
    }

    @Test
    void outputAndErrorsGoToTheirStreams() {
        Seat seat = seat(InputStream.nullInputStream());
        seat.print(List.of("one", "two \u001b[31mred\u001b[0m"));
        seat.printError(List.of("three"));
        seat.status("never seen");
        seat.close();
        assertThat(out.toString(StandardCharsets.US_ASCII).lines()).containsExactly("one", "two red");
        assertThat(err.toString(StandardCharsets.US_ASCII).lines()).containsExactly("three");
    }

    @Test
    void itIsNoTerminal() {
        Seat seat = seat(InputStream.nullInputStream());
        assertThat(seat.interactive()).isFalse();
        assertThat(seat.colour()).isFalse();
        assertThat(seat.unicode()).isFalse();
        assertThat(seat.width()).isEqualTo(80);
    }

    @Test
    void aClosedOutputIsToldOnce() {
        PrintStream closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        Seat seat = new LineSeat(InputStream.nullInputStream(), closed, closed, Looks.ASCII);
        seat.print(List.of("before anybody listens"));
        seat.listen(commands::add, ends::incrementAndGet, gone::incrementAndGet);
        seat.print(List.of("after"));
        Deadline.until(gone::get, count -> assertThat(count).isEqualTo(1));
    }

    @Test
    void aClosedStderrIsNoReasonToEnd() {
        PrintStream closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        Seat seat = new LineSeat(InputStream.nullInputStream(), new PrintStream(out), closed, Looks.ASCII);
        seat.listen(commands::add, ends::incrementAndGet, gone::incrementAndGet);
        seat.printError(List.of("nobody sees this"));
        seat.print(List.of("but this"));
        Deadline.until(ends::get, count -> assertThat(count).isEqualTo(1));
        seat.close();
        assertThat(out.toString(StandardCharsets.US_ASCII)).contains("but this");
        assertThat(gone).hasValue(0);
    }

    @Test
    void anInputThatCannotBeReadIsAtItsEnd() {
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("Bad file descriptor");
            }
        };
        seat(broken).listen(commands::add, ends::incrementAndGet, gone::incrementAndGet);
        Deadline.until(ends::get, count -> assertThat(count).isEqualTo(1));
        Deadline.until(() -> err.toString(StandardCharsets.US_ASCII), said -> assertThat(said)
                .contains("stdin cannot be read (Bad file descriptor)"));
    }

    @Test
    void oneListenerIsEnough() {
        Seat seat = listen("");
        assertThatThrownBy(() -> seat.listen(commands::add, () -> {}, () -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    private Seat listen(String input) {
        Seat seat = seat(new ByteArrayInputStream(input.getBytes(StandardCharsets.US_ASCII)));
        seat.listen(commands::add, ends::incrementAndGet, gone::incrementAndGet);
        return seat;
    }

    private Seat seat(InputStream in) {
        return new LineSeat(in, new PrintStream(out), new PrintStream(err), Looks.ASCII);
    }
}
