package dev.testwatch.loop;

import dev.testwatch.console.Command;
import dev.testwatch.console.LineCommands;
import dev.testwatch.project.TestChoice;
import dev.testwatch.report.Notice;
import dev.testwatch.talk.Question;
import dev.testwatch.talk.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What others have asked this watch and wait for. Immutable; sees each event with what the state made of it. No verdict
 * is given before all that was on the disk when it was asked for has been told; one that is to be waited for, not before
 * nothing is under way any more: no run, no compilation, no count.
 *
 * @param open what has not been answered
 * @param counting the cycle of the last count that has been asked for, as long as it is not there
 */
record Inquiries(List<Inquiry> open, Optional<Integer> counting) {

    static final Inquiries NONE = new Inquiries(List.of(), Optional.empty());

    Inquiries {
        open = List.copyOf(open);
    }

    /** Something asked; {@code number} is that of who asks. */
    record Inquiry(int number, Question question, Stage stage) {

        Inquiry in(Stage next) {
            return new Inquiry(number, question, next);
        }
    }

    /** What an inquiry waits for. */
    sealed interface Stage {

        /** What is on the disk now. */
        record Looking() implements Stage {}

        /** The end of all that is under way. */
        record Looked() implements Stage {}

        /** The end of this cycle, which was begun for it. */
        record Running(int cycle) implements Stage {}
    }

    /** What is asked when an event has been heard, and all that it leads to; answers come first. */
    record Heard(Inquiries inquiries, Step step) {}

    /** @param step what the state made of the event */
    Heard on(Event event, Step step, long now) {
        if (event instanceof Event.Asked asked) {
            return asked(asked.number(), asked.question(), step, now);
        }
        Inquiries heard = counting(event, step);
        if (event instanceof Event.Left left) {
            return heard.without(left.number()).settle(step, now);
        }
        if (event instanceof Event.Looked looked) {
            return heard.looked(looked.number()).settle(step, now);
        }
        // With the project the watcher is another one; it may be that the one before was never asked to look.
        boolean other = event instanceof Event.Opened || event instanceof Event.Unreadable;
        return heard.settle(other ? lookAgain(step) : step, now);
    }

    private Heard asked(int number, Question question, Step step, long now) {
        Optional<String> mistake = mistake(question);
        if (mistake.isPresent()) {
            Notice why = new Notice.Said(Notice.Level.ERROR, mistake.get());
            return settle(answered(number, Reply.REFUSED, false, List.of(why), step), now);
        }
        if (question instanceof Question.Send send) {
            var command = new Event.Commanded(LineCommands.parse(send.line()));
            Step done = step.state().on(command, now);
            List<Notice> told = told(done, Notice.class).toList();
            return counting(command, done).settle(answered(number, 0, false, told, done.after(step.effects())), now);
        }
        List<Inquiry> more = new ArrayList<>(open);
        more.add(new Inquiry(number, question, new Stage.Looking()));
        return new Inquiries(more, counting).settle(step.then(new Effect.Look(number)), now);
    }

    /** What is wrong with a question, for people. */
    private static Optional<String> mistake(Question question) {
        if (question instanceof Question.Send send
                && LineCommands.parse(send.line()) instanceof Command.Unknown unknown) {
            return Optional.of(Commands.unknown(unknown));
        }
        if (question instanceof Question.Run run) {
            return run.tests().isBlank() ? Optional.of("no tests are named") : new TestChoice(run.tests()).problem();
        }
        return Optional.empty();
    }

    // ---- what is waited for

    private Inquiries counting(Event event, Step step) {
        boolean counted = event instanceof Event.Tallied tallied && counting.equals(Optional.of(tallied.cycle()));
        boolean given = counted || event instanceof Event.Opened || event instanceof Event.ToolFailed;
        Optional<Integer> asked = step.effects().stream()
                .filter(Effect.Count.class::isInstance)
                .map(effect -> ((Effect.Count) effect).cycle())
                .reduce((earlier, later) -> later);
        return new Inquiries(open, asked.or(() -> given ? Optional.empty() : counting));
    }

    private Inquiries without(int number) {
        return new Inquiries(
                open.stream().filter(inquiry -> inquiry.number() != number).toList(), counting);
    }

    private Inquiries looked(int number) {
        List<Inquiry> next = open.stream()
                .map(inquiry -> inquiry.number() == number && inquiry.stage() instanceof Stage.Looking
                        ? inquiry.in(new Stage.Looked())
                        : inquiry)
                .toList();
        return new Inquiries(next, counting);
    }

    private Step lookAgain(Step step) {
        Step looking = step;
        for (Inquiry inquiry : open) {
            if (inquiry.stage() instanceof Stage.Looking) {
                looking = looking.then(new Effect.Look(inquiry.number()));
            }
        }
        return looking;
    }

    // ---- what can be answered now, and what can be begun

    /** What becomes of one inquiry; empty: it has been answered. */
    private record Turn(Step step, Optional<Inquiry> left) {}

    private Heard settle(Step told, long now) {
        List<Inquiry> left = new ArrayList<>();
        Step next = told;
        for (Inquiry inquiry : open) {
            Turn turn = inquiry.stage() instanceof Stage.Running running
                    ? running(inquiry, running.cycle(), told, next)
                    : waiting(inquiry, next, now);
            next = turn.step();
            turn.left().ifPresent(left::add);
        }
        return new Heard(new Inquiries(left, counting), next);
    }

    private Turn waiting(Inquiry inquiry, Step next, long now) {
        boolean looked = inquiry.stage() instanceof Stage.Looked;
        boolean settled = isSettled(next.state());
        if (inquiry.question() instanceof Question.Run run && next.state().open()) {
            return looked && settled ? begun(inquiry, run, next, now) : new Turn(next, Optional.of(inquiry));
        }
        boolean patient = !(inquiry.question() instanceof Question.Status status) || status.judged();
        // While something is under way there is no green that a look at the disk could make untrue.
        boolean due = patient ? looked && settled : looked || !settled;
        return due ? verdict(inquiry, next) : new Turn(next, Optional.of(inquiry));
    }

    private boolean isSettled(State state) {
        boolean rests = state.activity() instanceof Activity.Idle
                || state.activity() instanceof Activity.Sweeping
                || state.activity() instanceof Activity.Waiting;
        return rests && counting.isEmpty();
    }

    private static Turn verdict(Inquiry inquiry, Step next) {
        boolean json = inquiry.question() instanceof Question.Status status && status.json();
        State state = next.state();
        Notice verdict = new Notice.VerdictGiven(state.cycle(), state.verdict());
        return new Turn(
                answered(inquiry.number(), Answers.exitCode(state), json, List.of(verdict), next), Optional.empty());
    }

    private static Turn begun(Inquiry inquiry, Question.Run run, Step next, long now) {
        Step begun = next.state()
                .on(new Event.Wanted(new Wish.Chosen(new TestChoice(run.tests()))), now)
                .after(next.effects());
        return new Turn(
                begun, Optional.of(inquiry.in(new Stage.Running(begun.state().cycle()))));
    }

    /** @param told what the event led to, in which the end of the run would be */
    private static Turn running(Inquiry inquiry, int cycle, Step told, Step next) {
        State state = told.state();
        boolean replaced = state.cycle() != cycle || state.activity() instanceof Activity.Opening;
        Optional<Notice.RunFinished> finished = told(told, Notice.RunFinished.class)
                .filter(run -> run.cycle() == cycle)
                .filter(run -> !replaced || run.outcome() != Notice.Outcome.CANCELLED)
                .findFirst();
        if (finished.isPresent()) {
            Notice.RunFinished run = finished.get();
            return new Turn(
                    answered(inquiry.number(), exitCode(run, state), false, List.of(run), next), Optional.empty());
        }
        if (replaced) {
            // A change has cut it short: it is begun again once that has been judged.
            return new Turn(next, Optional.of(inquiry.in(new Stage.Looked())));
        }
        if (state.activity() instanceof Activity.Idle) {
            Notice why = new Notice.Said(Notice.Level.ERROR, "none of the tests could be run");
            List<Notice> all = Stream.concat(told(told, Notice.Problems.class), Stream.of(why))
                    .toList();
            return new Turn(answered(inquiry.number(), 2, false, all, next), Optional.empty());
        }
        return new Turn(next, Optional.of(inquiry));
    }

    /** Before all else: the step may end the program. */
    private static Step answered(int number, int exitCode, boolean json, List<Notice> notices, Step step) {
        return step.after(List.of(new Effect.Answer(number, exitCode, json, notices)));
    }

    private static <N extends Notice> Stream<N> told(Step step, Class<N> kind) {
        return step.effects().stream()
                .filter(Effect.Tell.class::isInstance)
                .map(effect -> ((Effect.Tell) effect).notice())
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    /** That of the run alone, by the rules for the verdict on the whole. */
    private static int exitCode(Notice.RunFinished run, State state) {
        Notice.Counts counts = run.counts();
        if (!state.tally().compiles() || state.tally().blocked() > 0) {
            return 2;
        }
        if (!run.failures().isEmpty() || counts.failed() > 0) {
            return 1;
        }
        boolean ran = counts.successful() + counts.aborted() + counts.skipped() > 0;
        return ran && run.outcome() == Notice.Outcome.COMPLETED ? 0 : 2;
    }
}
