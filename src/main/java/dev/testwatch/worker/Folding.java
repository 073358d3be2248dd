package dev.testwatch.worker;

import java.util.ArrayList;
import java.util.List;

/** Makes the stack of an endless recursion short: a block of frames that repeats is shown once and counted. */
final class Folding {

    private static final int LONGEST_BLOCK = 32;
    private static final int WORTH_IT = 3;

    /** Ordinary stacks are shown as they are; a recursion of a few frames is not in anybody's way. */
    private static final int LONG = 100;

    private static final int MOST = 1024;

    private Folding() {}

    static List<String> folded(List<String> frames) {
        if (frames.size() <= LONG) {
            return frames;
        }
        List<String> folded = new ArrayList<>();
        int at = 0;
        while (at < frames.size() && folded.size() < MOST) {
            int block = 1;
            int times = 1;
            for (int length = 1; length <= LONGEST_BLOCK && times < WORTH_IT; length++) {
                block = length;
                times = repetitions(frames, at, length);
            }
            if (times < WORTH_IT) {
                folded.add(frames.get(at++));
                continue;
            }
            folded.addAll(frames.subList(at, at + block));
            folded.add("... " + block * (times - 1) + " repeated frames");
            at += block * times;
        }
        if (at < frames.size()) {
            folded.add("... " + (frames.size() - at) + " more frames");
        }
        return folded;
    }

    private static int repetitions(List<String> frames, int at, int length) {
        int times = 1;
        while (at + (times + 1) * length <= frames.size()
                && frames.subList(at, at + length)
                        .equals(frames.subList(at + times * length, at + (times + 1) * length))) {
            times++;
        }
        return times;
    }
}
