package dev.testwatch.fork;

import dev.testwatch.worker.Message;
import dev.testwatch.worker.Message.Ended;
import dev.testwatch.worker.Message.Finished;
import dev.testwatch.worker.Message.Kind;
import dev.testwatch.worker.Message.Node;
import dev.testwatch.worker.Message.Output;
import dev.testwatch.worker.Message.Planned;
import dev.testwatch.worker.Message.Pulse;
import dev.testwatch.worker.Message.Registered;
import dev.testwatch.worker.Message.Skipped;
import dev.testwatch.worker.Message.Started;
import dev.testwatch.worker.Message.Status;
import dev.testwatch.worker.Message.Thrown;
import dev.testwatch.worker.Message.Touched;
import dev.testwatch.worker.Numbers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A true account of a run that might have been, as a fork would give it.
 *
 * @param truth how each test ended
 */
record Story(List<Message> messages, Map<String, TestResult.Status> truth) {

    /** @param classes how many test classes there are, at most; each has up to four tests */
    static Story random(Random random, int classes) {
        return new Teller(random).tell(1 + random.nextInt(classes));
    }

    private static final class Teller {
        private static final Node ENGINE = new Node(
                "[engine:e]",
                Optional.empty(),
                Kind.CONTAINER,
                "E",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        private final Random random;
        private final List<Node> plan = new ArrayList<>(List.of(ENGINE));
        private final List<Message> events = new ArrayList<>();
        private final Map<String, TestResult.Status> truth = new HashMap<>();
        private final int[] counts = new int[6];

        Teller(Random random) {
            this.random = random;
        }

        Story tell(int classes) {
            for (int i = 0; i < classes; i++) {
                testClass("a.T" + i);
            }
            List<Message> messages = new ArrayList<>();
            messages.add(new Planned(plan));
            messages.addAll(events);
            messages.add(new Ended(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], trace()));
            return new Story(List.copyOf(messages), Map.copyOf(truth));
        }

        private long trace() {
            return truth.entrySet().stream()
                    .mapToLong(end -> Ended.trace(end.getKey(), end.getValue().name()))
                    .sum();
        }

        private void testClass(String name) {
            Node container = node("[engine:e]/[class:" + name + "]", ENGINE.id(), Kind.CONTAINER, name);
            plan.add(container);
            events.add(new Started(container.id()));
            int tests = 1 + random.nextInt(4);
            for (int i = 0; i < tests; i++) {
                Node test = node(container.id() + "/[method:m" + i + "()]", container.id(), Kind.TEST, name);
                counts[0]++;
                if (random.nextInt(5) == 0) {
                    events.add(new Registered(test));
                } else {
                    plan.add(test);
                }
                test(test);
            }
            events.add(touched(container));
            events.add(new Finished(container.id(), Status.SUCCESSFUL, 5, Optional.empty()));
        }

        private Touched touched(Node container) {
            Numbers numbers = Numbers.of(BitSet.valueOf(new long[] {random.nextLong(), random.nextInt(100)}));
            return new Touched(
                    List.of(new Message.Loaded("a.B", random.nextLong(), random.nextInt(100), random.nextInt(10))),
                    List.of(new Message.Scope(Touched.EVERYBODY, numbers), new Message.Scope(container.id(), numbers)),
                    List.of(new Message.Span(random.nextInt(100), numbers)),
                    List.of(new Message.Span(random.nextInt(100), numbers)),
                    random.nextInt(10) == 0 ? Optional.of("a class of another's") : Optional.empty());
        }

        private void test(Node test) {
            if (random.nextInt(10) == 0) {
                events.add(new Skipped(test.id(), "not today"));
                counts[5]++;
                truth.put(test.id(), TestResult.Status.SKIPPED);
                return;
            }
            events.add(new Started(test.id()));
            counts[1]++;
            if (random.nextInt(3) == 0) {
                events.add(random.nextBoolean() ? new Pulse() : new Output(Optional.of(test.id()), false, "text ü"));
            }
            int chance = random.nextInt(8);
            Status status = chance == 0 ? Status.FAILED : chance == 1 ? Status.ABORTED : Status.SUCCESSFUL;
            counts[status == Status.SUCCESSFUL ? 2 : status == Status.FAILED ? 3 : 4]++;
            events.add(new Finished(
                    test.id(), status, random.nextInt(1000), status == Status.SUCCESSFUL ? Optional.empty() : why()));
            truth.put(test.id(), TestResult.Status.valueOf(status.name()));
        }

        private static Optional<Thrown> why() {
            return Optional.of(new Thrown(
                    "a.Failure",
                    Optional.of("broken"),
                    List.of("a.T.m(T.java:1)"),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty()));
        }

        private static Node node(String id, String parent, Kind kind, String className) {
            return new Node(
                    id,
                    Optional.of(parent),
                    kind,
                    id.substring(id.lastIndexOf(':') + 1),
                    Optional.of(className),
                    Optional.of(className),
                    kind == Kind.TEST ? Optional.of("m") : Optional.empty());
        }
    }

    /** Whether this run says of every test what is true of it; of those whose classes are in doubt it says nothing. */
    boolean isToldBy(Run run) {
        Set<String> doubted = run instanceof Run.Incomplete incomplete ? incomplete.doubted() : Set.of();
        Map<String, TestResult.Status> told = new HashMap<>();
        run.results().forEach(result -> told.put(result.id(), result.status()));
        Map<String, TestResult.Status> sure = new HashMap<>(truth);
        sure.keySet().removeIf(id -> doubted.stream().anyMatch(name -> id.contains("[class:" + name + "]")));
        return told.equals(sure) && run.results().size() == sure.size();
    }
}
