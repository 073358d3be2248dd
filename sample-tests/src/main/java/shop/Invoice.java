package shop;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An order as it is printed for the customer. */
public final class Invoice {

    private final Order order;
    private final Shipping shipping;

    public Invoice(Order order, Shipping shipping) {
        this.order = order;
        this.shipping = shipping;
    }

    public Money total() {
        return order.total().plus(shipping.cost(order));
    }

    /** One line for each article, then the sums; lines that would be zero are left out. */
    public String text() {
        Stream<String> head = Stream.of("Invoice for order " + order.number(), "");
        Stream<String> articles = order.lines().stream().map(Invoice::line);
        Stream<String> sums = sums().stream();
        return Stream.of(head, articles, sums).flatMap(lines -> lines).collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> sums() {
        Money none = Money.zero(order.gross().currency());
        Stream<String> discount =
                order.saving().equals(none) ? Stream.empty() : Stream.of(row("Discount", none.minus(order.saving())));
        Stream<String> parcels = shipping.cost(order).equals(none)
                ? Stream.empty()
                : Stream.of(row(shipping.parcels(order) + " parcel(s)", shipping.cost(order)));
        return Stream.of(discount, parcels, Stream.of(row("Total", total())))
                .flatMap(lines -> lines)
                .toList();
    }

    private static String line(OrderLine line) {
        return row(line.quantity() + " x " + line.price().sku(), line.gross());
    }

    private static String row(String what, Money amount) {
        return String.format(Locale.ROOT, "%-20s%12s", what, amount);
    }
}
