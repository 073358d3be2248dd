package dev.testwatch.project;

import dev.testwatch.project.FactText.Facts;
import dev.testwatch.project.StateFile.Condition;
import dev.testwatch.project.StateFile.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The facts of the last time, kept in one sealed file, under a fingerprint of what they came from. Whatever
 * cannot be read or does not fit is as good as nothing.
 */
final class ModelCache {

    private static final String HEAD = "fingerprint\t";
    private static final String MASKED = "masked\t";

    private final Path root;
    private final Map<String, String> environment;
    private final Path file;

    ModelCache(Path root, Path state, Map<String, String> environment) {
        this.root = root;
        this.environment = environment;
        this.file = state.resolve("model");
    }

    /** The model, if all that it came from is as it was and all that it names is still there. */
    Optional<Project> load(Consumer<String> messages) {
        try {
            StateFile.Content content = StateFile.open(file, Kind.MODEL, about());
            if (content.condition() == Condition.DAMAGED) {
                messages.accept(file + " is damaged and put aside as " + StateFile.quarantine(file)
                        + "; Maven is asked again.");
            }
            return content.condition() == Condition.GOOD ? project(content.text()) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Checksums were right, so it was written with another meaning; or it cannot be read at all.
            messages.accept("What " + file + " holds cannot be used (" + e + "); Maven is asked again.");
            return Optional.empty();
        }
    }

    private Optional<Project> project(String text) {
        int end = text.indexOf('\n') + 1;
        List<String> masked = List.of(text.substring(0, Math.max(0, end - 1)).split("\t", -1));
        String facts = new Masking(masked.subList(1, masked.size())).unmask(text.substring(end), environment);
        return FactText.parse(facts).filter(read -> isCurrent(read.project())).map(read -> ModelReader.read(root, read)
                .project());
    }

    /** Everything in it is said with whole paths, so that it is worth nothing in another place. */
    private long about() {
        return StateFile.fingerprint(List.of(root.toString()));
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
        if (StateFile.open(file, Kind.MODEL, about()).condition() != Condition.NEWER) {
            // What the environment holds is the user's: it is in this process, and never in a file.
            Masking masking = Masking.of(Fingerprint.variables(project.buildFiles()), environment);
            String kept = MASKED + String.join("\t", masking.names());
            StateFile.replace(
                    file,
                    StateFile.seal(
                            Kind.MODEL,
                            about(),
                            kept.stripTrailing() + "\n" + masking.mask(body.toString(), environment)));
        }
    }

    void forget() throws IOException {
        if (StateFile.open(file, Kind.MODEL, about()).condition() != Condition.NEWER) {
            Files.deleteIfExists(file);
        }
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
                paths.addAll(set.roots());
                paths.addAll(set.processorPath());
                paths.addAll(set.classPath());
            }
            paths.addAll(module.tests().classPath());
        }
        Stream<Path> there = paths.stream().distinct().filter(Files::exists);
        return there.toList();
    }
}
