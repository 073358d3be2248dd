package dev.testwatch.loop;

import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.ThreadDump;
import dev.testwatch.worker.Message.Stack;
import dev.testwatch.worker.Message.Thrown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The results of tests that could not tell theirs any more, and of classes that left something behind. */
final class Deaths {

    private Deaths() {}

    static Thrown thrown(String cause, List<String> frames) {
        return new Thrown(
                cause, Optional.empty(), frames, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }

    static Thrown thrown(String cause, List<String> frames, String message) {
        return new Thrown(
                cause,
                Optional.of(message).filter(text -> !text.isBlank()),
                frames,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Where the test was is the stack of its failure. */
    static Thrown timedOut(String id, String cause, ThreadDump dump) {
        Optional<Stack> stack = dump.of(id);
        List<String> message = new ArrayList<>();
        stack.ifPresent(own -> message.add("\"" + own.thread() + "\" " + own.state()));
        dump.deadlocks().forEach(sentence -> message.add("deadlock: " + sentence));
        if (!dump.answered()) {
            message.addAll(dump.text());
        }
        dump.file().ifPresent(file -> message.add("thread dump: " + file));
        return thrown(cause, stack.map(Stack::frames).orElse(List.of()), String.join("\n", message));
    }

    static TestResult ofClass(String id, String testClass, Thrown why) {
        return result(id, testClass, Optional.of(testClass), Optional.empty(), testClass, why);
    }

    static TestResult result(
            String id,
            String testClass,
            Optional<String> className,
            Optional<String> methodName,
            String displayName,
            Thrown why) {
        return new TestResult(
                id,
                testClass,
                className.orElse(testClass),
                methodName,
                displayName,
                methodName.isEmpty() && displayName.equals(testClass),
                TestResult.Status.FAILED,
                Duration.ZERO,
                Optional.of(why),
                "",
                "");
    }
}
