package dev.testwatch.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testwatch.worker.Message.Broken;
import dev.testwatch.worker.Message.Ended;
import dev.testwatch.worker.Message.Exiting;
import dev.testwatch.worker.Message.Finished;
import dev.testwatch.worker.Message.Hello;
import dev.testwatch.worker.Message.Kind;
import dev.testwatch.worker.Message.Node;
import dev.testwatch.worker.Message.Output;
import dev.testwatch.worker.Message.Planned;
import dev.testwatch.worker.Message.Ready;
import dev.testwatch.worker.Message.Registered;
import dev.testwatch.worker.Message.Run;
import dev.testwatch.worker.Message.Skipped;
import dev.testwatch.worker.Message.Started;
import dev.testwatch.worker.Message.Status;
import dev.testwatch.worker.Message.Thrown;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class FramesTest {

    private static final String TEXT = "ü \u0000 \uD83D\uDE00 \u001b[31m\n";

    private static final Thrown INNER = new Thrown(
            "a.Inner", Optional.empty(), List.of(), Optional.empty(), List.of(), Optional.of(""), Optional.of(TEXT));

    private static final Thrown THROWN = new Thrown(
            "a.Outer",
            Optional.of(TEXT),
            List.of("a.B.c(B.java:1)", "d.E.f(Unknown Source)"),
            Optional.of(INNER),
            List.of(INNER, INNER),
            Optional.empty(),
            Optional.empty());

    private static final Node NODE = new Node(
            "[a:b]", Optional.of("[a]"), Kind.TEST, TEXT, Optional.of("A"), Optional.of("A$B"), Optional.of("m"));

    private static final Numbers NUMBERS =
            Numbers.of(BitSet.valueOf(new long[] {5, 0, 0, 1L << 63, Long.MAX_VALUE, 0, 1}));

    private static final List<Message> ALL = List.of(
            new Run(List.of("class:a.B", "id:[x]"), List.of("a & b"), List.of(), Optional.of("name")),
            new Run(
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.of(new Message.Recording("/a/1.table", "/a/1.data", List.of("/a", "/"), List.of("/a/b")))),
            new Message.Touched(
                    List.of(new Message.Loaded("a.B", Long.MIN_VALUE, 7, 3)),
                    List.of(new Message.Scope(TEXT, NUMBERS), new Message.Scope("", Numbers.of(new BitSet()))),
                    List.of(new Message.Span(Integer.MAX_VALUE, NUMBERS)),
                    List.of(new Message.Span(0, NUMBERS)),
                    List.of(new Message.Seen(9, TEXT, Message.How.LISTED), new Message.Seen(1, "", Message.How.OWN)),
                    Optional.of("why"),
                    Optional.of("blind")),
            new Hello(Long.MAX_VALUE, "17", ""),
            new Ready(),
            new Planned(List.of(
                    NODE,
                    new Node(
                            "r",
                            Optional.empty(),
                            Kind.CONTAINER,
                            "",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()))),
            new Registered(NODE),
            new Started(TEXT),
            new Skipped("id", ""),
            new Finished("id", Status.ABORTED, -1, Optional.of(THROWN)),
            new Finished("id", Status.SUCCESSFUL, 1, Optional.empty()),
            new Output(Optional.of("id"), true, TEXT),
            new Output(Optional.empty(), false, ""),
            new Broken(THROWN),
            new Exiting(List.of("a.B.c(B.java:1)")),
            new Ended(1, 2, 3, 4, 5, Integer.MAX_VALUE, Long.MIN_VALUE),
            new Message.Dump(),
            new Message.Stacks(
                    List.of(new Message.Stack("main", "runs", Optional.of("[a:b]"), List.of("a.B.c(B.java:1)"))),
                    List.of("\"a\" waits for \"b\""),
                    List.of("Finalizer")),
            new Message.Leak("a.B", List.of("left 1 thread: x")),
            new Message.Pulse(),
            new Message.Omitted(Optional.of("id"), Long.MAX_VALUE));

    @Test
    void everyKindOfMessageIsAmongTheExamples() {
        assertThat(ALL.stream().map(Message::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Message.class.getPermittedSubclasses())
                        .filter(Message.class::isAssignableFrom)
                        .map(type -> type.asSubclass(Message.class))
                        .collect(Collectors.toSet()));
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        assertThat(read(written())).isEqualTo(ALL);
    }

    @Test
    void aStreamThatEndsAnywhereIsJustAtItsEnd() throws IOException {
        byte[] all = written();
        for (int length = 0; length < all.length; length++) {
            List<Message> read = read(Arrays.copyOf(all, length));
            assertThat(read).isEqualTo(ALL.subList(0, read.size()));
        }
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        byte[] all = written();
        for (int bit = 0; bit < all.length * 8; bit++) {
            byte[] flipped = all.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            List<Message> read = new ArrayList<>();
            try {
                // A flipped length may claim more than there is; then the stream ends inside the frame.
                read = read(flipped);
            } catch (Frames.Malformed expected) {
                assertThat(expected).hasMessageContaining("protocol error at byte");
            }
            assertThat(read).hasSizeLessThan(ALL.size());
        }
    }

    @Test
    void payloadsOfAnyBytesAreMessagesOrMalformed() {
        var random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[random.nextInt(64)];
            random.nextBytes(payload);
            if (random.nextBoolean()) {
                Arrays.fill(payload, 0, payload.length / 2, (byte) 0);
            }
            int type = random.nextInt(14) - 1;
            try {
                assertThat(Payload.read(type, ByteBuffer.wrap(payload))).isInstanceOf(Message.class);
            } catch (Frames.Malformed expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void mutatedMessagesWithARightChecksumAreMessagesOrMalformed() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] frame = Frames.frame(ALL.get(i % ALL.size()), 0);
            int payload = frame.length - 16;
            for (int change = 0; change < 3 && payload > 0; change++) {
                frame[12 + random.nextInt(payload)] = (byte) random.nextInt();
            }
            var crc = new CRC32();
            crc.update(frame, 0, frame.length - 4);
            ByteBuffer.wrap(frame).putInt(frame.length - 4, (int) crc.getValue());
            try {
                assertThat(read(frame)).hasSize(1);
            } catch (Frames.Malformed expected) {
                assertThat(expected).hasMessageContaining("protocol error at byte 0");
            }
        }
    }

    @Test
    void aLengthBeyondTheLimitIsRefusedBeforeAnythingIsRead() {
        byte[] header = ByteBuffer.allocate(12)
                .putShort((short) 0x5457)
                .put((byte) Frames.VERSION)
                .put((byte) 2)
                .putInt(0)
                .putInt(Frames.LIMIT + 1)
                .array();
        assertThatThrownBy(() -> read(header))
                .isInstanceOf(Frames.Malformed.class)
                .hasMessageContaining("length");
    }

    @Test
    void aFrameOutOfSequenceIsMalformed() throws IOException {
        byte[] second = Frames.frame(new Ready(), 1);
        assertThatThrownBy(() -> read(second))
                .isInstanceOf(Frames.Malformed.class)
                .hasMessageContaining("frame 1");
    }

    @Test
    void aMessageBeyondTheLimitIsNotWritten() {
        var out = new ByteArrayOutputStream();
        var huge = new Output(Optional.empty(), false, "x".repeat(Frames.LIMIT));
        assertThatThrownBy(() -> new Frames.Writer(out).write(huge)).isInstanceOf(Frames.Malformed.class);
        assertThat(out.size()).isZero();
    }

    private static byte[] written() throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new Frames.Writer(out);
        for (Message message : ALL) {
            writer.write(message);
        }
        return out.toByteArray();
    }

    private static List<Message> read(byte[] bytes) throws IOException {
        var reader = new Frames.Reader(new ByteArrayInputStream(bytes));
        List<Message> read = new ArrayList<>();
        Optional<Message> next = reader.read();
        while (next.isPresent()) {
            read.add(next.get());
            next = reader.read();
        }
        return read;
    }
}
