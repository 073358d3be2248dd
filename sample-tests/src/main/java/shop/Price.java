package shop;

/** What an article costs before tax, and which tax is due. */
public record Price(Sku sku, Money net, int vatCode) {

    public Price {
        if (net.isNegative()) {
            throw new IllegalArgumentException(sku + " has a negative price: " + net);
        }
    }

    public Money vat() {
        return Vat.on(net, vatCode);
    }

    public Money gross() {
        return net.plus(vat());
    }
}
