package shop;

import java.util.List;

/** What is taken off an order; never more than the order costs. */
public sealed interface Discount {

    Money on(Order order);

    /** Nothing off. */
    record None() implements Discount {
        @Override
        public Money on(Order order) {
            return Money.zero(order.gross().currency());
        }
    }

    /** A part of everything. */
    record Percentage(int percent) implements Discount {
        public Percentage {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("percent must be from 0 to 100: " + percent);
            }
        }

        @Override
        public Money on(Order order) {
            return order.gross().percent(percent).rounded();
        }
    }

    /** A fixed amount. */
    record Voucher(Money value) implements Discount {
        @Override
        public Money on(Order order) {
            Money gross = order.gross();
            return value.compareTo(gross) < 0 ? value : gross;
        }
    }

    /** Every so many of the same article, one is free. */
    record OneFree(int each) implements Discount {
        public OneFree {
            if (each < 2) {
                throw new IllegalArgumentException("one in " + each + " cannot be free");
            }
        }

        @Override
        public Money on(Order order) {
            Money saving = Money.zero(order.gross().currency());
            for (OrderLine line : order.lines()) {
                saving = saving.plus(line.price().gross().times(line.quantity() / each));
            }
            return saving;
        }
    }

    /** The best of several. */
    record Best(List<Discount> of) implements Discount {
        public Best {
            of = List.copyOf(of);
        }

        @Override
        public Money on(Order order) {
            return of.stream()
                    .map(discount -> discount.on(order))
                    .reduce(new None().on(order), (a, b) -> a.compareTo(b) < 0 ? b : a);
        }
    }
}
