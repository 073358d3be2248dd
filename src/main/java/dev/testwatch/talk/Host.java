package dev.testwatch.talk;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Listens for questions on one thread of its own, to many who ask at once. Whoever says nothing, or nothing that can be
 * understood, is sent away; nobody who reads slowly keeps anybody else waiting.
 */
public final class Host implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_GUESTS = 200;

    private final Meeting meeting;
    private final Selector selector;
    private final SelectionKey door;
    private final Duration patience;
    private final LongSupplier nanos;
    private final IntSupplier numbers;
    private final Listener listener;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Map<Integer, Guest> guests = new HashMap<>();
    private final Thread thread;

    /** Is told what is asked; on the host's thread, so it must not block. */
    public interface Listener {

        /** Somebody asks; to be answered once, with this number. */
        void asked(int number, Question question);

        /** Nobody waits for the answer with this number any more. */
        void left(int number);
    }

    private record Answer(int number, Supplier<Reply> reply) {}

    private Host(
            Meeting meeting,
            Selector selector,
            Duration patience,
            LongSupplier nanos,
            IntSupplier numbers,
            Listener listener)
            throws IOException {
        this.nanos = nanos;
        this.numbers = numbers;
        this.meeting = meeting;
        this.selector = selector;
        this.door = meeting.channel().register(selector, SelectionKey.OP_ACCEPT);
        this.patience = patience;
        this.listener = listener;
        this.thread = new Thread(this::listen, "testwatch-talk");
        thread.setDaemon(true);
    }

    /**
     * Begins to listen.
     *
     * @param state the state directory of the project, in which they look who ask
     * @param temporary where temporary files go
     * @param numbers a new number for each who asks; called on the host's thread
     * @throws IOException if another process listens there, or nobody can
     */
    public static Host open(Path state, Path temporary, IntSupplier numbers, Listener listener) throws IOException {
        return open(state, temporary, PATIENCE, System::nanoTime, numbers, listener);
    }

    /**
     * @param patience how long a question may take to be said
     * @param nanos the clock by which that is measured, as {@link System#nanoTime}
     */
    static Host open(
            Path state, Path temporary, Duration patience, LongSupplier nanos, IntSupplier numbers, Listener listener)
            throws IOException {
        Meeting meeting = Meeting.open(state, temporary);
        try {
            var host = new Host(meeting, Selector.open(), patience, nanos, numbers, listener);
            host.thread.start();
            return host;
        } catch (IOException e) {
            meeting.close();
            throw e;
        }
    }

    /**
     * Answers a question, from any thread and without waiting; one that nobody waits for any more is forgotten.
     *
     * @param reply is asked on the host's thread
     */
    public void answer(int number, Supplier<Reply> reply) {
        answers.add(new Answer(number, reply));
        selector.wakeup();
    }

    /** Ends listening and takes the socket away. Answers that were given are sent, if that is possible at once. */
    @Override
    public void close() {
        open.set(false);
        selector.wakeup();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- the host's thread; all else is its own

    private void listen() {
        try (selector;
                meeting) {
            while (open.get()) {
                turn();
            }
            giveAnswers();
        } catch (IOException e) {
            open.set(false); // nobody can be heard any more, or the next start takes the socket away
        } finally {
            List.copyOf(guests.values()).forEach(this::leave);
        }
    }

    private void turn() throws IOException {
        boolean closed = door.interestOps() == 0;
        selector.select(guests.isEmpty() && !closed ? 0 : Math.max(1, patience.toMillis() / 2));
        door.interestOps(SelectionKey.OP_ACCEPT);
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof Guest guest) {
                serve(guest, key);
            } else {
                accept();
            }
        }
        selector.selectedKeys().clear();
        giveAnswers();
        sendAwayTheSilent();
    }

    private void giveAnswers() {
        for (Optional<Answer> answer = poll(); answer.isPresent(); answer = poll()) {
            Answer given = answer.get();
            guest(given.number()).ifPresent(guest -> say(guest, reply(given)));
        }
    }

    private static Reply reply(Answer given) {
        try {
            return given.reply().get();
        } catch (RuntimeException e) {
            return Reply.refused("the answer cannot be told (" + e + ")"); // a mistake of ours; others ask, too
        }
    }

    private Optional<Answer> poll() {
        return Optional.ofNullable(answers.poll());
    }

    private Optional<Guest> guest(int number) {
        return Optional.ofNullable(guests.get(number));
    }

    private void accept() {
        try {
            Optional<SocketChannel> come = Optional.ofNullable(meeting.channel().accept());
            if (come.isPresent()) {
                receive(come.get());
            }
        } catch (IOException e) {
            door.interestOps(0); // too many open files, most likely: not before some time has passed
        }
    }

    private void receive(SocketChannel come) throws IOException {
        come.configureBlocking(false);
        var guest = new Guest(numbers.getAsInt(), come, nanos.getAsLong());
        come.register(selector, SelectionKey.OP_READ, guest);
        guests.put(guest.number(), guest);
        if (guests.size() > MOST_GUESTS) {
            say(guest, Reply.refused(MOST_GUESTS + " others ask this watch already"));
        }
    }

    private void serve(Guest guest, SelectionKey key) {
        try {
            boolean stays = (!key.isReadable() || guest.read()) && !(key.isWritable() && guest.write());
            if (stays) {
                guest.line().ifPresent(line -> hear(guest, line));
            } else {
                leave(guest);
            }
        } catch (IOException e) {
            leave(guest); // gone without a word
        }
    }

    private void hear(Guest guest, String line) {
        Optional<Question> question = Wire.question(line);
        if (question.isPresent()) {
            guest.asks();
            listener.asked(guest.number(), question.get());
        } else {
            say(guest, Reply.refused("the watch does not understand this; is it another version?"));
        }
    }

    private void say(Guest guest, Reply reply) {
        try {
            guest.hears(Wire.line(reply), nanos.getAsLong());
            if (guest.write()) {
                leave(guest);
            } else {
                guest.awaitRoom(selector);
            }
        } catch (IOException e) {
            leave(guest); // gone before it heard the answer
        }
    }

    private void leave(Guest guest) {
        guests.remove(guest.number());
        guest.close();
        if (guest.waits()) {
            listener.left(guest.number());
        }
    }

    private void sendAwayTheSilent() {
        long now = nanos.getAsLong();
        guests.values().stream()
                .filter(guest -> guest.isSilent(now, patience))
                .toList()
                .forEach(this::leave);
    }
}
