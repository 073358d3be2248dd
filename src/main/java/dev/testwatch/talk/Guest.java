package dev.testwatch.talk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Somebody who asks: one line from them, one line to them. Belongs to the host's thread. */
final class Guest {

    private final int number;
    private final SocketChannel channel;
    private final long came;
    private final ByteBuffer in = ByteBuffer.allocate(1024);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private ByteBuffer out = ByteBuffer.allocate(0);
    private Stage stage = Stage.SPEAKS;
    private long answered;

    private enum Stage {
        SPEAKS,
        WAITS,
        HEARS
    }

    Guest(int number, SocketChannel channel, long now) {
        this.number = number;
        this.channel = channel;
        this.came = now;
    }

    int number() {
        return number;
    }

    /** Takes in what was said; whether there is more to be expected. What follows the question is not kept. */
    boolean read() throws IOException {
        int count = channel.read(in.clear());
        if (count > 0 && stage == Stage.SPEAKS) {
            heard.write(in.array(), 0, count);
        }
        return count >= 0 && heard.size() <= Wire.LONGEST_QUESTION;
    }

    /** The question, as soon as its line has come to its end; once. */
    Optional<String> line() {
        String text = heard.toString(StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        if (stage != Stage.SPEAKS || end < 0) {
            return Optional.empty();
        }
        return Optional.of(text.substring(0, end));
    }

    /** What was said is a question. */
    void asks() {
        stage = Stage.WAITS;
    }

    /** Whether an answer is due. */
    boolean waits() {
        return stage == Stage.WAITS;
    }

    /** This is the answer. */
    void hears(String line, long now) {
        stage = Stage.HEARS;
        answered = now;
        out = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends what can be sent of the answer now; whether that was all of it. */
    boolean write() throws IOException {
        channel.write(out);
        return stage == Stage.HEARS && !out.hasRemaining();
    }

    /** Lets the selector tell when there is room for more of the answer. */
    void awaitRoom(Selector selector) {
        Optional.ofNullable(channel.keyFor(selector))
                .ifPresent(key -> key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE));
    }

    /** Whether they take too long to ask, or to read the answer. */
    boolean isSilent(long now, Duration patience) {
        long since = stage == Stage.SPEAKS ? now - came : now - answered;
        return stage != Stage.WAITS && since > patience.toNanos();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            out = ByteBuffer.allocate(0); // it counts as closed all the same
        }
    }
}
