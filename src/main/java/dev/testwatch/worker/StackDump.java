package dev.testwatch.worker;

import dev.testwatch.worker.Message.Stack;
import dev.testwatch.worker.Message.Stacks;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where all threads are, and which of them wait for each other in a circle. */
final class StackDump {

    private static final int MOST_FRAMES = 200;
    private static final int MOST_THREADS = 500;
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    private static final String OURS = "dev.testwatch.worker.";

    private StackDump() {}

    /** @param tests the tests and containers that run, by thread */
    static Stacks of(Map<Thread, String> tests) {
        try {
            return byManagement(tests);
        } catch (LinkageError | SecurityException e) {
            // A JDK without java.management, or tests that forbid it: the stacks are to be had all the same.
            return byThread(tests);
        }
    }

    private static Stacks byManagement(Map<Thread, String> tests) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, String> testOf = new HashMap<>();
        tests.forEach((thread, id) -> testOf.put(thread.getId(), id));
        long[] circle = threads.findDeadlockedThreads();
        Set<Long> deadlocked = new HashSet<>();
        Arrays.stream(circle == null ? new long[0] : circle).forEach(deadlocked::add);
        List<Stack> stacks = new ArrayList<>();
        List<String> deadlocks = new ArrayList<>();
        for (ThreadInfo info : threads.dumpAllThreads(true, true)) {
            List<String> frames = frames(info.getStackTrace());
            if (deadlocked.contains(info.getThreadId())) {
                deadlocks.add("\"" + info.getThreadName() + "\" " + state(info) + ", at " + place(frames));
            }
            stacks.add(new Stack(
                    info.getThreadName(), state(info), Optional.ofNullable(testOf.get(info.getThreadId())), frames));
        }
        return sorted(stacks, deadlocks);
    }

    private static Stacks byThread(Map<Thread, String> tests) {
        List<Stack> stacks = new ArrayList<>();
        Thread.getAllStackTraces()
                .forEach((thread, frames) -> stacks.add(new Stack(
                        thread.getName(),
                        String.valueOf(thread.getState()),
                        Optional.ofNullable(tests.get(thread)),
                        frames(frames))));
        return sorted(stacks, List.of());
    }

    private static Stacks sorted(List<Stack> all, List<String> deadlocks) {
        Predicate<Stack> telling =
                stack -> stack.test().isPresent() || stack.frames().stream().anyMatch(StackDump::own);
        return new Stacks(
                all.stream()
                        .filter(telling)
                        .sorted(Comparator.comparing(
                                (Stack stack) -> stack.test().isEmpty()))
                        .limit(MOST_THREADS)
                        .toList(),
                deadlocks,
                all.stream()
                        .filter(telling.negate())
                        .map(Stack::thread)
                        .limit(MOST_THREADS)
                        .toList());
    }

    private static String state(ThreadInfo info) {
        LockInfo lock = info.getLockInfo();
        if (lock == null) {
            return switch (info.getThreadState()) {
                case RUNNABLE -> "runs";
                case TIMED_WAITING -> "sleeps";
                default -> String.valueOf(info.getThreadState());
            };
        }
        String owner = info.getLockOwnerName();
        return "waits for " + lock + (owner == null ? "" : ", held by \"" + owner + "\"");
    }

    private static List<String> frames(StackTraceElement[] elements) {
        List<String> frames =
                Folding.folded(Stream.of(elements).map(Rendering::frame).toList());
        return frames.subList(0, Math.min(MOST_FRAMES, frames.size()));
    }

    /** The innermost frame that is not the JDK's: there the waiting was asked for. */
    static String place(List<String> frames) {
        return frames.stream()
                .filter(StackDump::own)
                .findFirst()
                .or(() -> frames.stream().findFirst())
                .orElse("an unknown place");
    }

    private static boolean own(String frame) {
        return JDK.stream().noneMatch(frame::startsWith) && !frame.startsWith(OURS);
    }
}
