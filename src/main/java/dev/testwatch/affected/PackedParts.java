package dev.testwatch.affected;

import java.util.Optional;

/**
 * {@link Parts} as they are kept: bytes of which it is known that they can be understood, taken apart when somebody
 * first asks, since most of them are never looked at. Confined to one thread.
 */
final class PackedParts {

    private final Slice bytes;
    private Optional<Parts> parts = Optional.empty();

    private PackedParts(Slice bytes) {
        this.bytes = bytes;
    }

    static PackedParts of(Parts parts) {
        Encoder out = new Encoder();
        parts.write(out);
        return new PackedParts(Slice.of(out.bytes()));
    }

    /** Reads parts that name no other than the first {@code symbols} symbols. */
    static PackedParts read(Decoder in, int symbols) {
        return new PackedParts(in.slice(checked -> Parts.check(checked, symbols)));
    }

    void write(Encoder out) {
        out.slice(bytes);
    }

    Parts parts() {
        if (parts.isEmpty()) {
            parts = Optional.of(Parts.read(new Decoder(bytes)));
        }
        return parts.orElseThrow();
    }
}
