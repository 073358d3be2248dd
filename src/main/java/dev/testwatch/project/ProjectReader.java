package dev.testwatch.project;

import dev.testwatch.project.MavenCall.Patience;
import dev.testwatch.project.Reading.Read;
import dev.testwatch.project.Reading.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * Reads what the user's own Maven says of a project. One reader serves one project; its methods are called by one thread
 * at a time.
 */
public final class ProjectReader {

    private static final Patience USUAL = new Patience(Duration.ofMinutes(10), Duration.ofSeconds(60));

    private final Path root;
    private final Path state;
    private final Map<String, String> environment;
    private final Patience patience;
    private final boolean asks;
    private final ModelCache cache;

    /**
     * A reader that lets Maven work for ten minutes.
     *
     * @param root the directory of the project
     * @param state the project's {@code .testwatch} directory; made when something has to be written
     * @param environment what Maven is started with, usually {@code System.getenv()}
     */
    public ProjectReader(Path root, Path state, Map<String, String> environment) {
        this(root, state, environment, USUAL, true);
    }

    /**
     * A reader with a patience of its own: after its time-out Maven is taken to hang, and is killed with all it has
     * started.
     */
    ProjectReader(Path root, Path state, Map<String, String> environment, Patience patience) {
        this(root, state, environment, patience, true);
    }

    private ProjectReader(Path root, Path state, Map<String, String> environment, Patience patience, boolean asks) {
        this.asks = asks;
        this.root = real(root);
        this.state = state.toAbsolutePath().normalize();
        this.environment = Map.copyOf(environment);
        this.patience = patience;
        this.cache = new ModelCache(this.root, this.state, this.environment);
    }

    /** A reader that knows the model of last time or nothing: it starts neither Maven nor a wrapper. */
    public static ProjectReader withoutMaven(Path root, Path state, Map<String, String> environment) {
        return new ProjectReader(root, state, environment, USUAL, false);
    }

    /**
     * The model of last time; empty if anything that it came from has changed since, or if there is none.
     *
     * @param messages told if there was one that cannot be used any more
     */
    public Optional<Project> cached(Consumer<String> messages) {
        return cache.load(messages);
    }

    /**
     * Asks Maven, and keeps the model for {@link #cached} if it is complete. Blocks until Maven is done; interrupting
     * the thread kills Maven. Trouble that the user has caused or can mend is {@link Unreadable}.
     *
     * @param progress takes a few words on what Maven is doing, from the calling thread
     */
    public Reading read(Consumer<String> progress) {
        return read(progress, progress);
    }

    /**
     * As {@link #read(Consumer)}.
     *
     * @param messages takes whole sentences on what is unusual, from the calling thread
     */
    public Reading read(Consumer<String> progress, Consumer<String> messages) {
        if (!Files.isRegularFile(root.resolve("pom.xml"))) {
            return refusal("no pom.xml in " + root + "; start testwatch in a Maven project or name one");
        }
        if (!asks) {
            return refusal("what Maven said of " + root + " is not known, or the build has changed since, and with"
                    + " --no-build-tool Maven is not asked; start testwatch once without it");
        }
        try {
            StateDirectory.make(state);
            Path model = Files.createTempFile(state, ".maven", ".model");
            try {
                return read(model, call(progress, messages));
            } finally {
                Files.deleteIfExists(model);
            }
        } catch (IOException e) {
            return refusal("testwatch cannot work in " + state + ": " + e);
        }
    }

    private Reading read(Path model, MavenCall call) throws IOException {
        FileTime started = FileTime.from(Instant.now());
        // Tests of the build are not run here, so that what skips them in the pom can be seen; and whatever fails, the
        // other modules are read.
        MavenCall.Answer answer = call.run(List.of(
                "--fail-never",
                "-Dmaven.compiler.failOnError=false",
                "-Dtestwatch.model=" + model,
                "process-test-classes"));
        if (answer.trouble().isPresent()) {
            return answer.trouble().get();
        }
        String text = Files.readString(model);
        ModelReading reading = new ModelReading(root, text, answer.lines());
        Reading result = reading.result();
        if (result instanceof Read read && reading.isComplete() && !changedSince(started, read.project())) {
            cache.store(text, read.project());
        } else {
            cache.forget();
        }
        return result;
    }

    /**
     * Has Maven copy and filter the resources, main and test; they are in the output directories then.
     *
     * @param progress takes a few words on what Maven is doing, from the calling thread
     * @return what went wrong, with Maven's first error; empty if all is well
     */
    public Optional<String> processResources(Consumer<String> progress) {
        if (!asks) {
            return Optional.of("with --no-build-tool filtered resources stay as Maven made them last");
        }
        try {
            StateDirectory.make(state);
            // The classes are not Maven's to compile here; generating sources may be what a resource comes from.
            MavenCall.Answer answer =
                    call(progress, progress).run(List.of("-Dmaven.main.skip=true", "process-test-resources"));
            if (answer.trouble().isPresent()) {
                return answer.trouble().map(Unreadable::message);
            }
            return answer.exitCode() == 0
                    ? Optional.empty()
                    : Optional.of("Maven could not copy the resources: "
                            + MavenOutput.cause(answer.lines()).orElse("it ended with " + answer.exitCode()));
        } catch (IOException e) {
            return Optional.of("testwatch cannot work in " + state + ": " + e);
        }
    }

    /**
     * Has Maven compile everything, main and test, into its output directories.
     *
     * @param progress takes a few words on what Maven is doing, from the calling thread
     * @return what Maven calls errors; empty if all is well
     */
    public List<String> compile(Consumer<String> progress) {
        if (!asks) {
            return List.of("with --no-build-tool Maven does not compile");
        }
        try {
            StateDirectory.make(state);
            MavenCall.Answer answer = call(progress, progress).run(List.of("process-test-classes"));
            if (answer.trouble().isPresent()) {
                return answer.trouble().map(Unreadable::message).stream().toList();
            }
            if (answer.exitCode() == 0) {
                return List.of();
            }
            List<String> errors = MavenOutput.errors(answer.lines());
            return errors.isEmpty() ? List.of("Maven ended with " + answer.exitCode()) : errors;
        } catch (IOException e) {
            return List.of("testwatch cannot work in " + state + ": " + e);
        }
    }

    /** Whether a file is one whose change makes the model of a project doubtful. */
    public static boolean isBuildFile(Path file) {
        String name = String.valueOf(file.getFileName());
        Path parent = file.getParent();
        boolean settings = List.of("settings.xml", "toolchains.xml").contains(name);
        return name.equals("pom.xml")
                || (settings && parent != null && parent.endsWith(".m2"))
                || StreamSupport.stream(file.spliterator(), false).anyMatch(Path.of(".mvn")::equals);
    }

    private MavenCall call(Consumer<String> progress, Consumer<String> messages) {
        return new MavenCall(root, state, environment, patience, progress, messages);
    }

    /** A model of poms that changed while Maven read them is of no use to the next start. */
    private static boolean changedSince(FileTime started, Project project) throws IOException {
        for (Path file : project.buildFiles()) {
            if (Files.exists(file) && Files.getLastModifiedTime(file).compareTo(started) >= 0) {
                return true;
            }
        }
        return false;
    }

    private Unreadable refusal(String message) {
        return new Unreadable(message, List.of(), List.of(root.resolve("pom.xml")), true);
    }

    /** Maven knows its directories without links; so must we, to know them again. */
    private static Path real(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            // Not there: reading will say so.
            return root.toAbsolutePath().normalize();
        }
    }
}
