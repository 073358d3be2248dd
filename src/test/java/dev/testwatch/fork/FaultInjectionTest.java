package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import dev.testwatch.worker.Frames;
import dev.testwatch.worker.Message;
import dev.testwatch.worker.Message.Ended;
import dev.testwatch.worker.Message.Finished;
import dev.testwatch.worker.Message.Status;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A fork that loses, repeats, mixes up, cuts off or misstates what it says never has its run reported green. */
@Tag("campaign")
class FaultInjectionTest {

    private static final Campaign CAMPAIGN = Campaign.of("fault-injected runs reported green");

    private final long seed = CAMPAIGN.seed();
    private final Random random = new Random(seed);

    @Test
    void noRunIsCompleteThatIsNotTheTruth() throws IOException {
        int wanted = CAMPAIGN.size(300, 10_000);
        int harmless = 0;
        int confined = 0;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < wanted; i++) {
                Story story = Story.random(random, 5);
                List<Message> faulty = faulty(story.messages());
                Optional<Run> run = overTheWire(server, faulty);
                if (run.isPresent() && run.get() instanceof Run.Completed) {
                    harmless++;
                    assertThat(story.isToldBy(run.get()))
                            .as("seed %d, run %d, reported complete", seed, i)
                            .isTrue();
                } else if (run.isPresent()
                        && run.get() instanceof Run.Incomplete incomplete
                        && !incomplete.doubted().isEmpty()) {
                    confined++;
                    assertThat(story.isToldBy(incomplete))
                            .as("seed %d, run %d, reported complete but for %s", seed, i, incomplete.doubted())
                            .isTrue();
                }
            }
        }
        CAMPAIGN.report(
                "0 of %,d (%,d had faults that change nothing, %,d put only some classes in doubt), seed %d",
                wanted, harmless, confined, seed);
    }

    @Test
    void theUntouchedStoryIsComplete() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 50; i++) {
                Story story = Story.random(random, 5);
                Optional<Run> run = overTheWire(server, story.messages());
                assertThat(run).as("seed %d", seed).containsInstanceOf(Run.Completed.class);
                assertThat(story.isToldBy(run.get())).as("seed %d", seed).isTrue();
            }
        }
    }

    private List<Message> faulty(List<Message> truth) {
        List<Message> faulty = new ArrayList<>(truth);
        int faults = 1 + random.nextInt(3);
        for (int i = 0; i < faults && !faulty.isEmpty(); i++) {
            int at = random.nextInt(faulty.size());
            switch (random.nextInt(6)) {
                case 0 -> faulty.remove(at);
                case 1 -> faulty.add(random.nextInt(faulty.size() + 1), faulty.get(at));
                case 2 -> Collections.swap(faulty, at, random.nextInt(faulty.size()));
                case 3 -> faulty.subList(at, faulty.size()).clear();
                case 4 -> faulty.replaceAll(message -> message instanceof Ended ended ? lie(ended) : message);
                default -> faulty.set(at, upsideDown(faulty.get(at)));
            }
        }
        return faulty;
    }

    private Ended lie(Ended said) {
        int[] counts = {said.planned(), said.started(), said.successful(), said.failed(), said.aborted(), said.skipped()
        };
        counts[random.nextInt(counts.length)] += random.nextBoolean() ? 1 : -1;
        return new Ended(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], said.trace());
    }

    /** A failure becomes a success and the other way round. */
    private static Message upsideDown(Message message) {
        if (!(message instanceof Finished finished) || !finished.id().contains("method")) {
            return message;
        }
        Status other = finished.status() == Status.SUCCESSFUL ? Status.FAILED : Status.SUCCESSFUL;
        return new Finished(finished.id(), other, finished.nanos(), finished.thrown());
    }

    private static Optional<Run> overTheWire(ServerSocket server, List<Message> messages) throws IOException {
        try (var fork = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket parent = server.accept()) {
            fork.setTcpNoDelay(true);
            Threads.start("a-fork", () -> say(fork, messages));
            var account = new Account(Silence.INSTANCE);
            var reader = new Frames.Reader(new BufferedInputStream(parent.getInputStream()));
            for (Optional<Message> next = reader.read(); next.isPresent(); next = reader.read()) {
                if (!(next.get() instanceof Message.Pulse)) {
                    account.accept(next.get());
                }
                if (account.over()) {
                    return Optional.of(account.judged());
                }
            }
            return Optional.empty();
        }
    }

    private static void say(Socket socket, List<Message> messages) {
        try {
            var writer = new Frames.Writer(socket.getOutputStream());
            for (Message message : messages) {
                writer.write(message);
            }
            socket.shutdownOutput();
        } catch (java.net.SocketException heardEnough) {
            // Who has heard the last word hangs up, whatever comes behind it.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
