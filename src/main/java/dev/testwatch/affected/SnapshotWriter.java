package dev.testwatch.affected;

import dev.testwatch.project.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/** Writes a snapshot block by block, so that it is never in memory as a whole; what it begins with is written last. */
final class SnapshotWriter implements StateFile.Writer {

    private final long fingerprint;
    private final Consumer<Consumer<byte[]>> blocks;
    private final Digest digest = new Digest();
    private long length = StoreFile.HEADER;

    SnapshotWriter(long fingerprint, Consumer<Consumer<byte[]>> blocks) {
        this.fingerprint = fingerprint;
        this.blocks = blocks;
    }

    @Override
    public void writeTo(FileChannel file) throws IOException {
        StateFile.write(file, ByteBuffer.allocate(StoreFile.HEADER));
        try {
            blocks.accept(block -> add(file, block));
        } catch (UncheckedIOException failed) {
            throw new IOException(failed.getCause());
        }
        file.position(0);
        StateFile.write(file, StoreFile.snapshot(fingerprint, length, name()));
    }

    private void add(FileChannel file, byte[] block) {
        try {
            ByteBuffer bytes = StoreFile.block(block);
            length += bytes.remaining();
            StoreFile.name(digest, bytes);
            StateFile.write(file, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** How long the file is, once it is written. */
    long length() {
        return length;
    }

    /** The number that ties a journal to it. */
    long name() {
        return digest.value();
    }
}
