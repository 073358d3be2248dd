package dev.testwatch.report;

import dev.testwatch.worker.Message.Thrown;
import java.util.ArrayList;
import java.util.List;

/** A stack trace in the JVM's own form, which consoles of development tools turn into links. */
final class StackText {

    private static final int DEEPEST = 100;

    private StackText() {}

    /** The whole trace, with causes and suppressed exceptions; frames shared with the enclosing trace are counted. */
    static List<String> whole(Thrown thrown) {
        var lines = new ArrayList<String>();
        append(thrown, "", "", List.of(), lines, DEEPEST);
        return lines;
    }

    private static void append(
            Thrown thrown, String caption, String indent, List<String> enclosing, List<String> lines, int depth) {
        if (depth == 0) {
            lines.add(indent + caption + "...");
            return;
        }
        String message = thrown.message().map(text -> ": " + text).orElse("");
        lines.addAll((indent + caption + thrown.type() + message).lines().toList());
        int own = thrown.frames().size() - shared(thrown.frames(), enclosing);
        for (String frame : thrown.frames().subList(0, own)) {
            lines.add(indent + "\tat " + frame);
        }
        if (own < thrown.frames().size()) {
            lines.add(indent + "\t... " + (thrown.frames().size() - own) + " more");
        }
        for (Thrown suppressed : thrown.suppressed()) {
            append(suppressed, "Suppressed: ", indent + "\t", thrown.frames(), lines, depth - 1);
        }
        thrown.cause().ifPresent(cause -> append(cause, "Caused by: ", indent, thrown.frames(), lines, depth - 1));
    }

    private static int shared(List<String> frames, List<String> enclosing) {
        int shared = 0;
        while (shared < Math.min(frames.size(), enclosing.size())
                && frames.get(frames.size() - 1 - shared).equals(enclosing.get(enclosing.size() - 1 - shared))) {
            shared++;
        }
        return shared;
    }
}
