package dev.testwatch.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a soak does to {@code sample-tests}, and takes back: one edit each, of files that no other one touches. */
enum SoakEdit {
    ROUNDING("src/main/java/shop/Money.java", "RoundingMode.HALF_UP", "RoundingMode.DOWN", Effect.BREAKS),
    LABEL("src/main/java/shop/Invoice.java", "\"Discount\"", "\"Reduction\"", Effect.BREAKS),
    RATE("src/main/java/shop/Vat.java", "return 7;", "return 8;", Effect.BREAKS),
    SETTING(
            "src/main/resources/shop/shop.properties",
            "shipping.free-from = 100.00",
            "shipping.free-from = 10.00",
            Effect.BREAKS),
    SYNTAX("src/main/java/shop/Cart.java", "isEmpty() {", "isEmpty( {", Effect.BLOCKS),
    BODY("src/main/java/shop/Shipping.java", "final class", "final /* ${n} */ class", Effect.NONE),
    MEMBER("src/main/java/shop/OrderLine.java", "import", "// ${n}\nimport", Effect.NONE),
    COMMENT("src/main/java/shop/Sku.java", "package shop;", "package shop; // ${n}", Effect.NONE),
    PASSES("src/test/java/shop/SoakPassesTest.java", "", test("SoakPassesTest", "int n = ${n};"), Effect.NONE),
    EXITS("src/test/java/shop/SoakExitsTest.java", "", test("SoakExitsTest", "System.exit(${n} % 3);"), Effect.BREAKS),
    HALTS(
            "src/test/java/shop/SoakHaltsTest.java",
            "",
            test("SoakHaltsTest", "Runtime.getRuntime().halt(${n} % 3);"),
            Effect.BREAKS),
    LEAVES(
            "src/test/java/shop/SoakLeavesTest.java",
            "",
            test(
                    "SoakLeavesTest",
                    "int n = ${n}; new Thread(() -> { while (true) { Thread.onSpinWait(); } }).start();"),
            Effect.NONE),
    FLOODS(
            "src/test/java/shop/SoakFloodsTest.java",
            "",
            test("SoakFloodsTest", "for (int i = ${n}; i < ${n} + 20_000; i++) { System.out.println(\"line \" + i); }"),
            Effect.NONE);

    enum Effect {
        NONE,
        BREAKS,
        BLOCKS
    }

    private final String file;
    private final String good;
    private final String other;
    private final Effect effect;

    SoakEdit(String file, String good, String other, Effect effect) {
        this.file = file;
        this.good = good;
        this.other = other;
        this.effect = effect;
    }

    Effect effect() {
        return effect;
    }

    /** Whether it kills every fork that comes across it. */
    boolean kills() {
        return this == EXITS || this == HALTS;
    }

    Path file(Shop shop) {
        return shop.file(file);
    }

    /** Makes the edit; the number makes it different each time. */
    void make(Shop shop, int number) {
        String text = other.replace("${n}", Integer.toString(number));
        if (good.isEmpty()) {
            shop.write(file(shop), text);
        } else {
            shop.replaceFirst(file(shop), good, text);
        }
    }

    /** Takes it back. */
    void undo(Shop shop) {
        if (good.isEmpty() && Files.exists(file(shop))) {
            shop.delete(file(shop));
        } else {
            shop.restore(file(shop));
        }
    }

    private static String test(String name, String body) {
        return "package shop;\n\nclass " + name + " {\n    @org.junit.jupiter.api.Test\n    void does() {\n        "
                + body + "\n    }\n}\n";
    }
}
