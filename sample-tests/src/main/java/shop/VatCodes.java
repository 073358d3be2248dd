package shop;

/** The tax codes that price lists use. */
final class VatCodes {

    static final int ZERO = 0;
    static final int STANDARD = 1;
    static final int REDUCED = 2;

    private VatCodes() {}
}
