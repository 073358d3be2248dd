package dev.testwatch.chaos;

import dev.testwatch.worker.Frames;
import dev.testwatch.worker.Message;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What a fork says, with one thing wrong from a certain frame on. Frames are decoded and encoded again, so that lost,
 * doubled and swapped ones are not given away by their numbers and checksums.
 */
final class Tampering extends InputStream {

    /** What goes wrong. */
    enum Kind {
        KILL,
        CUT,
        LOSE,
        DOUBLE,
        SWAP,
        FLIP,
        LATE,
        LIE
    }

    private final Frames.Reader reader;
    private final Kind kind;
    private final int target;
    private final Random random;
    private final Runnable kill;
    private final Consumer<String> log;
    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    private final Frames.Writer writer = new Frames.Writer(encoded);
    private byte[] ready = new byte[0];
    private int at;
    private int frames;

    Tampering(InputStream sent, Kind kind, int target, Random random, Runnable kill, Consumer<String> log) {
        this.reader = new Frames.Reader(new BufferedInputStream(sent));
        this.kind = kind;
        this.target = target;
        this.random = random;
        this.kill = kill;
        this.log = log;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (at == ready.length) {
            if (!refill()) {
                return -1;
            }
        }
        int count = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, bytes, offset, count);
        at += count;
        return count;
    }

    /** @return false at the end */
    private boolean refill() throws IOException {
        Optional<Message> message = reader.read();
        if (message.isEmpty()) {
            return false;
        }
        boolean now = frames++ == target || (kind == Kind.LIE && message.get() instanceof Message.Ended);
        if (!now) {
            encode(List.of(message.get()));
            return true;
        }
        log.accept(kind + " at " + message.get().getClass().getSimpleName());
        return tamper(message.get());
    }

    private boolean tamper(Message message) throws IOException {
        switch (kind) {
            case KILL -> {
                kill.run();
                encode(List.of(message));
            }
            case CUT -> {
                encode(List.of(message));
                ready = Arrays.copyOf(ready, random.nextInt(ready.length));
                kill.run();
            }
            case LOSE -> encode(List.of());
            case DOUBLE -> encode(List.of(message, message));
            case SWAP -> encode(swapped(message));
            case FLIP -> {
                encode(List.of(message));
                ready[random.nextInt(ready.length)] ^= (byte) (1 << random.nextInt(8));
            }
            case LATE -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(300)));
                encode(List.of(message));
            }
            case LIE -> encode(List.of(lie(message)));
        }
        return kind != Kind.CUT || ready.length > 0;
    }

    private List<Message> swapped(Message first) throws IOException {
        List<Message> both = new ArrayList<>();
        reader.read().ifPresent(both::add);
        both.add(first);
        return both;
    }

    private static Message lie(Message message) {
        return message instanceof Message.Ended end
                ? new Message.Ended(
                        end.planned() - 1,
                        end.started(),
                        end.successful() + 1,
                        end.failed(),
                        end.aborted(),
                        end.skipped(),
                        end.trace())
                : message;
    }

    private void encode(List<Message> messages) throws IOException {
        encoded.reset();
        for (Message message : messages) {
            writer.write(message);
        }
        ready = encoded.toByteArray();
        at = 0;
    }
}
