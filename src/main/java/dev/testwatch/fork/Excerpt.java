package dev.testwatch.fork;

/** Both ends of a text of any length, in bounded memory, and how much is between them; not for several threads at once. */
final class Excerpt {

    private static final long THOUSAND = 1000;

    private final int limit;
    private final StringBuilder head = new StringBuilder();
    private final Tail tail;
    private long behind;
    private long missing;

    /** @param limit in characters, for each end */
    Excerpt(int limit) {
        this.limit = limit;
        this.tail = new Tail(limit);
    }

    void append(String more) {
        int fits = missing > 0 ? 0 : Math.min(more.length(), limit - head.length());
        if (fits > 0 && fits < more.length() && Character.isHighSurrogate(more.charAt(fits - 1))) {
            fits--;
        }
        head.append(more, 0, fits);
        if (fits < more.length()) {
            tail.append(more.substring(fits));
            behind += more.length() - fits;
        }
    }

    /** So many bytes are not told at all. */
    void omit(long bytes) {
        missing += bytes;
    }

    @Override
    public String toString() {
        String end = tail.toString();
        long omitted = missing + behind - end.length();
        return omitted == 0 ? head + end : head + "\n[... " + size(omitted) + " omitted ...]\n" + end;
    }

    /** {@code 998 MB}. */
    static String size(long bytes) {
        if (bytes < 10 * THOUSAND) {
            return bytes + " bytes";
        }
        return bytes < 10 * THOUSAND * THOUSAND ? bytes / THOUSAND + " kB" : bytes / (THOUSAND * THOUSAND) + " MB";
    }
}
