package dev.testwatch.compile;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** Whether a class file has its end: whoever writes one may be in the midst of it, or have died there. */
final class WholeClassFile {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int VERSION = 4;
    private static final int FLAGS_AND_NAMES = 6;

    private WholeClassFile() {}

    /** Whether the parts are as long as they say, and nothing comes behind them. */
    static boolean is(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                return false;
            }
            in.skipNBytes(VERSION);
            constants(in);
            in.skipNBytes(FLAGS_AND_NAMES);
            in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
            members(in);
            members(in);
            attributes(in);
            return in.read() < 0;
        } catch (IOException e) {
            return false; // it ends too early, which is what was asked
        }
    }

    private static void constants(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> in.skipNBytes(in.readUnsignedShort());
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // takes two places
                }
                default -> throw new IOException("there is no constant " + tag);
            }
        }
    }

    private static void members(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            in.skipNBytes(FLAGS_AND_NAMES);
            attributes(in);
        }
    }

    private static void attributes(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            in.skipNBytes(2);
            in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
        }
    }
}
