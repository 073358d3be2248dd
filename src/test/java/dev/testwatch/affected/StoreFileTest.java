package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are read in several pieces. */
class StoreFileTest {

    private static final long ABOUT = 1;
    private static final int PIECE = 4 << 20;

    @TempDir
    Path directory;

    private final List<String> messages = new ArrayList<>();
    private final Random random = new Random(1);

    @Test
    void blocksOfAnySizeAreReadAsTheyWereWritten() {
        List<byte[]> blocks = blocks(0, 1, 70_000, PIECE - 100, PIECE, 2 * PIECE + 1, 3, 300_000, PIECE, 0);
        List<byte[]> records = blocks(5, PIECE + 5, 0, 2 * PIECE, 7);
        keep(blocks, records);

        try (Store store = Store.open(directory, ABOUT, messages::add)) {
            assertThat(bytes(store.takeSnapshot()))
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(blocks);
            assertThat(store.settle()).isTrue();
            assertThat(bytes(store.takeRecords()))
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(records);
        }
        assertThat(messages).isEmpty();
    }

    @Test
    void aByteThatIsAnotherInALaterPieceIsFound() throws IOException {
        List<byte[]> blocks = new ArrayList<>();
        for (int i = 0; i < 3 * PIECE / 70_000; i++) {
            blocks.addAll(blocks(70_000));
        }
        keep(blocks, List.of());
        Path index = directory.resolve("index");
        byte[] bytes = Files.readAllBytes(index);
        bytes[2 * PIECE + random.nextInt(PIECE / 2)] ^= 1;
        Files.write(index, bytes);

        try (Store store = Store.open(directory, ABOUT, messages::add)) {
            assertThat(bytes(store.takeSnapshot())).hasSizeLessThan(blocks.size());
            assertThat(store.settle()).isFalse();
            assertThat(store.takeSnapshot().hasNext()).isFalse();
        }
        assertThat(messages).singleElement().asString().contains("index is damaged");
    }

    private List<byte[]> blocks(int... sizes) {
        List<byte[]> blocks = new ArrayList<>();
        for (int size : sizes) {
            byte[] block = new byte[size];
            random.nextBytes(block);
            blocks.add(block);
        }
        return blocks;
    }

    private void keep(List<byte[]> blocks, List<byte[]> records) {
        try (Store store = Store.open(directory, ABOUT, messages::add)) {
            store.settle();
            store.replace(blocks::forEach);
            records.forEach(store::append);
        }
    }

    private static List<byte[]> bytes(Iterator<Slice> blocks) {
        List<byte[]> bytes = new ArrayList<>();
        blocks.forEachRemaining(block -> bytes.add(block.copy().bytes));
        return bytes;
    }
}
