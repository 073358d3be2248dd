package dev.testwatch.compile;

import java.util.Arrays;
import java.util.Collection;

/**
 * A set of names, kept as hashes: it may claim to hold a name that it does not, never the other way round. Immutable.
 */
final class Names {

    static final Names NONE = new Names(false, new int[0]);
    static final Names ALL = new Names(true, new int[0]);

    private final boolean all;
    private final int[] hashes;

    private Names(boolean all, int[] sorted) {
        this.all = all;
        this.hashes = sorted;
    }

    static Names of(Collection<String> names) {
        return ofHashes(names.stream().mapToInt(String::hashCode).toArray());
    }

    /** Takes the array over. */
    static Names ofHashes(int[] hashes) {
        Arrays.sort(hashes);
        int distinct = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[distinct++] = hashes[i];
            }
        }
        return new Names(false, distinct == hashes.length ? hashes : Arrays.copyOf(hashes, distinct));
    }

    Names with(Collection<String> names) {
        int[] more = Arrays.copyOf(hashes, hashes.length + names.size());
        int at = hashes.length;
        for (var name : names) {
            more[at++] = name.hashCode();
        }
        return all ? this : ofHashes(more);
    }

    boolean isAll() {
        return all;
    }

    int size() {
        return hashes.length;
    }

    int[] hashes() {
        return hashes.clone();
    }

    boolean isEmpty() {
        return !all && hashes.length == 0;
    }

    boolean intersects(Names other) {
        if (all || other.all) {
            return !isEmpty() && !other.isEmpty();
        }
        int[] few = hashes.length < other.hashes.length ? hashes : other.hashes;
        int[] many = few == hashes ? other.hashes : hashes;
        for (int hash : few) {
            if (Arrays.binarySearch(many, hash) >= 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Names that && all == that.all && Arrays.equals(hashes, that.hashes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
        return all ? "all names" : hashes.length + " names";
    }
}
