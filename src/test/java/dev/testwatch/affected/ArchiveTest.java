package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a store whose checksums are right. */
class ArchiveTest {

    private static final long ABOUT = 1;
    /** Two hashes and seven empty lists. */
    private static final byte[] NO_PARTS = new byte[2 * Long.BYTES + 7];

    @TempDir
    Path directory;

    private final List<String> messages = new ArrayList<>();
    /** How many names the class's first list holds, and what all lists hold. */
    private int listed;

    private int[] all = {};
    /** How many names more there are. */
    private int names;

    @Test
    void aClassWhoseBytesAreUnderstoodIsThere() {
        keep(NO_PARTS, 0);

        assertThat(classes()).isEqualTo(1);
        assertThat(messages).isEmpty();
    }

    @Test
    void bytesThatWouldOnlyBeTakenApartLaterAreFoundToBeWrongWhenTheyAreLoaded() {
        byte[] bytes = new byte[NO_PARTS.length + 1];
        bytes[2 * Long.BYTES] = 1;
        bytes[2 * Long.BYTES + 1] = 77;
        keep(bytes, 0);

        assertThat(classes()).isZero();
        assertThat(messages)
                .singleElement()
                .asString()
                .contains("not understood; starting afresh, all tests run once.");
        assertThat(classes()).as("opened again").isZero();
        assertThat(messages).hasSize(1);
    }

    @Test
    void whatFollowsTheEndIsFound() {
        keep(NO_PARTS, 1);

        assertThat(classes()).isZero();
        assertThat(messages).hasSize(1);
    }

    @Test
    void listsThatAreLongerThanAllThatIsListedAreFound() {
        listed = 1;
        keep(NO_PARTS, 0);

        assertThat(classes()).isZero();
        assertThat(messages).hasSize(1);
    }

    @Test
    void whatIsListedAndInNoListIsFound() {
        all = new int[] {0};
        keep(NO_PARTS, 0);

        assertThat(classes()).isZero();
        assertThat(messages).hasSize(1);
    }

    @Test
    void aListIsReadAsItWasWritten() {
        listed = 2;
        all = new int[] {1, 0};
        keep(NO_PARTS, 0);

        try (Archive archive = Archive.open(Store.open(directory, ABOUT, messages::add), Set::of, messages::add)) {
            assertThat(archive.catalogue().classes().get(0).supertypes()).containsExactly(1, 0);
        }
        assertThat(messages).isEmpty();
    }

    @Test
    void whatWasReadBeforeTheDamageIsNoPartOfTheSnapshotBefore() throws IOException {
        keep(NO_PARTS, 0);
        names = 50_000;
        keep(NO_PARTS, 0);
        Path index = directory.resolve("index");
        byte[] bytes = Files.readAllBytes(index);
        bytes[bytes.length - 1] ^= 1;
        Files.write(index, bytes);

        try (Archive archive = Archive.open(Store.open(directory, ABOUT, messages::add), Set::of, messages::add)) {
            assertThat(archive.catalogue().classes()).hasSize(1);
            assertThat(archive.catalogue().symbols.size()).isLessThan(names);
        }
        assertThat(messages).singleElement().asString().contains("going on with the one before it");
    }

    private int classes() {
        try (Archive archive = Archive.open(Store.open(directory, ABOUT, messages::add), Set::of, messages::add)) {
            return archive.catalogue().classes().size();
        }
    }

    /** A snapshot of one class, as it is written, with these bytes for its parts. */
    private void keep(byte[] parts, int more) {
        try (Store store = Store.open(directory, ABOUT, messages::add)) {
            store.settle();
            store.replace(blocks -> {
                Catalogue catalogue = new Catalogue();
                Elements elements = new Elements(catalogue);
                int name = catalogue.symbols.of("a.A");
                for (int i = 0; i < names; i++) {
                    catalogue.symbols.of("a.Named" + i);
                }
                Encoder out = new Encoder(blocks);
                catalogue.symbols.write(out);
                out.number(0).number(1).text("app").number(1);
                int[] ends = new int[NameLists.COUNT];
                Arrays.fill(ends, listed);
                out.fixed(new int[] {0, name, name, 0, parts.length}, 0, 5);
                out.fixed(new long[] {0, 1, 2}, 0, 3).fixed(ends, 0, ends.length);
                out.array(all).number(0).bytes(Slice.of(parts)).number(0);
                elements.write(out);
                new History(new Environments()).write(out);
                new Timings().write(out);
                new MethodHistory(new Environments()).write(out);
                for (int i = 0; i < more; i++) {
                    out.number(0);
                }
                out.finish();
            });
        }
    }
}
