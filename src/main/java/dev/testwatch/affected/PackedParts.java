package dev.testwatch.affected;

import java.util.Optional;

/**
 * {@link Parts} as they are kept: bytes of which it is known that they can be understood, taken apart when somebody
 * first asks, since most of them are never looked at. Confined to one thread.
 */
final class PackedParts {

    private final Slice bytes;
    private Optional<Parts> parts = Optional.empty();

    /** Bytes that pass {@link Parts#check}. */
    PackedParts(Slice bytes) {
        this.bytes = bytes;
    }

    static PackedParts of(Parts parts) {
        Encoder out = new Encoder();
        parts.write(out);
        return new PackedParts(Slice.of(out.bytes()));
    }

    int length() {
        return bytes.length();
    }

    /** The bytes, without how many there are. */
    void write(Encoder out) {
        out.bytes(bytes);
    }

    Parts parts() {
        if (parts.isEmpty()) {
            parts = Optional.of(Parts.read(new Decoder(bytes)));
        }
        return parts.orElseThrow();
    }
}
