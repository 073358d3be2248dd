package dev.testwatch.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of a subject's project in which the build tool's output directories hold what testwatch has published, so that
 * other tools see the same class files and the same edits of them.
 */
final class Twin {

    private final Path original;
    private final Path root;
    private final Map<Path, Path> outputs;

    /** @param outputs of what testwatch has published, the place in the copy */
    Twin(Path original, Path root, Map<Path, Path> outputs) {
        this.original = original;
        this.root = root;
        this.outputs = Map.copyOf(outputs);
    }

    /** Fills the output directories of a copy. */
    static Twin of(Subject subject, Path copy) throws IOException {
        Path original = subject.project().root();
        Path root = copy.toRealPath();
        Twin twin = new Twin(original, root, Map.of());
        Map<Path, Path> outputs = new HashMap<>();
        subject.outputs().forEach((published, output) -> outputs.put(published, twin.of(output)));
        for (Map.Entry<Path, Path> output : outputs.entrySet()) {
            copy(output.getKey(), output.getValue());
        }
        return new Twin(original, root, outputs);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(from)) {
            all = files.toList();
        }
        for (Path file : all) {
            Path copy = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    Path root() {
        return root;
    }

    /** The same place in the copy; of what is not in the project, itself. */
    Path of(Path path) {
        return path.startsWith(original)
                ? root.resolve(original.relativize(path).toString())
                : path;
    }

    /** The same argument or property, about the copy. */
    String of(String text) {
        return text.replace(original.toString(), root.toString());
    }

    /** Makes an edit of published files in the copy; returns what they held before. */
    Contents apply(Edit edit) throws IOException {
        Contents built = edit.files().moved(this::built);
        Contents before = Contents.present(built.files().keySet());
        built.write();
        return before;
    }

    /** Whether the edit is still there, which a build could have undone. */
    boolean shows(Edit edit) throws IOException {
        return edit.files().moved(this::built).isThere();
    }

    private Path built(Path published) {
        return outputs.entrySet().stream()
                .filter(output -> published.startsWith(output.getKey()))
                .map(output -> output.getValue()
                        .resolve(output.getKey().relativize(published).toString()))
                .findFirst()
                .orElseThrow();
    }
}
