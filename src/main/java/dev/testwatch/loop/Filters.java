package dev.testwatch.loop;

import dev.testwatch.console.Command;
import dev.testwatch.report.Notice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of the filters that the user sets. */
record Filters(State state, long now) {

    /** Empty if the command is not about filters. */
    Optional<Step> on(Command command) {
        Filter filter = state.filter();
        if (command instanceof Command.FilterClasses classes) {
            return Optional.of(filter(filter.withClasses(classes.pattern()), Mistake.inExpression(classes.pattern())));
        }
        if (command instanceof Command.FilterNames names) {
            return Optional.of(filter(filter.withNames(names.pattern()), Mistake.inExpression(names.pattern())));
        }
        if (command instanceof Command.FilterModule module) {
            return Optional.of(filter(filter.withModule(module.pattern()), Optional.empty()));
        }
        if (command instanceof Command.FilterTags tags) {
            Optional<Mistake> mistake = TagExpression.mistake(tags.expression());
            return Optional.of(mistake.map(this::refuse)
                    .orElseGet(() -> filter(filter.withTags(tags.expression()), Optional.empty())));
        }
        if (command instanceof Command.Find find) {
            return Optional.of(filter(Filter.found(find.what()), Optional.empty()));
        }
        return Optional.empty();
    }

    /** A new filter runs what it lets through; none at all leaves only what is stale to run. */
    private Step filter(Filter filter, Optional<Mistake> taken) {
        List<Effect> warnings = taken.map(mistake -> mistake.lines("it is taken as plain text")).stream()
                .<Effect>map(Filters::warning)
                .toList();
        return to(filter).after(warnings);
    }

    /** Another filter, or none. */
    Step to(Filter filter) {
        if (filter.equals(state.filter())) {
            return Step.to(state, state.busy() ? new Effect[0] : new Effect[] {state.showWatching()});
        }
        Wish wish = filter.isEmpty() ? new Wish.Stale(false) : new Wish.All();
        return asked(state.with(filter), wish, now);
    }

    private Step refuse(Mistake mistake) {
        String stays = state.filter()
                .description()
                .map(name -> "the filter stays " + name)
                .orElse("there is still no filter");
        return Step.to(state, warning(mistake.lines(stays)));
    }

    private static Effect warning(String text) {
        return new Effect.Tell(new Notice.Said(Notice.Level.WARNING, text));
    }

    /** Begins what the user asks for, at once or as soon as there is a project. */
    static Step asked(State next, Wish wish, long now) {
        State asked = next.withParked(Map.of()).with(next.guard().asked());
        if (!asked.open() || asked.activity() instanceof Activity.Opening) {
            return Step.to(asked.wanting(Optional.of(wish)));
        }
        return new Cycles(asked, now).begin(wish, Duration.ZERO, Duration.ZERO);
    }
}
