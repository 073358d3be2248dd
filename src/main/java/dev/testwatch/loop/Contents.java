package dev.testwatch.loop;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.fork.TestResult;
import dev.testwatch.report.FailingTest;
import dev.testwatch.report.TestName;
import dev.testwatch.watch.Change;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the files that changed since the start looked like at each compilation, so that it can be told what has changed
 * since a test passed. What a file was before its first change is taken from git. Confined to one thread.
 */
final class Contents {

    private static final long LARGEST = 1 << 20;
    private static final int MOST_VERSIONS = 20;
    private static final int MOST_LINES = 200;
    private static final int CONTEXT = 2;

    private final Path root;
    private final Git git;
    private final Map<Path, List<Version>> versions = new TreeMap<>();
    private final Map<Selected, Integer> planned = new HashMap<>();
    private final Map<String, Integer> passed = new HashMap<>();
    private int build;

    /** The text of a file from a build on; empty: the file was not there. */
    private record Version(int from, Optional<String> text) {}

    Contents(Path root, Git git) {
        this.root = root;
        this.git = git;
    }

    /** A build begins that takes this in. */
    void changed(Change change) {
        build++;
        change.modified().forEach(this::note);
        change.deleted().forEach(this::note);
    }

    private void note(Path file) {
        List<Version> known = versions.computeIfAbsent(file, path -> new ArrayList<>());
        known.add(new Version(build, text(file)));
        if (known.size() > MOST_VERSIONS) {
            known.remove(0);
        }
    }

    /** These are run with the content of the present build. */
    void planned(Job job) {
        planned.values().removeIf(before -> before < build - MOST_VERSIONS);
        job.selection().tests().forEach(selected -> planned.put(selected, build));
    }

    /** Some of them have passed with it. */
    void ended(Event.Ended ended) {
        int with = planned.getOrDefault(ended.executed(), build);
        ended.results().stream()
                .filter(result -> result.status() == TestResult.Status.SUCCESSFUL)
                .forEach(result -> passed.merge(key(ended.executed().test().module(), result), with, Math::max));
    }

    private static String key(String module, TestResult result) {
        return module + ":" + result.id();
    }

    /** What has changed since a test passed, as lines for people. */
    List<String> since(FailingTest test) {
        String name = TestName.of(test.result());
        Integer green = passed.get(key(test.module(), test.result()));
        if (green == null) {
            return git.difference()
                    .map(lines -> some(name + " has not passed since the start; what differs from git's HEAD:", lines))
                    .orElseGet(() -> List.of(
                            name + " has not passed since the start, and git has no commit to compare" + " with"));
        }
        List<String> lines = versions.keySet().stream()
                .flatMap(file -> difference(file, green))
                .toList();
        return lines.isEmpty()
                ? List.of("no file has changed since " + name + " passed")
                : some("changed since " + name + " passed:", lines);
    }

    private Stream<String> difference(Path file, int green) {
        List<Version> known = versions.getOrDefault(file, List.of());
        Optional<Version> then =
                known.stream().filter(version -> version.from() <= green).reduce((a, b) -> b);
        Optional<String> before = then.isPresent() ? then.get().text() : git.committed(file);
        Optional<String> after =
                known.isEmpty() ? Optional.empty() : known.get(known.size() - 1).text();
        if (before.equals(after)) {
            return Stream.empty();
        }
        if (then.isEmpty() && before.isEmpty() && !git.hasCommit()) {
            return Stream.of(root.relativize(file) + " (changed; without git it is not known what it was before)");
        }
        String label = root.relativize(file) + (then.isPresent() ? "" : " (before: as in git's HEAD)");
        List<String> old = lines(before);
        var patch = DiffUtils.diff(old, lines(after));
        return UnifiedDiffUtils.generateUnifiedDiff(label, label, old, patch, CONTEXT).stream()
                .skip(1)
                .map(line -> line.startsWith("+++ ") ? line.substring(4) : "  " + line);
    }

    private static List<String> some(String heading, List<String> lines) {
        var all = new ArrayList<String>();
        all.add(lines.isEmpty() ? heading + " nothing" : heading);
        lines.stream().limit(MOST_LINES).forEach(all::add);
        if (lines.size() > MOST_LINES) {
            all.add("… and " + (lines.size() - MOST_LINES) + " more lines");
        }
        return all;
    }

    private static List<String> lines(Optional<String> text) {
        return text.map(present -> present.lines().toList()).orElse(List.of());
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // gone again: the next change says so
        }
    }
}
