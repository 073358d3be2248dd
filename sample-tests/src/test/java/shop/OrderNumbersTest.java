package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class OrderNumbersTest {

    @Test
    void goOnAfterTheLast() {
        assertEquals(42, new OrderNumbers(41).next());
    }

    @RepeatedTest(5)
    void areUniqueWhenManyAskAtOnce() {
        OrderNumbers numbers = new OrderNumbers(0);

        long different = IntStream.range(0, 1_000)
                .parallel()
                .mapToLong(i -> numbers.next())
                .distinct()
                .count();

        assertEquals(1_000, different);
    }
}
