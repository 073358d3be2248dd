package dev.testwatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InboxTest {

    private final AtomicLong clock = new AtomicLong();
    private final Inbox inbox = new Inbox(clock::get);

    @Test
    void aStreamOfEventsWithoutAPauseIsTickedTenTimesASecondAndLosesNone() throws InterruptedException {
        List<Event> posted = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            posted.add(new Event.Terminated(i));
            inbox.add(posted.get(i));
        }
        List<Event> taken = new ArrayList<>();
        int ticks = 0;
        while (taken.size() < posted.size()) {
            Event next = inbox.next(true, Optional.empty());
            if (next instanceof Event.Tick) {
                ticks++;
            } else {
                taken.add(next);
                clock.addAndGet(Duration.ofMillis(1).toNanos());
            }
        }
        assertThat(taken).isEqualTo(posted);
        assertThat(ticks).isEqualTo(99);
    }

    @Test
    void whereNothingMovesEventsComeWithoutTicks() throws InterruptedException {
        clock.addAndGet(Duration.ofSeconds(7).toNanos());
        inbox.add(new Event.InputEnded());
        assertThat(inbox.next(false, Optional.empty())).isEqualTo(new Event.InputEnded());
    }

    @Test
    void whatIsDueIsTickedWhenItsTimeHasComeButBehindWhatWasPosted() throws InterruptedException {
        clock.addAndGet(Duration.ofSeconds(7).toNanos());
        inbox.add(new Event.InputEnded());
        assertThat(inbox.next(false, Optional.of(clock.get()))).isEqualTo(new Event.InputEnded());
        assertThat(inbox.next(false, Optional.of(clock.get()))).isEqualTo(new Event.Tick());
    }
}
