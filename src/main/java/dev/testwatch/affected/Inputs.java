package dev.testwatch.affected;

import dev.testwatch.affected.Used.Aspect;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that a test class depended on when it ran, each with one number for what it was then. Immutable.
 *
 * @param states by file
 */
record Inputs(Map<Used, Long> states) {

    static final Inputs NONE = new Inputs(Map.of());

    /** It changed while the tests ran, and nobody knows what they have seen. */
    static final long UNSURE = 0;

    private static final List<Aspect> ASPECTS = List.of(Aspect.PRESENCE, Aspect.CONTENT, Aspect.NAMES, Aspect.EDITION);

    Inputs {
        states = Map.copyOf(states);
    }

    /** Whether each file is now what it was. */
    boolean hold(Surroundings now) {
        return states.isEmpty() || states.keySet().stream().noneMatch(used -> differs(used, now));
    }

    /** Those that are not what they were, or of which nobody knows what the test class has seen. */
    Stream<Used> changed(Surroundings now) {
        return states.keySet().stream().filter(used -> differs(used, now));
    }

    private boolean differs(Used used, Surroundings now) {
        Long then = states.get(used);
        return then != null && (then == UNSURE || then != now.state(used));
    }

    /** Whether both may be of one state of the disk: no file that both name is known to have been different. */
    boolean agree(Inputs other) {
        return states.entrySet().stream().allMatch(entry -> {
            Long there = other.states.get(entry.getKey());
            return there == null || there == UNSURE || entry.getValue() == UNSURE || there.equals(entry.getValue());
        });
    }

    /** The files of both; of what is unsure in one of them nothing is known. */
    Inputs and(Inputs other) {
        Map<Used, Long> both = new HashMap<>(states);
        other.states.forEach((used, state) -> both.merge(used, state, (one, two) -> one.equals(two) ? one : UNSURE));
        return new Inputs(both);
    }

    boolean useAny(Set<Used> those) {
        return those.stream().anyMatch(states::containsKey);
    }

    void write(Encoder out) {
        out.number(states.size());
        states.forEach((used, state) -> out.text(Optional.ofNullable(used.path().getParent())
                        .map(Path::toString)
                        .orElse(""))
                .text(Optional.ofNullable(used.path().getFileName())
                        .map(Path::toString)
                        .orElse("/"))
                .number(ASPECTS.indexOf(used.aspect()))
                .fixed(state));
    }

    static Inputs read(Decoder in) {
        int count = in.count();
        if (count == 0) {
            return NONE;
        }
        Map<Used, Long> states = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Path path = Path.of(in.text()).resolve(in.text());
            states.put(new Used(path, ASPECTS.get((int) in.number())), in.fixed());
        }
        return new Inputs(states);
    }
}
