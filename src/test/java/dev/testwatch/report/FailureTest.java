package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.worker.Message.Thrown;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureTest {

    private final Places places = new Places(new Shop());

    @Test
    void anAssertionIsShownInTheTestEvenIfItFailedDeeper() {
        Failure failure = Failure.of(Shop.roundsHalfUp(), places);
        assertThat(failure.place()).map(Place::file).contains(Shop.PRICE_TEST);
        assertThat(failure.place()).map(Place::line).contains(27);
        assertThat(failure.otherFrames()).extracting(Place::file).containsExactly(Shop.MONEY);
    }

    @Test
    void anotherExceptionIsShownWhereItWasThrown() {
        Failure failure = of(Shop.thrown(
                "java.lang.ArithmeticException",
                "/ by zero",
                "java.math.BigDecimal.divide(BigDecimal.java:1)",
                "shop.Money.rounded(Money.java:41)",
                "shop.PriceTest.a(PriceTest.java:27)"));
        assertThat(failure.place()).map(Place::file).contains(Shop.MONEY);
        assertThat(failure.frames()).isEqualTo(3);
        assertThat(failure.otherFrames()).extracting(Place::file).containsExactly(Shop.PRICE_TEST);
    }

    @Test
    void theInnermostCauseThatPassesThroughTheProjectIsShown() {
        Failure failure = of(Shop.causedBy(
                Shop.thrown("java.lang.RuntimeException", "wrapped", "shop.PriceTest.a(PriceTest.java:27)"),
                Shop.causedBy(
                        Shop.thrown("java.io.IOException", "disk full", "shop.Money.rounded(Money.java:41)"),
                        Shop.thrown("sun.Native", "errno 28", "sun.Native.call(Native Method)"))));
        assertThat(failure.place()).map(Place::file).contains(Shop.MONEY);
        assertThat(failure.headline().first()).isEqualTo("java.lang.RuntimeException: wrapped");
    }

    @Test
    void anInheritedTestMethodIsFoundUnderTheClassThatDeclaresIt() {
        var shop = new Shop();
        shop.put("shop.BaseTest", Shop.ROOT.resolve("src/test/java/shop/BaseTest.java"), 1, "a", "b");
        Thrown thrown =
                Shop.notEqual("1", "2", "shop.Money.check(Money.java:41)", "shop.BaseTest.holds(BaseTest.java:2)");
        Failure failure = Failure.of(Shop.failing("shop.PriceTest", "holds", thrown), new Places(shop));
        assertThat(failure.place()).map(place -> place.frame().className()).contains("shop.BaseTest");
    }

    @Test
    void aLambdaInANestedClassBelongsToTheTest() {
        Failure failure = Failure.of(
                Shop.failing(
                        "shop.PriceTest$Inner",
                        "a",
                        Shop.notEqual(
                                "1",
                                "2",
                                "shop.Money.check(Money.java:41)",
                                "shop.PriceTest$Inner.lambda$a$0(PriceTest.java:27)")),
                places);
        assertThat(failure.place()).map(Place::file).contains(Shop.PRICE_TEST);
    }

    @Test
    void repeatedFramesAreShownOnce() {
        Failure failure = of(Shop.thrown(
                "java.lang.StackOverflowError",
                null,
                "shop.Money.rounded(Money.java:41)",
                "shop.Money.rounded(Money.java:41)",
                "shop.Money.again(Money.java:40)",
                "shop.Money.rounded(Money.java:41)",
                "shop.Money.again(Money.java:40)"));
        assertThat(failure.otherFrames()).hasSize(1);
        assertThat(failure.headline().first()).isEqualTo("java.lang.StackOverflowError");
    }

    @Test
    void aTestThatFailedWithoutAnExceptionSaysSo() {
        Failure failure = Failure.of(Shop.failing("shop.PriceTest", "a", null), places);
        assertThat(failure.headline().first()).isEqualTo("did not finish");
        assertThat(failure.place()).isEmpty();
    }

    @Test
    void comparisonsAreShortened() {
        assertThat(headline("expected: <12.35> but was: <12.34>", "12.35", "12.34"))
                .isEqualTo("expected <12.35> but was <12.34>");
        assertThat(headline("net price ==> expected: <1> but was: <2>", "1", "2"))
                .isEqualTo("net price: expected <1> but was <2>");
        assertThat(headline("\n[net price] \nexpected: 1\n but was: 2", "1", "2"))
                .isEqualTo("[net price]: expected <1> but was <2>");
        assertThat(headline("expected: <a b> but was: <a  b>", "a b", "a  b"))
                .isEqualTo("expected <a b> but was <a  b> (only whitespace differs)");
        assertThat(headline("expected: <a\nb> but was: <a\nc>", "a\nb", "a\nc"))
                .isEqualTo("expected and actual differ");
        assertThat(headline("text ==> expected: <a\nb> but was: <a\n b>", "a\nb", "a\n b"))
                .isEqualTo("text: expected and actual differ only in whitespace");
        assertThat(headline("expected: java.lang.Long@1a<1> but was: java.lang.Integer@2b<1>", "1", "1"))
                .isEqualTo("expected java.lang.Long@1a<1> but was java.lang.Integer@2b<1>");
    }

    @Test
    void aMessageThatSpeaksOfSomethingElseIsLeftAlone() {
        assertThat(headline("the server answered 500", "200", "500")).isEqualTo("the server answered 500");
    }

    @Test
    void olderComparisonsAreUnderstoodFromTheirMessage() {
        Thrown thrown = Shop.thrown("org.junit.ComparisonFailure", "net expected:<1[2]> but was:<1[3]>");
        assertThat(Values.of(thrown)).contains(new Values("1[2]", "1[3]"));
        assertThat(Headline.of(thrown).first()).isEqualTo("net: expected <1[2]> but was <1[3]>");
    }

    @Test
    void theRestOfALongMessageIsKept() {
        Headline headline =
                Headline.of(Shop.thrown("java.lang.AssertionError", "\nExpecting:\n  [1]\n\nto contain:\n  [2]\n"));
        assertThat(headline).isEqualTo(new Headline("Expecting:", List.of("  [1]", "to contain:", "  [2]")));
    }

    @Test
    void aReportPointsIntoTheTest() {
        assertThat(Failure.inTest(Shop.roundsHalfUp(), places)).map(Place::line).contains(27);
        FailingTest outside =
                Shop.failing("lib.ATest", "a", Shop.thrown("x.Y", "z", "shop.Money.rounded(Money.java:41)"));
        assertThat(Failure.inTest(outside, places)).map(Place::file).contains(Shop.MONEY);
    }

    @Test
    void framesAreReadAsTheyArePrinted() {
        assertThat(Frame.of("shop.Money$Rounding.half(Money.java:41)"))
                .returns("shop.Money$Rounding", Frame::className)
                .returns("half", Frame::method)
                .returns(Optional.of("Money.java"), Frame::file)
                .returns("shop.Money", Frame::topLevel);
        assertThat(Frame.of("java.base/java.lang.Object.wait0(Native Method)"))
                .returns("java.lang.Object", Frame::className)
                .returns(Optional.empty(), Frame::file);
        for (String odd : List.of("", "(", ")", "a", "a.b", "a.b)(", "a.b(:)", "a.b(C.java:99999999999)", "$.$($:$)")) {
            assertThat(Frame.of(odd).line()).as(odd).isEmpty();
        }
    }

    private Failure of(Thrown thrown) {
        return Failure.of(Shop.failing("shop.PriceTest", "a", thrown), places);
    }

    private static String headline(String message, String expected, String actual) {
        return Headline.of(Shop.comparison(message, expected, actual)).first();
    }
}
