package dev.testwatch.loop;

import java.util.ArrayList;
import java.util.List;

/** The answer to an event: the next state, and what is to be done. */
record Step(State state, List<Effect> effects) {

    Step {
        effects = List.copyOf(effects);
    }

    static Step to(State state, Effect... effects) {
        return new Step(state, List.of(effects));
    }

    /** These effects first, then those of this step. */
    Step after(List<? extends Effect> before) {
        var all = new ArrayList<Effect>(before);
        all.addAll(effects);
        return new Step(state, all);
    }

    Step then(Effect effect) {
        var all = new ArrayList<>(effects);
        all.add(effect);
        return new Step(state, all);
    }
}
