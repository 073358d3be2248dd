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
    private static final int WORDS_OF_THE_SILENT = 3;

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
    private final Patience patience;
    private final Consumer<String> progress;
    private final Consumer<String> messages;

    /** How long Maven may take, and how long it may be silent before that is said. */
    record Patience(Duration timeout, Duration silence) {}

    /** @param messages takes sentences that are not to be overwritten by the next progress */
    MavenCall(
            Path root,
            Path state,
            Map<String, String> environment,
            Patience patience,
            Consumer<String> progress,
            Consumer<String> messages) {
        this.root = root;
        this.state = state;
        this.environment = environment;
        this.patience = patience;
        this.messages = messages;
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
            MavenRun run = MavenRun.start(command, root, environment, limits(), this::tell);
            return new Answer(trouble(run), run.exitCode(), run.lines());
        } catch (MavenRun.NotStartedException e) {
            return refused("cannot start " + maven.get().executable() + ": " + e.getMessage());
        }
    }

    private MavenRun.Limits limits() {
        return new MavenRun.Limits(patience.timeout(), patience.silence(), this::silent);
    }

    /** It hangs, or asks something that nobody can answer. */
    private void silent(Duration running, List<String> lines) {
        List<String> last = MavenOutput.tail(lines, WORDS_OF_THE_SILENT);
        messages.accept("Maven has been running for " + words(running) + " and says nothing"
                + (last.isEmpty() ? "" : "; its last words: " + String.join(" | ", last))
                + ". It is stopped after " + words(patience.timeout()) + ".");
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
                        "Maven did not end within " + words(patience.timeout())
                                + " and was stopped; its last words are below, and"
                                + " testwatch asks it again when a pom changes, or on R",
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
