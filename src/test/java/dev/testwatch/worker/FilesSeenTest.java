package dev.testwatch.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Message.How;
import dev.testwatch.worker.Message.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FilesSeenTest {

    private final byte[] probes = new byte[8];
    private final AtomicInteger next = new AtomicInteger();
    private final List<String> asked = new ArrayList<>();
    private final AtomicReference<Optional<String>> blind = new AtomicReference<>(Optional.empty());
    private final FilesSeen seen = new FilesSeen(
            new Territory(new Message.Recording("", "", List.of("/project"), List.of("/project/target"))),
            probes,
            () -> OptionalInt.of(next.getAndIncrement()),
            this::isOwn,
            new Sought(),
            new Opened(),
            blind);

    private boolean isOwn(String name) {
        asked.add(name);
        return name.equals(FilesSeenTest.class.getName());
    }

    @Test
    void whoLooksAtAClassOfTheProjectHitsItsNumberEachTime() {
        seen.accept(FilesSeenTest.class, FileHooks.MEMBERS);
        assertThat(seen.take()).containsExactly(new Seen(0, FilesSeenTest.class.getName(), How.MEMBERS));

        probes[0] = 0;
        seen.accept(this, FileHooks.MEMBERS);
        assertThat(probes[0]).isEqualTo((byte) 1);
        assertThat(seen.take()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void whoseAClassIsIsFoundOutOnce() {
        for (int i = 0; i < 3; i++) {
            seen.accept(String.class, FileHooks.MEMBERS);
        }
        assertThat(asked).containsExactly("java.lang.String");
        assertThat(seen.take()).isEmpty();
        assertThat(probes).containsOnly(0);
    }

    @Test
    void aProgramThatGoesOnMakingClassesDoesNotFillTheMemoryAndIsFollowedAllTheSame() {
        for (int i = 0; i < 70_000; i++) {
            seen.lookedAt("made.Class" + i);
        }
        seen.lookedAt("made.Class69999");
        assertThat(asked).endsWith("made.Class69999", "made.Class69999");

        seen.accept(FilesSeenTest.class, FileHooks.MEMBERS);
        assertThat(seen.take()).hasSize(1);
        assertThat(blind.get()).isEmpty();
    }

    @Test
    void aClassFileThatIsLookedForIsNoInput() {
        seen.accept("/project/target/classes/shop/Money.class", FileHooks.CHECKED);
        seen.accept("/elsewhere/file", FileHooks.READ);
        assertThat(seen.take()).isEmpty();

        seen.accept("/project/config/../config/rates.txt", FileHooks.READ);
        assertThat(seen.take()).containsExactly(new Seen(0, "/project/config/rates.txt", How.MISSED));
    }
}
