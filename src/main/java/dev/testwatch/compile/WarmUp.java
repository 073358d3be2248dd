package dev.testwatch.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Does what an edit of an ordinary source would do, and publishes nothing. */
final class WarmUp {

    private final List<Unit> units;

    WarmUp(List<Unit> units) {
        this.units = units;
    }

    /** One round; the first one also reads what the first edit would have to. */
    void run(boolean first) {
        for (var unit : units) {
            ordinarySource(unit).ifPresent(source -> compile(unit, source));
        }
        if (first) {
            for (var unit : units) {
                unit.inventory().classes().keySet().forEach(unit.published()::facts);
            }
        }
    }

    /** The source in the middle by the number of names that it mentions. */
    private static Optional<SourceText> ordinarySource(Unit unit) {
        var candidates = unit.inventory().sources().entrySet().stream()
                .filter(entry -> !unit.isGenerated(entry.getKey()) && !SourceRoots.isModuleInfo(entry.getKey()))
                .sorted(Comparator.comparing(
                        entry -> entry.getValue().identifiers().size()))
                .toList();
        return candidates.isEmpty()
                ? Optional.empty()
                : SourceText.read(
                        candidates.get(candidates.size() / 2).getKey(),
                        unit.sources().encoding());
    }

    private static void compile(Unit unit, SourceText source) {
        var view = new ArrayList<Draft>();
        view.add(new Draft(unit.published()));
        unit.upstream().forEach(each -> view.add(new Draft(each.published())));
        // With processors a run on its own writes what it generates; opening the class path has to do.
        if (!unit.javac().processors()) {
            var outcome = unit.javac().compile(List.of(source), view, Set.of());
            if (outcome instanceof Javac.Outcome.Compiled compiled) {
                compiled.classes().values().forEach(classes -> classes.values().forEach(ClassFacts::read));
            }
        }
    }
}
