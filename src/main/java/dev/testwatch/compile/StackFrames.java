package dev.testwatch.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who of those that take part in a compilation does something, from the frames of a stack, the innermost first. */
final class StackFrames {

    private static final Set<String> EXITS = Set.of("java.lang.System.exit", "java.lang.Runtime.exit");
    private static final String CALLER = "com.sun.tools.javac.processing.JavacProcessingEnvironment.callProcessor(";
    private static final List<String> NOT_THEIRS =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "dev.testwatch.compile.");
    private static final int MOST = 512;

    private StackFrames() {}

    /** {@code acme.Slow.process(Slow.java:12)}. */
    static List<String> of(StackTraceElement[] stack) {
        var frames = new ArrayList<String>();
        for (var element : stack) {
            if (frames.size() == MOST) {
                break;
            }
            var file = Optional.ofNullable(element.getFileName()).orElse("unknown source");
            frames.add(element.getClassName() + "." + element.getMethodName() + "(" + file
                    + (element.getLineNumber() > 0 ? ":" + element.getLineNumber() : "") + ")");
        }
        return frames;
    }

    /** The frames below the call that ends the JVM; none if no stack holds one. */
    static List<String> ofExit(Iterable<StackTraceElement[]> stacks) {
        for (var stack : stacks) {
            int exit = -1;
            for (int i = 0; i < stack.length; i++) {
                if (EXITS.contains(stack[i].getClassName() + "." + stack[i].getMethodName())) {
                    exit = i;
                }
            }
            if (exit >= 0) {
                return of(stack).stream().skip(exit + 1L).toList();
            }
        }
        return List.of();
    }

    /** The class of the annotation processor that javac has called. */
    static Optional<String> processor(List<String> frames) {
        for (int i = 1; i < frames.size(); i++) {
            if (frames.get(i).startsWith(CALLER)) {
                var frame = frames.get(i - 1);
                var method = frame.substring(0, frame.indexOf('('));
                return Optional.of(method.substring(0, method.lastIndexOf('.')));
            }
        }
        return Optional.empty();
    }

    /** The innermost frame that is neither the JDK's nor ours. */
    static Optional<String> theirs(List<String> frames) {
        return frames.stream()
                .filter(frame -> NOT_THEIRS.stream().noneMatch(frame::startsWith))
                .findFirst();
    }
}
