package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class SkuTest {

    @TestFactory
    Stream<DynamicNode> articleNumbers() {
        return Stream.of(
                dynamicContainer(
                        "accepted",
                        Stream.of("BK-0001", " bk-0001", "Bk-0001\t")
                                .map(text -> dynamicTest(
                                        "[" + text.replace("\t", "\\t") + "]",
                                        () -> assertEquals(new Sku("BK-0001"), Sku.parse(text))))),
                dynamicContainer(
                        "refused",
                        Stream.of("", "BK-1", "BK-00001", "B1-0001", "BK_0001")
                                .map(text -> dynamicTest(
                                        "[" + text + "]",
                                        () -> assertThrows(IllegalArgumentException.class, () -> Sku.parse(text))))));
    }
}
