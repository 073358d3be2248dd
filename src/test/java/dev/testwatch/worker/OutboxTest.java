package dev.testwatch.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Message.Output;
import dev.testwatch.worker.Message.Started;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {

    /** Knows how often somebody wrote to it, each of which would wake up a reader. */
    private static final class Wire extends ByteArrayOutputStream {
        private int writes;

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            writes++;
            super.write(bytes, from, length);
        }
    }

    private final Wire wire = new Wire();
    private final Outbox outbox = new Outbox(wire, () -> {});

    @Test
    void aMessageHasLeftWhenItIsSent() throws IOException {
        outbox.send(new Started("one"));

        assertThat(arrived()).containsExactly(new Started("one"));
    }

    @Test
    void aMessageThatMayWaitLeavesTogetherWithTheNextOneAndBeforeIt() throws IOException {
        outbox.sendWithNext(new Started("one"));
        outbox.sendWithNext(new Started("two"));
        assertThat(arrived()).isEmpty();

        outbox.send(new Started("three"));

        assertThat(arrived()).containsExactly(new Started("one"), new Started("two"), new Started("three"));
        assertThat(wire.writes).isEqualTo(1);
    }

    @Test
    void manyThatMayWaitDoNotPileUp() throws IOException {
        var output = new Output(Optional.empty(), false, "x".repeat(10_000));
        for (int i = 0; i < 100; i++) {
            outbox.sendWithNext(output);
        }

        assertThat(arrived()).hasSizeGreaterThan(90);
    }

    private List<Message> arrived() throws IOException {
        var reader = new Frames.Reader(new ByteArrayInputStream(wire.toByteArray()));
        List<Message> all = new ArrayList<>();
        for (Optional<Message> next = reader.read(); next.isPresent(); next = reader.read()) {
            all.add(next.get());
        }
        return all;
    }
}
