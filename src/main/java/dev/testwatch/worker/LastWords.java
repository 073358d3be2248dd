package dev.testwatch.worker;

import dev.testwatch.worker.Message.Exiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says at the JVM's end, if it comes before the run's, who called for it. */
final class LastWords {

    private static final Set<String> EXITS = Set.of("java.lang.System.exit", "java.lang.Runtime.exit");
    private static final int FRAMES = 256;

    private LastWords() {}

    static Exiting of(Iterable<StackTraceElement[]> stacks) {
        for (StackTraceElement[] stack : stacks) {
            List<String> frames = new ArrayList<>();
            boolean exits = false;
            for (StackTraceElement element : stack) {
                boolean exit = EXITS.contains(element.getClassName() + "." + element.getMethodName());
                exits = exits || exit;
                if (exits && !exit && frames.size() < FRAMES) {
                    frames.add(Rendering.frame(element));
                }
            }
            if (exits) {
                return new Exiting(frames);
            }
        }
        return new Exiting(List.of());
    }
}
