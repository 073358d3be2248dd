package dev.testwatch.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.fork.TestResult.Status;
import dev.testwatch.worker.Message;
import dev.testwatch.worker.Message.Ended;
import dev.testwatch.worker.Message.Finished;
import dev.testwatch.worker.Message.Kind;
import dev.testwatch.worker.Message.Node;
import dev.testwatch.worker.Message.Output;
import dev.testwatch.worker.Message.Planned;
import dev.testwatch.worker.Message.Skipped;
import dev.testwatch.worker.Message.Started;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccountTest {

    private static final Node ENGINE = node("e", Optional.empty(), Kind.CONTAINER, Optional.empty());
    private static final Node CLASS = node("c", Optional.of("e"), Kind.CONTAINER, Optional.of("C"));
    private static final Node ONE = node("c1", Optional.of("c"), Kind.TEST, Optional.of("C"));
    private static final Node TWO = node("c2", Optional.of("c"), Kind.TEST, Optional.of("C"));

    private static final long D1 = Ended.trace("d1", "SUCCESSFUL");

    /** A run of two tests, of which one fails. */
    private static final List<Message> WELL = List.of(
            new Planned(List.of(ENGINE, CLASS, ONE, TWO)),
            new Started("c"),
            new Started("c1"),
            new Output(Optional.of("c1"), false, "text"),
            finished("c1", Message.Status.SUCCESSFUL),
            new Started("c2"),
            finished("c2", Message.Status.FAILED),
            finished("c", Message.Status.SUCCESSFUL),
            new Ended(2, 2, 1, 1, 0, 0, Ended.trace("c1", "SUCCESSFUL") + Ended.trace("c2", "FAILED")));

    @Test
    void whenEverythingThatWasPlannedHasEndedTheRunIsComplete() {
        Run run = judged(WELL);
        assertThat(run).isInstanceOf(Run.Completed.class);
        assertThat(run.results()).extracting(TestResult::status).containsExactly(Status.SUCCESSFUL, Status.FAILED);
        assertThat(run.results().get(0).output()).isEqualTo("text");
    }

    @Test
    void whatIsWrittenBeforeThereIsAPlanDoesNotMakeThePlanEmpty() {
        var heard = new Forks.Heard();
        var account = new Account(heard);

        account.accept(new Output(Optional.empty(), true, "a library complains"));
        WELL.forEach(account::accept);

        assertThat(heard.planned).containsExactly(ONE, TWO);
        assertThat(account.judged()).isInstanceOf(Run.Completed.class);
    }

    static List<Integer> placesThatMatter() {
        return List.of(0, 1, 2, 4, 5, 6, 7);
    }

    @ParameterizedTest
    @MethodSource("placesThatMatter")
    void whicheverMessageIsLostTheRunIsIncomplete(int place) {
        List<Message> messages = new ArrayList<>(WELL);
        messages.remove(place);
        assertThat(judged(messages)).isInstanceOf(Run.Incomplete.class);
    }

    @ParameterizedTest
    @MethodSource("placesThatMatter")
    void whicheverMessageComesTwiceTheRunIsIncomplete(int place) {
        List<Message> messages = new ArrayList<>(WELL);
        messages.add(place, messages.get(place));
        assertThat(judged(messages)).isInstanceOf(Run.Incomplete.class);
    }

    @Test
    void aForkThatLiesAboutItsCountsIsNotBelieved() {
        List<Message> messages = new ArrayList<>(WELL.subList(0, WELL.size() - 1));
        messages.add(new Ended(2, 2, 2, 0, 0, 0, 0));
        assertThat(judged(messages))
                .isInstanceOfSatisfying(Run.Incomplete.class, incomplete -> assertThat(incomplete.why())
                        .contains("2 successful, 0 failed")
                        .contains("1 successful, 1 failed"));
    }

    @Test
    void twoTestsThatHaveChangedTheirEndsDoNotPassForEachOther() {
        List<Message> messages = new ArrayList<>(WELL);
        messages.set(4, finished("c1", Message.Status.FAILED));
        messages.set(6, finished("c2", Message.Status.SUCCESSFUL));
        assertThat(judged(messages)).isInstanceOf(Run.Incomplete.class);
    }

    @Test
    void testsBelowAFailedContainerNeedNoEnd() {
        Run run = judged(List.of(
                WELL.get(0), new Started("c"), finished("c", Message.Status.FAILED), new Ended(2, 0, 0, 0, 0, 0, 0)));
        assertThat(run).isInstanceOf(Run.Completed.class);
        assertThat(run.results()).singleElement().matches(TestResult::container).matches(TestResult::failed);
    }

    @Test
    void testsBelowASkippedContainerAreSkippedToo() {
        Run run = judged(List.of(WELL.get(0), new Skipped("c", "because"), new Ended(2, 0, 0, 0, 0, 0, 0)));
        assertThat(run).isInstanceOf(Run.Completed.class);
        assertThat(run.results()).hasSize(2).allMatch(result -> result.reason().equals("because"));
    }

    @Test
    void anEngineThatFailsAfterItsTestsMakesTheRunIncomplete() {
        List<Message> messages = new ArrayList<>(WELL);
        messages.add(8, finished("e", Message.Status.FAILED));
        assertThat(judged(messages))
                .isInstanceOfSatisfying(Run.Incomplete.class, incomplete -> assertThat(incomplete.why())
                        .contains("a.Failure: broken"));
    }

    @Test
    void aTestWithoutAnEndPutsOnlyItsOwnClassInDoubt() {
        Run run = judged(besideAnother(new Started("c"), new Started("c1"), new Ended(3, 2, 1, 0, 0, 0, D1)));

        assertThat(run).isInstanceOfSatisfying(Run.Incomplete.class, incomplete -> assertThat(incomplete.doubted())
                .containsExactly("C"));
        assertThat(run.results()).extracting(TestResult::testClass).containsExactly("D");
        assertThat(((Run.Incomplete) run).why()).startsWith("JUnit has told of no end of C › c1 (and 1 more)");
    }

    @Test
    void aTestWithoutAnEndBelowAClassThatHasEndedPutsThatInDoubt() {
        Run run = judged(besideAnother(
                new Started("c"),
                new Started("c1"),
                finished("c1", Message.Status.SUCCESSFUL),
                finished("c", Message.Status.SUCCESSFUL),
                new Ended(3, 2, 2, 0, 0, 0, D1 + Ended.trace("c1", "SUCCESSFUL"))));

        assertThat(((Run.Incomplete) run).doubted()).containsExactly("C");
        assertThat(run.results()).extracting(TestResult::testClass).containsExactly("D");
    }

    /** Its end was told before that of its last test, and its results were left out. */
    @Test
    void aClassWhoseEndComesTooEarlyIsSureWhenNothingOfItIsOpen() {
        List<Message> messages = besideAnother(new Started("c"), new Started("c1"), new Ended(3, 2, 1, 0, 0, 0, D1));
        Collections.swap(messages, 3, 4);

        Run run = judged(messages);

        assertThat(((Run.Incomplete) run).doubted()).containsExactly("C");
        assertThat(run.results()).extracting(TestResult::testClass).containsExactly("D");
    }

    @Test
    void whereTheCountsDifferAsWellNoClassIsSure() {
        Run run = judged(besideAnother(new Started("c"), new Started("c1"), new Ended(3, 2, 2, 0, 0, 0, D1)));
        assertThat(((Run.Incomplete) run).doubted()).isEmpty();
    }

    @Test
    void anEngineWithoutAnEndLeavesNoClassSure() {
        Run run = judged(besideAnother(new Started("e"), new Skipped("c", "because"), new Ended(3, 1, 1, 0, 0, 0, D1)));
        assertThat(((Run.Incomplete) run).doubted()).isEmpty();
    }

    /** After a class that is well. */
    private static List<Message> besideAnother(Message... more) {
        List<Message> messages = new ArrayList<>(List.of(
                new Planned(List.of(
                        ENGINE,
                        CLASS,
                        ONE,
                        TWO,
                        node("d", Optional.of("e"), Kind.CONTAINER, Optional.of("D")),
                        node("d1", Optional.of("d"), Kind.TEST, Optional.of("D")))),
                new Started("d"),
                new Started("d1"),
                finished("d1", Message.Status.SUCCESSFUL),
                finished("d", Message.Status.SUCCESSFUL)));
        messages.addAll(List.of(more));
        return messages;
    }

    @Test
    void beforeTheEndOfAClassItsResultsDoNotCount() {
        Account account = account(WELL.subList(0, 7));
        assertThat(account.whole()).isEmpty();
        account.accept(WELL.get(7));
        assertThat(account.whole()).hasSize(2);
    }

    @Test
    void whatRunsIsTheTestOrElseTheInnermostContainer() {
        assertThat(account(WELL.subList(0, 2)).running()).containsExactly("c");
        assertThat(account(WELL.subList(0, 3)).running()).containsExactly("c1");
        assertThat(account(WELL.subList(0, 8)).running()).isEmpty();
    }

    private static Run judged(List<Message> messages) {
        return account(messages).judged();
    }

    private static Account account(List<Message> messages) {
        var account = new Account(new Forks.Heard());
        messages.forEach(account::accept);
        return account;
    }

    private static Finished finished(String id, Message.Status status) {
        return new Finished(
                id,
                status,
                1,
                status == Message.Status.SUCCESSFUL
                        ? Optional.empty()
                        : Optional.of(new Message.Thrown(
                                "a.Failure",
                                Optional.of("broken"),
                                List.of(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty())));
    }

    private static Node node(String id, Optional<String> parent, Kind kind, Optional<String> className) {
        return new Node(id, parent, kind, id, className, className, Optional.empty());
    }
}
