package shop;

import java.util.concurrent.atomic.AtomicLong;

/** Gives out order numbers, each only once, to any number of threads. */
public final class OrderNumbers {

    private final AtomicLong last;

    public OrderNumbers(long last) {
        this.last = new AtomicLong(last);
    }

    public long next() {
        return last.incrementAndGet();
    }
}
