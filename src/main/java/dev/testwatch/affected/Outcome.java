package dev.testwatch.affected;

import dev.testwatch.fork.TestResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of running a test class once to its end.
 *
 * @param key the content it ran with
 * @param environment the part of the key that is no class or resource
 * @param failures tests and containers that failed
 * @param tests tests that it held, containers not counted
 * @param results the results as {@link ResultsCodec} writes them, since most of them are never looked at
 * @param recording what it was seen to depend on in detail: if some of that is another now, this is worth nothing
 * @param unrecorded why it depended on more than that, for people; empty if it did not, or nothing was seen
 * @param inputs the files that it depended on, known even where there is no recording
 * @param open whether all may be known once it runs by itself, though it is not now
 * @param joined whether not all of its methods ran, since nothing that the others need had changed
 */
record Outcome(
        long key,
        Environment environment,
        int failures,
        int tests,
        Duration took,
        Results results,
        Optional<Recording> recording,
        String unrecorded,
        boolean open,
        Inputs inputs,
        boolean joined) {

    private static final Results NOTHING = new Results(ResultsCodec.encode(List.of()));

    /** Bytes of results. */
    static final class Results {

        private final Slice bytes;

        Results(Slice bytes) {
            this.bytes = bytes;
        }

        List<TestResult> read() {
            return ResultsCodec.decode(bytes);
        }

        long hash() {
            return Digest.ofContent(bytes);
        }
    }

    static Outcome of(long key, Environment environment, List<TestResult> results, Duration took) {
        return new Outcome(
                key,
                environment,
                (int) results.stream().filter(TestResult::failed).count(),
                (int) results.stream().filter(result -> !result.container()).count(),
                took.isNegative() ? Duration.ZERO : took,
                new Results(ResultsCodec.encode(results)),
                Optional.empty(),
                "",
                false,
                Inputs.NONE,
                false);
    }

    Outcome with(Recording recorded) {
        return new Outcome(
                key, environment, failures, tests, took, results, Optional.of(recorded), "", false, inputs, joined);
    }

    /** The same where it depended on more than was recorded, as it would if it ran by itself. */
    Outcome without(String why) {
        return without(why, false);
    }

    private Outcome without(String why, boolean undecided) {
        return new Outcome(key, environment, failures, tests, took, results, recording, why, undecided, inputs, joined);
    }

    /** The same where it depended on more than was recorded, but need not if it runs by itself. */
    Outcome withoutYet(String why) {
        return without(why, true);
    }

    Outcome with(Inputs used) {
        return new Outcome(key, environment, failures, tests, took, results, recording, unrecorded, open, used, joined);
    }

    /** The same for one that asks only whether it still holds. */
    Outcome withoutResults() {
        return new Outcome(
                key, environment, failures, tests, took, NOTHING, recording, unrecorded, open, inputs, joined);
    }

    /** The same of some methods, together with what came of the others before. */
    Outcome ofSome() {
        return new Outcome(key, environment, failures, tests, took, results, recording, unrecorded, open, inputs, true);
    }

    /**
     * Whether this, which came of what there is now, came of the same content as {@code earlier}, which it replaces
     * then.
     */
    boolean replaces(Outcome earlier, Elements elements) {
        return key == earlier.key && inputs.agree(earlier.inputs) && earlier.isRecordedAs(elements);
    }

    /** Whether nothing is known to have run for it that is another now. */
    boolean isRecordedAs(Elements elements) {
        return recording.filter(recorded -> !recorded.holds(elements)).isEmpty();
    }

    /** Reads one whose recording names no other than the first {@code elements} elements. */
    static Outcome read(Decoder in, int elements, Environments environments) {
        return new Outcome(
                in.fixed(),
                environments.of(in.text()),
                (int) in.number(),
                (int) in.number(),
                Duration.ofNanos(in.number()),
                new Results(in.slice()),
                in.optional(any -> Recording.read(any, elements)),
                in.text(),
                in.flag(),
                Inputs.read(in),
                in.flag());
    }

    void write(Encoder out) {
        out.fixed(key)
                .text(environment.text())
                .number(failures)
                .number(tests)
                .number(took.toNanos())
                .slice(results.bytes)
                .optional(recording, (encoder, recorded) -> recorded.write(encoder))
                .text(unrecorded)
                .flag(open);
        inputs.write(out);
        out.flag(joined);
    }

    /** All that it depended on, which vouches for it whatever else has changed; empty if that is not known. */
    Optional<Recording> vouching() {
        return recording.filter(seen -> unrecorded.isEmpty());
    }

    /** Whether it is known what the test class depends on by itself, or that this cannot be known. */
    boolean saysAll() {
        return (!unrecorded.isEmpty() && !open)
                || vouching().filter(recorded -> recorded.unaffected().alone()).isPresent();
    }

    boolean failed() {
        return failures > 0;
    }
}
