package shop;

/** What one order may hold. */
final class Limits {

    static final int MAX_QUANTITY = 99;
    static final int MAX_LINES = 20;

    private Limits() {}
}
