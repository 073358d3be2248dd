package dev.testwatch.talk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Asks the watch that runs in a project. */
public final class Caller {

    private static final int CHUNK = 16 * 1024;

    private Caller() {}

    /** What comes of asking. */
    public sealed interface Outcome {

        record Answered(Reply reply) implements Outcome {}

        /** No watch runs there. */
        record Nobody() implements Outcome {}

        /** The watch ended before it answered, or begins anew. */
        record CutOff() implements Outcome {}
    }

    /**
     * Asks, and waits for the answer as long as the watch takes.
     *
     * @param state the project's state directory
     */
    public static Outcome ask(Path state, Question question) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            Optional<Path> socket = Meeting.find(state);
            if (socket.isEmpty()) {
                return new Outcome.Nobody();
            }
            channel.connect(UnixDomainSocketAddress.of(socket.get()));
            return ask(question, channel);
        } catch (IOException | UnsupportedOperationException e) {
            return new Outcome.Nobody(); // nobody listens: what a process that was killed has left
        }
    }

    private static Outcome ask(Question question, SocketChannel channel) {
        try {
            ByteBuffer line = ByteBuffer.wrap((Wire.line(question) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            return Wire.reply(line(channel)).<Outcome>map(Outcome.Answered::new).orElseGet(Outcome.CutOff::new);
        } catch (IOException e) {
            return new Outcome.CutOff();
        }
    }

    private static String line(SocketChannel channel) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (bytes.size() < Wire.LONGEST_REPLY && channel.read(chunk) >= 0) {
            bytes.write(chunk.array(), 0, chunk.position());
            chunk.clear();
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }
}
