package dev.testwatch.loop;

import dev.testwatch.console.Prompting.Found;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Of very many names the best few, without putting all of them in order; the others are counted. */
final class Best {

    private static final int ENOUGH = 100;
    private static final Comparator<Scored> BEST_FIRST =
            Comparator.comparingInt((Scored scored) -> -scored.score()).thenComparing(Scored::name, Name.ORDER);

    /** The worst at its head. */
    private final PriorityQueue<Scored> kept = new PriorityQueue<>(ENOUGH, BEST_FIRST.reversed());

    private int count;
    private int tests;

    private record Scored(Name name, int score) {}

    void add(Name name, int score) {
        count++;
        tests += name.match().tests();
        if (kept.size() < ENOUGH) {
            kept.add(new Scored(name, score));
        } else if (beatsWorst(name, score)) {
            kept.remove();
            kept.add(new Scored(name, score));
        }
    }

    private boolean beatsWorst(Name name, int score) {
        Scored worst = kept.element();
        return score > worst.score() || (score == worst.score() && Name.ORDER.compare(name, worst.name()) < 0);
    }

    Found found() {
        return new Found(
                kept.stream()
                        .sorted(BEST_FIRST)
                        .map(scored -> scored.name().match())
                        .toList(),
                count,
                tests);
    }
}
