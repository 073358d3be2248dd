package shop;

import java.util.List;

/** A number of one article at the price of the day. */
public record OrderLine(
        Price price, @AtMost(Limits.MAX_QUANTITY) int quantity) {

    public OrderLine {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity must be positive: " + quantity);
        }
    }

    public Money net() {
        return price.net().times(quantity);
    }

    public Money gross() {
        return price.gross().times(quantity);
    }

    /** Why this line cannot be ordered; nothing if it can. */
    public List<String> problems() {
        return Checks.problemsOf(this);
    }
}
