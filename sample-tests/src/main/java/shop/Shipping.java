package shop;

/** Parcels and what they cost. */
public final class Shipping {

    private final int articlesInParcel;
    private final Money costOfParcel;
    private final Money freeFrom;

    public Shipping(int articlesInParcel, Money costOfParcel, Money freeFrom) {
        this.articlesInParcel = articlesInParcel;
        this.costOfParcel = costOfParcel;
        this.freeFrom = freeFrom;
    }

    /** As the settings say. */
    public static Shipping standard() {
        return new Shipping(
                Config.number("shipping.articles-in-parcel"),
                Money.of(Config.get("shipping.cost-of-parcel")),
                Money.of(Config.get("shipping.free-from")));
    }

    public int parcels(Order order) {
        return (order.quantity() + articlesInParcel - 1) / articlesInParcel;
    }

    public Money cost(Order order) {
        if (order.total().compareTo(freeFrom) >= 0) {
            return Money.zero(order.total().currency());
        }
        return costOfParcel.times(parcels(order));
    }
}
