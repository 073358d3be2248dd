package dev.testwatch.spy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the languages in source roots that javac does not compile. */
final class ForeignSources {

    private static final Map<String, String> LANGUAGES =
            Map.of(".kt", "kotlin", ".groovy", "groovy", ".scala", "scala", ".aj", "aspectj", ".clj", "clojure");

    /** The languages found in these roots and in the directories that are called after a language beside them. */
    static Set<String> in(Collection<String> roots) {
        Set<Path> places = new LinkedHashSet<>();
        for (String root : roots) {
            Path path = Path.of(root);
            places.add(path);
            LANGUAGES.values().forEach(language -> places.add(path.resolveSibling(language)));
        }
        Set<String> found = new TreeSet<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                collect(place, found);
            }
        }
        return found;
    }

    private static void collect(Path place, Set<String> found) {
        try (Stream<Path> files = Files.walk(place)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.lastIndexOf('.') > 0)
                    .map(name -> LANGUAGES.getOrDefault(name.substring(name.lastIndexOf('.')), ""))
                    .filter(language -> !language.isEmpty())
                    .forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ForeignSources() {}
}
