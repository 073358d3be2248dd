package shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a customer has picked so far, in the order of picking. */
public final class Cart {

    private final PriceList prices;
    private final Map<Sku, Integer> quantities = new LinkedHashMap<>();
    private Discount discount = new Discount.None();

    public Cart(PriceList prices) {
        this.prices = prices;
    }

    /** Adds to what is already there of the same article. */
    public Cart add(String sku, int quantity) {
        quantities.merge(prices.get(Sku.parse(sku)).sku(), quantity, Integer::sum);
        return this;
    }

    public Cart remove(String sku) {
        quantities.remove(Sku.parse(sku));
        return this;
    }

    public Cart with(Discount discount) {
        this.discount = discount;
        return this;
    }

    public boolean isEmpty() {
        return quantities.isEmpty();
    }

    /**
     * Makes an order of what is in the cart.
     *
     * @throws IllegalStateException if it breaks a limit of the shop
     */
    public Order checkOut(OrderNumbers numbers) {
        List<OrderLine> lines = lines();
        List<String> problems = problemsOf(lines);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems));
        }
        return new Order(numbers.next(), lines, discount);
    }

    private List<OrderLine> lines() {
        return quantities.entrySet().stream()
                .map(entry -> new OrderLine(prices.get(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static List<String> problemsOf(List<OrderLine> lines) {
        List<String> problems = new ArrayList<>();
        if (lines.size() > Limits.MAX_LINES) {
            problems.add("at most " + Limits.MAX_LINES + " lines");
        }
        lines.forEach(line -> problems.addAll(line.problems()));
        return problems;
    }
}
