package dev.testwatch;

import dev.testwatch.console.Echo;
import dev.testwatch.project.StateDirectory;
import dev.testwatch.talk.Caller;
import dev.testwatch.talk.Caller.Outcome;
import dev.testwatch.talk.Question;
import dev.testwatch.talk.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A question to the watch that runs in a project, with the answer printed. */
record Call(Path project) {

    /** How long a watch may take that begins anew because its configuration has changed. */
    private static final Duration ANEW = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The exit code of the answer; empty if no watch runs there. */
    Optional<Integer> ask(Question question) {
        Outcome outcome = patient(question);
        if (outcome instanceof Outcome.Answered answered) {
            return Optional.of(printed(answered.reply()));
        }
        return outcome instanceof Outcome.Nobody
                ? Optional.empty()
                : Optional.of(printed(Reply.refused("the watch in " + root() + " ended before it answered")));
    }

    /** The same; says it where no watch runs. */
    int orSaysSo(Question question) {
        return ask(question).orElseGet(() -> printed(Reply.refused(nobody())));
    }

    private String nobody() {
        Path state = state();
        boolean ofSomebodyElse = Files.isDirectory(state) && !Files.isReadable(state);
        return ofSomebodyElse
                ? "no testwatch of yours runs in " + root() + ": " + state.getFileName() + " there belongs to "
                        + owner(state)
                : "no testwatch runs in " + root();
    }

    private static String owner(Path state) {
        try {
            return Files.getOwner(state).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "somebody else";
        }
    }

    /** What is asked of a watch that begins, or begins anew, is asked again. */
    private Outcome patient(Question question) {
        Path state = state();
        Outcome outcome = Caller.ask(state, question);
        long deadline = System.nanoTime() + ANEW.toNanos();
        while (isWorthAsking(outcome, question, state) && System.nanoTime() < deadline) {
            pause();
            outcome = Caller.ask(state, question);
        }
        return outcome;
    }

    private static boolean isWorthAsking(Outcome outcome, Question question, Path state) {
        boolean obeyed = outcome instanceof Outcome.CutOff && question instanceof Question.Send;
        return !(outcome instanceof Outcome.Answered) && !obeyed && StateDirectory.isLivedIn(state);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int printed(Reply reply) {
        Echo.say(reply.out(), reply.err(), System.getenv());
        return reply.exitCode();
    }

    private Path state() {
        return root().resolve(".testwatch");
    }

    private Path root() {
        try {
            return project.toRealPath();
        } catch (IOException e) {
            return project.toAbsolutePath().normalize(); // not there: nothing runs there either
        }
    }
}
