package dev.testwatch.spy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sources that javac does not compile. */
public final class ForeignSources {

    private static final Map<String, String> LANGUAGES =
            Map.of(".kt", "kotlin", ".groovy", "groovy", ".scala", "scala", ".aj", "aspectj", ".clj", "clojure");

    private ForeignSources() {}

    /** The language of a source by the name of its file; empty if javac compiles it or it is none. */
    public static Optional<String> language(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? Optional.empty() : Optional.ofNullable(LANGUAGES.get(name.substring(dot)));
    }

    /** The languages found in these roots and {@link #beside} them. */
    static Set<String> in(Collection<String> roots) {
        Set<Path> places = roots.stream().map(Path::of).collect(Collectors.toCollection(LinkedHashSet::new));
        places.addAll(beside(places));
        return places.stream()
                .flatMap(place -> among(place, found -> found.collect(Collectors.toSet()), Set.<String>of()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The directories beside source roots that are called after a language and hold such sources: plugins compile what
     * is in them, though Maven's model does not name them.
     */
    public static List<Path> beside(Collection<Path> roots) {
        return roots.stream()
                .flatMap(root -> LANGUAGES.values().stream().sorted().map(root::resolveSibling))
                .distinct()
                .filter(place -> !roots.contains(place)
                        && among(place, found -> found.findAny().isPresent(), false))
                .toList();
    }

    /** Asks about the languages of the sources in a directory, or answers {@code none} where nothing can be read. */
    private static <T> T among(Path place, Function<Stream<String>, T> question, T none) {
        if (!Files.isDirectory(place)) {
            return none;
        }
        try (Stream<Path> files = Files.walk(place)) {
            return question.apply(files.flatMap(file -> language(file).stream()));
        } catch (IOException | UncheckedIOException unreadable) {
            return none;
        }
    }
}
