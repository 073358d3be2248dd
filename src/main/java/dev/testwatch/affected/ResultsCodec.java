package dev.testwatch.affected;

import dev.testwatch.fork.TestResult;
import dev.testwatch.worker.Message.Thrown;
import java.time.Duration;
import java.util.List;

/** Results of tests as bytes. What explains a failure is cut to a size that explains it still. */
final class ResultsCodec {

    private static final int LONGEST_MESSAGE = 8 * 1024;
    private static final int LONGEST_OUTPUT = 4 * 1024;
    private static final int MOST_FRAMES = 64;
    private static final int MOST_SUPPRESSED = 4;
    private static final int DEEPEST_CAUSE = 8;

    private static final List<TestResult.Status> STATUSES = List.of(
            TestResult.Status.SUCCESSFUL,
            TestResult.Status.FAILED,
            TestResult.Status.ABORTED,
            TestResult.Status.SKIPPED);

    private ResultsCodec() {}

    static Slice encode(List<TestResult> results) {
        return Slice.of(new Encoder().list(results, ResultsCodec::write).bytes());
    }

    static List<TestResult> decode(Slice bytes) {
        return List.copyOf(new Decoder(bytes).list(ResultsCodec::read));
    }

    private static void write(Encoder out, TestResult result) {
        out.text(result.id())
                .text(result.testClass())
                .text(result.className())
                .optional(result.methodName(), Encoder::text)
                .text(result.displayName())
                .flag(result.container())
                .number(STATUSES.indexOf(result.status()))
                .number(Math.max(0, result.duration().toNanos()))
                .optional(result.detail(), (encoder, thrown) -> write(encoder, thrown, DEEPEST_CAUSE))
                .text(head(result.reason(), LONGEST_MESSAGE))
                .text(result.failed() ? tail(result.output()) : "");
    }

    private static TestResult read(Decoder in) {
        return new TestResult(
                in.text(),
                in.text(),
                in.text(),
                in.optional(Decoder::text),
                in.text(),
                in.flag(),
                STATUSES.get((int) in.number()),
                Duration.ofNanos(in.number()),
                in.optional(ResultsCodec::readThrown),
                in.text(),
                in.text());
    }

    private static void write(Encoder out, Thrown thrown, int depth) {
        List<String> frames = thrown.frames();
        List<Thrown> suppressed = thrown.suppressed();
        out.text(thrown.type())
                .optional(thrown.message(), ResultsCodec::writeHead)
                .list(frames.subList(0, Math.min(MOST_FRAMES, frames.size())), Encoder::text)
                .optional(thrown.cause().filter(any -> depth > 0), (encoder, t) -> write(encoder, t, depth - 1))
                .list(
                        suppressed.subList(0, depth == 0 ? 0 : Math.min(MOST_SUPPRESSED, suppressed.size())),
                        (encoder, t) -> write(encoder, t, 0))
                .optional(thrown.expected(), ResultsCodec::writeHead)
                .optional(thrown.actual(), ResultsCodec::writeHead);
    }

    private static Thrown readThrown(Decoder in) {
        return new Thrown(
                in.text(),
                in.optional(Decoder::text),
                in.list(Decoder::text),
                in.optional(ResultsCodec::readThrown),
                in.list(ResultsCodec::readThrown),
                in.optional(Decoder::text),
                in.optional(Decoder::text));
    }

    private static void writeHead(Encoder out, String text) {
        out.text(head(text, LONGEST_MESSAGE));
    }

    private static String head(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    private static String tail(String text) {
        return text.length() <= LONGEST_OUTPUT ? text : text.substring(text.length() - LONGEST_OUTPUT);
    }
}
