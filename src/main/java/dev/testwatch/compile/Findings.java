package dev.testwatch.compile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one compilation has found out so far, over all source sets. */
final class Findings {

    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Map<Path, Problem> blocked = new HashMap<>();
    private final Map<Path, SourceText> texts = new HashMap<>();
    private final Set<Path> edited = new HashSet<>();
    private AbiChange change = AbiChange.NONE;

    void add(List<Problem> found) {
        problems.addAll(found);
    }

    /** Errors first; within them as found. */
    List<Problem> problems() {
        var sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparing(Problem::severity));
        return sorted;
    }

    void block(Path source, Problem why) {
        blocked.putIfAbsent(source, why);
    }

    /** The sources that could not be compiled, each with the error that holds it up. */
    Map<Path, Problem> blocked() {
        return blocked;
    }

    void edited(Set<Path> sources) {
        edited.addAll(sources);
    }

    /** Whether the text of a source is not what its published classes were made from. */
    boolean isEdited(Path source) {
        return edited.contains(source);
    }

    void changed(AbiChange more) {
        change = change.and(more);
    }

    AbiChange change() {
        return change;
    }

    /** The texts that were read: every source is read once. */
    void read(SourceText text) {
        texts.put(text.path(), text);
    }

    Optional<SourceText> text(Path source) {
        return Optional.ofNullable(texts.get(source));
    }
}
