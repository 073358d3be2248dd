package dev.testwatch.fork;

import dev.testwatch.worker.Message.Stack;
import dev.testwatch.worker.Message.Stacks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the threads of a JVM were when it was asked.
 *
 * @param text all of it, for people
 * @param stacks by thread, those that run tests first; empty if the JVM did not answer in our way
 * @param deadlocks who waited for whom
 * @param file where the text was saved
 */
public record ThreadDump(List<String> text, List<Stack> stacks, List<String> deadlocks, Optional<Path> file) {

    private static final int FRAMES = 60;

    public ThreadDump {
        text = List.copyOf(text);
        stacks = List.copyOf(stacks);
        deadlocks = List.copyOf(deadlocks);
    }

    static ThreadDump of(Stacks dump) {
        List<String> text = new ArrayList<>();
        if (!dump.deadlocks().isEmpty()) {
            text.add("DEADLOCK");
            dump.deadlocks().forEach(sentence -> text.add("  " + sentence));
        }
        for (Stack stack : dump.stacks()) {
            text.add("\"" + stack.thread() + "\" " + stack.state()
                    + stack.test().map(id -> ", runs " + id).orElse(""));
            List<String> frames = stack.frames();
            frames.stream().limit(FRAMES).forEach(frame -> text.add("    at " + frame));
            if (frames.size() > FRAMES) {
                text.add("    ... " + (frames.size() - FRAMES) + " more frames");
            }
        }
        if (!dump.others().isEmpty()) {
            text.add(dump.others().size() + " other threads: " + String.join(", ", dump.others()));
        }
        return new ThreadDump(text, dump.stacks(), dump.deadlocks(), Optional.empty());
    }

    /** What the JVM printed by itself. */
    static ThreadDump printed(List<String> lines) {
        return new ThreadDump(lines, List.of(), List.of(), Optional.empty());
    }

    /** There is none. */
    static ThreadDump none(String why) {
        return printed(List.of(why));
    }

    /** Whether the JVM said anything at all. */
    public boolean answered() {
        return text.size() > 1;
    }

    ThreadDump savedIn(Optional<Path> file) {
        return new ThreadDump(text, stacks, deadlocks, file);
    }

    /** Where the thread is that runs this test. */
    public Optional<Stack> of(String test) {
        return stacks.stream()
                .filter(stack -> stack.test().equals(Optional.of(test)))
                .findFirst();
    }
}
