package dev.testwatch.fork;

import dev.testwatch.worker.Message.Thrown;
import java.util.Optional;

/** An exception of a fork as a few lines of text. */
final class Rendered {

    private static final int FRAMES = 10;
    private static final int CAUSES = 5;

    private Rendered() {}

    static String of(Thrown thrown) {
        var text = new StringBuilder();
        Optional<Thrown> next = Optional.of(thrown);
        for (int i = 0; next.isPresent() && i < CAUSES; i++) {
            Thrown each = next.get();
            text.append(i == 0 ? "" : "\ncaused by ").append(each.type());
            each.message().ifPresent(message -> text.append(": ").append(message));
            each.frames().stream().limit(FRAMES).forEach(frame -> text.append("\n    at ")
                    .append(frame));
            next = each.cause();
        }
        return text.toString();
    }
}
