package dev.testwatch.project;

import dev.testwatch.project.Reading.Read;
import dev.testwatch.project.Reading.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges what a run of Maven has left: the text of the spy, if it wrote one, and Maven's output. */
final class ModelReading {

    private static final String AGAIN = "; testwatch asks Maven again when a pom changes";

    private final Path root;
    private final List<String> lines;
    private final Optional<FactText> facts;
    private final Optional<ModelReader.Model> model;

    ModelReading(Path root, String text, List<String> lines) {
        this.root = root;
        this.lines = List.copyOf(lines);
        this.facts = FactText.parse(text);
        this.model = facts.filter(written -> written.project().first("crashed").isEmpty())
                .map(written -> ModelReader.read(root, written));
    }

    /** Whether Maven could say everything, so that asking it again brings nothing new. */
    boolean isComplete() {
        return model.filter(ModelReader.Model::complete).isPresent();
    }

    Reading result() {
        if (facts.isEmpty()) {
            return nothingWritten();
        }
        Optional<String> crash = facts.get().project().first("crashed");
        if (crash.isPresent() || model.isEmpty()) {
            List<String> trace = crash.orElse("").lines().limit(MavenCall.TAIL).toList();
            return unreadable("testwatch failed inside Maven, which is its own fault" + AGAIN, trace, poms());
        }
        Project project = model.get().project();
        if (project.modules().isEmpty()) {
            return facts.get().project().all("pom").isEmpty()
                    ? nothingWritten()
                    : unreadable(
                            "no module of " + root + " has sources: all are of packaging pom" + AGAIN,
                            List.of(),
                            project.buildFiles());
        }
        if (model.get().isUseless()) {
            return unreadable(
                    "Maven could not get what the project needs: "
                            + model.get().unusable().get(0) + AGAIN,
                    model.get().unusable(),
                    project.buildFiles());
        }
        return new Read(project);
    }

    private Unreadable nothingWritten() {
        List<String> errors = MavenOutput.errors(lines);
        String cause = MavenOutput.cause(lines).orElse("it ended without a word on its cause");
        return unreadable(
                "Maven cannot read the project: " + cause + AGAIN,
                errors.isEmpty() ? MavenOutput.tail(lines, MavenCall.TAIL) : errors,
                poms());
    }

    /** All poms below the root: which of them belong to the project only Maven could have said. */
    private List<Path> poms() {
        try (Stream<Path> files = Files.find(
                root,
                6,
                (path, attributes) ->
                        path.endsWith("pom.xml") && !path.toString().contains("/target/"))) {
            return Stream.concat(files, Fingerprint.configuration(root).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Unreadable unreadable(String message, List<String> output, List<Path> waitFor) {
        return new Unreadable(message, output, waitFor, false);
    }
}
