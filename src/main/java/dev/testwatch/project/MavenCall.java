package dev.testwatch.project;

import dev.testwatch.project.Reading.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Starts the user's Maven with the spy in it, tells how it gets on, and puts what kept it from working into words. */
final class MavenCall {

    private static final int OLDEST_JAVA = 17;
    static final int TAIL = 40;

    /**
     * What came of it.
     *
     * @param trouble why Maven did not get to its end; empty: it did, well or not
     */
    record Answer(Optional<Unreadable> trouble, int exitCode, List<String> lines) {
        Answer {
            lines = List.copyOf(lines);
        }
    }

    private final Path root;
    private final Path state;
    private final Map<String, String> environment;
    private final Duration timeout;
    private final Consumer<String> progress;

    MavenCall(Path root, Path state, Map<String, String> environment, Duration timeout, Consumer<String> progress) {
        this.root = root;
        this.state = state;
        this.environment = environment;
        this.timeout = timeout;
        this.progress = progress;
    }

    Answer run(List<String> arguments) throws IOException {
        Optional<MavenProgram> maven = MavenProgram.find(root, environment);
        if (maven.isEmpty()) {
            return refused("no Maven: there is no mvnw in " + root + " or above it, and no mvn on the PATH;"
                    + " install one of them and start testwatch again");
        }
        Optional<String> java = MavenProgram.javaTrouble(environment);
        if (java.isPresent()) {
            return refused(java.get());
        }
        List<String> command = new ArrayList<>(List.of(
                maven.get().executable().toString(),
                "--batch-mode",
                "--show-version",
                "-Dstyle.color=never",
                "-Dmaven.ext.class.path=" + SpyJar.in(state)));
        command.addAll(arguments);
        progress.accept("starting " + maven.get().executable().getFileName());
        try {
            MavenRun run = MavenRun.start(command, root, environment, timeout, this::tell);
            return new Answer(trouble(run), run.exitCode(), run.lines());
        } catch (MavenRun.NotStartedException e) {
            return refused("cannot start " + maven.get().executable() + ": " + e.getMessage());
        }
    }

    private void tell(String line) {
        MavenOutput.progress(line).ifPresent(progress);
    }

    private Optional<Unreadable> trouble(MavenRun run) {
        OptionalInt java = MavenOutput.java(run.lines());
        if (java.isPresent() && java.getAsInt() < OLDEST_JAVA) {
            return Optional.of(unreadable(
                    "Maven runs on Java " + java.getAsInt()
                            + "; testwatch needs 17 or newer: set JAVA_HOME to one and start testwatch again",
                    run,
                    true));
        }
        return switch (run.end()) {
            case EXITED -> Optional.empty();
            case TIMED_OUT ->
                Optional.of(unreadable(
                        "Maven did not end within " + words(timeout) + " and was stopped; its last words are below, and"
                                + " testwatch asks it again when a pom changes",
                        run,
                        false));
            case INTERRUPTED -> Optional.of(unreadable("Maven was stopped before it was done", run, false));
        };
    }

    private Unreadable unreadable(String message, MavenRun run, boolean fatal) {
        return new Unreadable(message, MavenOutput.tail(run.lines(), TAIL), List.of(root.resolve("pom.xml")), fatal);
    }

    private Answer refused(String message) {
        Unreadable trouble = new Unreadable(message, List.of(), List.of(root.resolve("pom.xml")), true);
        return new Answer(Optional.of(trouble), 1, List.of());
    }

    private static String words(Duration time) {
        return time.toMinutes() >= 2 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
    }
}
