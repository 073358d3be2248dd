package dev.testwatch.worker;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** 16 random bytes by which one end of the channel knows the other; never on a command line or in the environment. */
public final class Token {

    /** The length in bytes. */
    public static final int LENGTH = 16;

    private final byte[] bytes;

    private Token(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A new token that nobody else knows. */
    public static Token random() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return new Token(bytes);
    }

    /** Reads what {@link #write} wrote. */
    public static Token read(DataInput in) throws IOException {
        byte[] bytes = new byte[LENGTH];
        in.readFully(bytes);
        return new Token(bytes);
    }

    /** Writes the bytes, nothing else. */
    public void write(DataOutput out) throws IOException {
        out.write(bytes);
    }

    /** Compares in constant time. */
    public boolean matches(Token other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }
}
