package dev.testwatch.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testwatch.console.Deadline;
import dev.testwatch.talk.Caller.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions and answers over a real socket. */
class TalkTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Question STATUS = new Question.Status(true, false);
    private static final Reply GREEN = new Reply(0, List.of("all 90 pass", "ä \u2028 \"\n"), List.of("none"));

    @TempDir
    Path directory;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Asked asked = new Asked();
    private Path state = Path.of("");

    @BeforeEach
    void makePlace() throws IOException {
        state = Files.createDirectory(directory.resolve("state"));
    }

    @AfterEach
    void nothingIsLeft() {
        Deadline.until(() -> all(directory), files -> assertThat(files)
                .noneMatch(file -> file.getFileName().toString().startsWith("socket")));
    }

    private static List<Path> all(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.toList();
        } catch (IOException | UncheckedIOException e) {
            throw new AssertionError("something is being deleted", e);
        }
    }

    @Test
    void carriesAQuestionAndItsAnswer() throws Exception {
        try (Host host = host(state, LONG)) {
            for (Question question : List.of(STATUS, new Question.Send("filter Ä b"), new Question.Run("Foo*#bar"))) {
                CompletableFuture<Outcome> reply = ask(state, question);
                One one = asked.next();
                assertThat(one.question()).isEqualTo(question);
                host.answer(one.number(), () -> GREEN);
                assertThat(reply.get()).isEqualTo(new Outcome.Answered(GREEN));
            }
            assertThat(asked.left).isEmpty();
        }
    }

    @Test
    void answersManyAtOnceInAnyOrder() throws Exception {
        try (Host host = host(state, LONG)) {
            List<CompletableFuture<Outcome>> replies = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                replies.add(ask(state, new Question.Send("line " + i)));
            }
            List<One> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(0, asked.next());
            }
            for (One one : all) {
                String line = ((Question.Send) one.question()).line();
                host.answer(one.number(), () -> new Reply(1, List.of(line), List.of()));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(replies.get(i).get())
                        .isEqualTo(new Outcome.Answered(new Reply(1, List.of("line " + i), List.of())));
            }
        }
    }

    @Test
    void sendsAnAnswerThatIsMoreThanASocketHolds() throws Exception {
        Reply large = new Reply(1, List.of("x".repeat(3 << 20)), List.of());
        try (Host host = host(state, LONG)) {
            CompletableFuture<Outcome> reply = ask(state, STATUS);
            host.answer(asked.next().number(), () -> large);
            assertThat(reply.get()).isEqualTo(new Outcome.Answered(large));
        }
    }

    @Test
    void refusesWhatIsNoQuestionAndGoesOn() throws Exception {
        List<String> garbage = List.of(
                "GET / HTTP/1.1",
                "{",
                "[]",
                "{\"testwatch\":1}",
                "{\"testwatch\":1,\"ask\":\"quit\"}",
                "{\"testwatch\":2,\"ask\":\"status\"}",
                "{\"testwatch\":1,\"ask\":[[[",
                "{\"ask\":\"status\"}",
                "");
        try (Host host = host(state, LONG)) {
            for (String line : garbage) {
                try (SocketChannel channel = connect()) {
                    say(channel, line + "\n");
                    assertThat(Wire.reply(hear(channel)).map(Reply::exitCode))
                            .as(line)
                            .contains(Reply.REFUSED);
                }
            }
            assertThat(asked.questions).isEmpty();
            assertStillAnswers(host);
        }
    }

    @Test
    void cutsOffALineWithoutEnd() throws Exception {
        try (Host host = host(state, LONG);
                SocketChannel channel = connect()) {
            assertThatThrownBy(() -> {
                        while (true) {
                            say(channel, "x".repeat(Wire.LONGEST_QUESTION));
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertStillAnswers(host);
        }
    }

    @Test
    void sendsAwayWhoSaysNothing() throws Exception {
        var clock = new AtomicLong();
        try (Host host = Host.open(
                        state, directory, Duration.ofMillis(100), clock::get, numbers::incrementAndGet, asked);
                SocketChannel silent = connect();
                SocketChannel slow = connect()) {
            say(slow, "{\"testwatch\":1,");
            List<CompletableFuture<String>> heard = Stream.of(silent, slow)
                    .map(channel -> inBackground(() -> hear(channel)))
                    .toList();
            Deadline.until(
                    () -> {
                        clock.addAndGet(Duration.ofMillis(100).toNanos());
                        return heard;
                    },
                    both -> assertThat(both).allMatch(CompletableFuture::isDone));
            assertThat(heard).allMatch(told -> told.join().isEmpty());
            assertThat(asked.questions).isEmpty();
            assertStillAnswers(host);
        }
    }

    @Test
    void fiftyWhoAskAndGoNoFurtherKeepNobodyWaiting() throws Exception {
        List<SocketChannel> hanging = new ArrayList<>();
        try (Host host = host(state, LONG)) {
            for (int i = 0; i < 50; i++) {
                SocketChannel channel = connect();
                hanging.add(channel);
                say(channel, i % 2 == 0 ? "{\"testwatch\":1" : Wire.line(STATUS) + "\n");
            }
            for (int i = 0; i < 25; i++) {
                // More than the socket holds, to one who does not read it.
                host.answer(asked.next().number(), () -> new Reply(1, List.of("x".repeat(3 << 20)), List.of()));
            }
            assertStillAnswers(host);
        } finally {
            for (SocketChannel channel : hanging) {
                channel.close();
            }
        }
    }

    @Test
    void anAnswerThatCannotBeToldIsARefusal() throws Exception {
        try (Host host = host(state, LONG)) {
            CompletableFuture<Outcome> reply = ask(state, STATUS);
            host.answer(asked.next().number(), () -> {
                throw new IllegalStateException("no words");
            });
            assertThat(reply.get()).isInstanceOfSatisfying(Outcome.Answered.class, answered -> assertThat(
                            answered.reply().exitCode())
                    .isEqualTo(Reply.REFUSED));
            assertStillAnswers(host);
        }
    }

    @Test
    void tellsWhenNobodyWaitsAnyMore() throws Exception {
        try (Host host = host(state, LONG)) {
            SocketChannel channel = connect();
            say(channel, Wire.line(STATUS) + "\n");
            One one = asked.next();
            channel.close();
            assertThat(asked.left.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(one.number());
            host.answer(one.number(), () -> GREEN);
            assertStillAnswers(host);
        }
    }

    @Test
    void givesTheLastAnswerBeforeItEnds() throws Exception {
        CompletableFuture<Outcome> answered;
        CompletableFuture<Outcome> unanswered;
        try (Host host = host(state, LONG)) {
            answered = ask(state, STATUS);
            One one = asked.next();
            unanswered = ask(state, STATUS);
            asked.next();
            host.answer(one.number(), () -> GREEN);
        }
        assertThat(answered.get()).isEqualTo(new Outcome.Answered(GREEN));
        assertThat(unanswered.get()).isEqualTo(new Outcome.CutOff());
    }

    @Test
    void whereNobodyListensThereIsNoAnswer() {
        assertThat(Caller.ask(state, STATUS)).isEqualTo(new Outcome.Nobody());
        assertThat(Caller.ask(directory.resolve("nowhere"), STATUS)).isEqualTo(new Outcome.Nobody());
    }

    @Test
    void replacesWhatAKilledProcessHasLeftAndNothingElse() throws Exception {
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(state.resolve("socket")));
        }
        assertThat(state.resolve("socket")).exists();
        assertThat(Caller.ask(state, STATUS)).isEqualTo(new Outcome.Nobody());

        try (Host host = host(state, LONG)) {
            assertStillAnswers(host);
            assertThatThrownBy(() -> host(state, LONG)).isInstanceOf(IOException.class);
            assertStillAnswers(host);
        }
    }

    @Test
    void leavesTheSocketOfWhoHasTakenItsPlace() throws Exception {
        Host first = host(state, LONG);
        Files.delete(state.resolve("socket"));
        try (Host second = host(state, LONG)) {
            first.close();
            assertStillAnswers(second);
        }
    }

    @Test
    void isForItsOwnerOnly() throws Exception {
        try (Host host = host(state, LONG)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("socket"))))
                    .isEqualTo("rw-------");
            assertStillAnswers(host);
        }
    }

    @Test
    void isElsewhereWhereThePathIsTooLong() throws Exception {
        Path deep = Files.createDirectories(state.resolve("d".repeat(120)));
        try (Host host = host(deep, LONG)) {
            Path socket = Path.of(Files.readString(deep.resolve("socket.path")));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
            CompletableFuture<Outcome> reply = ask(deep, STATUS);
            host.answer(asked.next().number(), () -> GREEN);
            assertThat(reply.get()).isEqualTo(new Outcome.Answered(GREEN));
        }
        assertThat(Caller.ask(deep, STATUS)).isEqualTo(new Outcome.Nobody());
        Deadline.until(() -> all(directory), left -> assertThat(left)
                .filteredOn(path -> directory.equals(path.getParent()))
                .containsExactly(state));
    }

    @Test
    void asksNoSocketThatIsNotItsOwn() throws Exception {
        Path foreign = Files.createDirectory(directory.resolve("testwatch-x"));
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path socket = foreign.resolve("socket");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket)).configureBlocking(false);
            Files.writeString(state.resolve("socket.path"), socket.toString());
            assertThat(Caller.ask(state, STATUS)).isEqualTo(new Outcome.Nobody());
            assertThat(channel.accept()).isNull();
        }
        Files.delete(socket);
        Files.delete(state.resolve("socket.path"));
    }

    // ---- both ends

    private void assertStillAnswers(Host host) throws Exception {
        CompletableFuture<Outcome> reply = ask(state, STATUS);
        host.answer(asked.next().number(), () -> GREEN);
        assertThat(reply.get()).isEqualTo(new Outcome.Answered(GREEN));
    }

    private Host host(Path state, Duration patience) throws IOException {
        return Host.open(state, directory, patience, System::nanoTime, numbers::incrementAndGet, asked);
    }

    private static CompletableFuture<Outcome> ask(Path state, Question question) {
        return inBackground(() -> Caller.ask(state, question));
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> {
            var thread = new Thread(task, "asks");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(state.resolve("socket")));
        return channel;
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String hear(SocketChannel channel) {
        ByteBuffer bytes = ByteBuffer.allocate(10_000);
        try {
            while (channel.read(bytes) >= 0) {
                assertThat(bytes.hasRemaining()).isTrue();
            }
        } catch (IOException e) {
            // How it ends if what was said has not been read.
            assertThat(e).hasMessageContaining("reset");
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private record One(int number, Question question) {}

    private static final class Asked implements Host.Listener {
        final BlockingQueue<One> questions = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> left = new LinkedBlockingQueue<>();

        @Override
        public void asked(int number, Question question) {
            questions.add(new One(number, question));
        }

        @Override
        public void left(int number) {
            left.add(number);
        }

        One next() throws InterruptedException {
            return Optional.ofNullable(questions.poll(LONG.toSeconds(), TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("nobody asks"));
        }
    }
}
