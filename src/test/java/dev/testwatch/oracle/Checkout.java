package dev.testwatch.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A git checkout whose sources can be put to any commit. Only {@code src} moves: the build stays that of the checkout,
 * so that a step is a change of sources and nothing else.
 */
public record Checkout(Path root) {

    private static final String SOURCES = "src";

    /** The newest commits that touch the sources, oldest first; {@code skip} even newer ones left out. */
    List<String> commits(int count, int skip) throws IOException {
        List<String> newestFirst = git(
                "log",
                "--first-parent",
                "--no-merges",
                "-n",
                "" + count,
                "--skip=" + skip,
                "--format=%h",
                "--",
                SOURCES);
        return Stream.iterate(newestFirst.size() - 1, i -> i >= 0, i -> i - 1)
                .map(newestFirst::get)
                .toList();
    }

    /** Puts the sources to a commit. */
    void put(String commit) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(SOURCES))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        git("checkout", "-q", commit, "--", SOURCES);
    }

    private List<String> git(String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of("git", "-c", "safe.directory=*", "-C", root.toString()), Stream.of(arguments))
                .toList();
        return new Program(root, Map.of(), command).lines();
    }
}
