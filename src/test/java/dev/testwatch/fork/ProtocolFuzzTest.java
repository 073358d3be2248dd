package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import dev.testwatch.worker.Frames;
import dev.testwatch.worker.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever bytes come: no other exception than that of the reader, little memory, never a wrong verdict. */
@Tag("campaign")
class ProtocolFuzzTest {

    private static final Campaign CAMPAIGN = Campaign.of("protocol fuzz");
    private static final long MOST_MEMORY = 64L << 20;
    private static final int STORIES = 64;
    private static final int LENGTH_AT = 8;
    private static final int HEADER = 12;

    private final long seed = CAMPAIGN.seed();
    private final Random random = new Random(seed);
    private long frames;
    private long completed;
    private long worstMemory;

    /** A story and its frames, with their checksums. */
    private record Recorded(Story story, List<byte[]> frames) {}

    @Test
    void noStreamMakesTheReaderFailOrTheAccountLie() throws IOException {
        List<Recorded> stories = new ArrayList<>();
        for (int i = 0; i < STORIES; i++) {
            stories.add(recorded(Story.random(random, 3)));
        }
        int wanted = CAMPAIGN.size(100_000, 20_000_000);
        long began = System.nanoTime();
        while (frames < wanted) {
            Recorded recorded = stories.get(random.nextInt(STORIES));
            feed(recorded.story(), mutated(recorded.frames()));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        CAMPAIGN.report(
                "%,d mutated frames, 0 wrong verdicts, 0 escaped exceptions, at most %,d kB for one stream, %,.0f"
                        + " frames/s, %,d streams still true, seed %d",
                frames, worstMemory >> 10, frames / seconds, completed, seed);
    }

    private static Recorded recorded(Story story) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        var bytes = new ByteArrayOutputStream();
        var writer = new Frames.Writer(bytes);
        for (Message message : story.messages()) {
            bytes.reset();
            writer.write(message);
            frames.add(bytes.toByteArray());
        }
        return new Recorded(story, frames);
    }

    private void feed(Story story, byte[] stream) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Optional<Run> run = Optional.empty();
        try {
            run = heard(stream);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(Frames.Malformed.class);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + ", frame " + frames, e);
        }
        long memory = threads.getCurrentThreadAllocatedBytes() - before;
        worstMemory = Math.max(worstMemory, memory);
        assertThat(memory).as("seed %d", seed).isLessThan(MOST_MEMORY);
        if (run.isPresent() && run.get() instanceof Run.Completed) {
            completed++;
            assertThat(story.isToldBy(run.get()))
                    .as("seed %d: complete, but not the truth", seed)
                    .isTrue();
        }
    }

    /** As a fork hears its JVM; empty if the stream ends without a last word. */
    private Optional<Run> heard(byte[] stream) throws IOException {
        var account = new Account(Silence.INSTANCE);
        var reader = new Frames.Reader(new ByteArrayInputStream(stream));
        frames++;
        for (Optional<Message> next = reader.read(); next.isPresent(); next = reader.read()) {
            frames++;
            if (!(next.get() instanceof Message.Pulse)) {
                account.accept(next.get());
            }
            if (account.over()) {
                return Optional.of(account.judged());
            }
        }
        return Optional.empty();
    }

    private byte[] mutated(List<byte[]> original) {
        List<byte[]> frames = new ArrayList<>(original);
        int faults = 1 + random.nextInt(3);
        for (int i = 0; i < faults && !frames.isEmpty(); i++) {
            int at = random.nextInt(frames.size());
            switch (random.nextInt(9)) {
                case 0 -> frames.set(at, flipped(frames.get(at)));
                case 1 -> frames.set(at, signed(flipped(frames.get(at))));
                case 2 -> frames.set(at, signed(withNumber(frames.get(at))));
                case 3 -> frames.remove(at);
                case 4 -> frames.add(at, frames.get(random.nextInt(frames.size())));
                case 5 -> Collections.swap(frames, at, random.nextInt(frames.size()));
                case 6 -> frames.set(at, cut(frames.get(at)));
                case 7 -> frames.add(at, noise());
                default -> renumber(frames, at);
            }
        }
        return joined(frames);
    }

    private byte[] flipped(byte[] frame) {
        byte[] flipped = frame.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** Puts a number that somebody might trust in the place of four bytes. */
    private byte[] withNumber(byte[] frame) {
        byte[] changed = frame.clone();
        int[] numbers = {-1, 0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 8 << 20, (8 << 20) + 1, random.nextInt()};
        if (changed.length >= Integer.BYTES) {
            int at = random.nextInt(4) == 0
                    ? Math.min(LENGTH_AT, changed.length - Integer.BYTES)
                    : random.nextInt(changed.length - 3);
            ByteBuffer.wrap(changed).putInt(at, numbers[random.nextInt(numbers.length)]);
        }
        return changed;
    }

    /** With a checksum that holds, so that what is inside is looked at. */
    private static byte[] signed(byte[] frame) {
        if (frame.length < HEADER + Integer.BYTES) {
            return frame;
        }
        var crc = new CRC32();
        crc.update(frame, 0, frame.length - Integer.BYTES);
        ByteBuffer.wrap(frame).putInt(frame.length - Integer.BYTES, (int) crc.getValue());
        return frame;
    }

    private byte[] cut(byte[] frame) {
        int from = random.nextInt(frame.length + 1);
        byte[] cut = new byte[frame.length - from];
        System.arraycopy(frame, random.nextBoolean() ? 0 : from, cut, 0, cut.length);
        return cut;
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        return noise;
    }

    /** What stands here and behind gets the numbers that are due, as if nothing were wrong. */
    private void renumber(List<byte[]> frames, int from) {
        Collections.swap(frames, from, random.nextInt(frames.size()));
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).length > HEADER) {
                byte[] numbered = frames.get(i).clone();
                ByteBuffer.wrap(numbered).putInt(4, i);
                frames.set(i, signed(numbered));
            }
        }
    }

    private static byte[] joined(List<byte[]> frames) {
        var joined = new ByteArrayOutputStream();
        frames.forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
