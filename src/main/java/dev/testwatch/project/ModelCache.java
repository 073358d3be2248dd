package dev.testwatch.project;

import dev.testwatch.project.FactText.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The facts of the last time, kept in one file with a checksum, under a fingerprint of what they came from. Whatever
 * cannot be read or does not fit is as good as nothing.
 */
final class ModelCache {

    private static final String VERSION = "testwatch-model-1";
    private static final String HEAD = "fingerprint\t";

    private final Path root;
    private final StateDirectory state;
    private final Map<String, String> environment;
    private final Path file;

    ModelCache(Path root, StateDirectory state, Map<String, String> environment) {
        this.root = root;
        this.state = state;
        this.environment = environment;
        this.file = state.path().resolve("model");
    }

    /** The model, if all that it came from is as it was and all that it names is still there. */
    Optional<Project> load() {
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            String content = Files.readString(file);
            int end = content.indexOf('\n') + 1;
            String body = content.substring(end);
            if (!content.startsWith(VERSION + " " + Fingerprint.hash(body) + "\n")) {
                return Optional.empty();
            }
            Optional<FactText> facts = FactText.parse(body);
            return facts.filter(text -> isCurrent(text.project()))
                    .map(text -> ModelReader.read(root, text).project());
        } catch (IOException e) {
            // Not UTF-8, gone between two looks, not readable: there is no model of last time.
            return Optional.empty();
        }
    }

    /** Keeps the facts, with the fingerprint of now. */
    void store(String text, Project project) throws IOException {
        StringBuilder body = new StringBuilder(HEAD)
                .append(fingerprint(project.buildFiles()))
                .append('\n');
        present(project).forEach(path -> body.append("present\t")
                .append(FactText.escape(path.toString()))
                .append('\n'));
        body.append(text);
        String content = VERSION + " " + Fingerprint.hash(body.toString()) + "\n" + body;
        state.write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    private boolean isCurrent(Facts project) {
        return project.first("present").isPresent()
                && project.all("present").stream().allMatch(path -> Files.exists(Path.of(path)))
                && project.first("fingerprint").equals(Optional.of(fingerprint(ModelReader.buildFiles(root, project))));
    }

    private String fingerprint(List<Path> buildFiles) {
        String files = Fingerprint.of(root, environment, buildFiles);
        try {
            return Fingerprint.hash(SpyJar.identity()) + files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Maven has made or fetched: without it the model is of no use. */
    private static List<Path> present(Project project) {
        List<Path> paths = new ArrayList<>();
        paths.add(project.root());
        for (Module module : project.modules()) {
            for (SourceSet set : List.of(module.main(), module.test())) {
                paths.add(set.output());
                paths.addAll(set.sources());
                paths.addAll(set.processorPath());
                paths.addAll(set.classPath());
            }
            paths.addAll(module.tests().classPath());
        }
        Stream<Path> there = paths.stream().distinct().filter(Files::exists);
        return there.toList();
    }
}
