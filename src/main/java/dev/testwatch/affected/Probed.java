package dev.testwatch.affected;

/**
 * A class file with a probe in each of its methods that has code, in their order.
 *
 * @see Instrumentation
 */
final class Probed {

    private final byte[] bytes;
    private final int constants;
    private final int count;

    /**
     * @param bytes the whole class file, or none if the class has no code to be changed
     * @param constants where in them the constant of the first probe begins; those of the others follow
     * @param count how many probes there are
     */
    Probed(byte[] bytes, int constants, int count) {
        this.bytes = bytes;
        this.constants = constants;
        this.count = count;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int constants() {
        return constants;
    }

    int count() {
        return count;
    }
}
