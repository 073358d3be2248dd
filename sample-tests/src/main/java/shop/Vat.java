package shop;

/** Value-added tax. */
public final class Vat {

    private Vat() {}

    /** The rate in percent of a code in a price list. */
    public static int percentOf(int code) {
        switch (code) {
            case VatCodes.ZERO:
                return 0;
            case VatCodes.STANDARD:
                return 19;
            case VatCodes.REDUCED:
                return 7;
            default:
                throw new IllegalArgumentException("unknown tax code " + code);
        }
    }

    /** What has to be paid on top of a net amount. */
    public static Money on(Money net, int code) {
        return net.percent(percentOf(code)).rounded();
    }
}
