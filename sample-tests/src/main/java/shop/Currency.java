package shop;

/** The currencies the shop takes. */
public enum Currency {
    EUR("€", 2),
    USD("$", 2),
    JPY("¥", 0);

    private final String symbol;
    private final int digits;

    Currency(String symbol, int digits) {
        this.symbol = symbol;
        this.digits = digits;
    }

    public String symbol() {
        return symbol;
    }

    /** How many digits an amount has behind the decimal point. */
    public int digits() {
        return digits;
    }
}
