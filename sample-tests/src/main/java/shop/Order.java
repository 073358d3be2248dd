package shop;

import java.util.List;

/** What a customer has ordered; at least one line. */
public record Order(long number, List<OrderLine> lines, Discount discount) {

    public Order {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("order " + number + " is empty");
        }
        lines = List.copyOf(lines);
    }

    public int quantity() {
        return lines.stream().mapToInt(OrderLine::quantity).sum();
    }

    public Money net() {
        return sum(lines.stream().map(OrderLine::net).toList());
    }

    public Money gross() {
        return sum(lines.stream().map(OrderLine::gross).toList());
    }

    /** What is taken off the gross amount. */
    public Money saving() {
        return discount.on(this);
    }

    public Money total() {
        return gross().minus(saving());
    }

    private static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money::plus).orElseThrow();
    }
}
