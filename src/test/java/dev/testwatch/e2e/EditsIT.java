package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a save leads to. All tests edit the same watched project; each leaves it green and as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditsIT {

    private Optional<Shop> shop = Optional.empty();
    private Optional<Watch> watch = Optional.empty();

    @BeforeEach
    void watchAGreenProject() {
        if (watch.isEmpty()) {
            shop = Optional.of(Shop.judged());
            watch = Optional.of(Watch.start(shop().root()));
            watch().awaitGreenStart();
        }
    }

    /** A watch that cannot be brought back to green is of no use to the next test. */
    @AfterEach
    void leaveItGreen() {
        try {
            Set<Path> restored = shop().restore();
            if (!restored.isEmpty()) {
                assertThat(watch().awaitCycle(restored).state()).isEqualTo("green");
            }
        } catch (AssertionError e) {
            stop();
            throw e;
        }
    }

    @AfterAll
    void stop() {
        watch.ifPresent(Watch::close);
        watch = Optional.empty();
    }

    @Test
    void whatIsNoInputIsNoChange() {
        List<Path> noInputs = Stream.of(
                        ".artifacts/dev.log", "target/some.log", "notes.txt", "src/test/java/shop/.#VatTest.java")
                .map(shop()::file)
                .toList();
        noInputs.forEach(file -> shop().write(file, "line"));
        shop().replace(shop().test("VatTest"), "percentOf(3)", "percentOf(6)");
        Cycle cycle = watch().awaitCycle(shop().test("VatTest"));
        noInputs.forEach(shop()::delete);

        assertThat(cycle.all("change")
                        .flatMap(change -> change.items("files").stream().map(Json::text)))
                .containsExactly("src/test/java/shop/VatTest.java");
    }

    /** No class file names it, and nobody runs code of it before it is there: it was green where it was not. */
    @Test
    void aClassThatOnlyTheJdkAsksForRunsItsTestsWhenItComesAndWhenItIsEdited() {
        Path bean = shop().source("Parcel");
        Path test = shop().test("ParcelTest");
        shop().write(bean, "package shop; public class Parcel { public int getWeight() { return 1; } }");
        shop().write(test, """
                package shop;

                import static org.junit.jupiter.api.Assertions.assertEquals;

                import java.beans.Introspector;
                import org.junit.jupiter.api.Test;

                class ParcelTest {
                    @Test
                    void hasTwoProperties() throws Exception {
                        assertEquals(2, Introspector.getBeanInfo(Parcel.class).getPropertyDescriptors().length);
                    }
                }
                """);
        assertThat(watch().awaitJudged(bean, test).state()).isEqualTo("green");

        Path info = shop().source("ParcelBeanInfo");
        shop().write(
                        info,
                        "package shop; public class ParcelBeanInfo extends java.beans.SimpleBeanInfo {"
                                + " public java.beans.PropertyDescriptor[] getPropertyDescriptors() { return null; } }");
        assertThat(watch().awaitJudged(info).classesRun()).contains("shop.ParcelTest");

        shop().replace(info, "return null", "return new java.beans.PropertyDescriptor[0]");
        Cycle edited = watch().awaitJudged(info);
        assertThat(edited.classesRun()).containsExactly("shop.ParcelTest");
        assertThat(edited.state()).isEqualTo("red");
    }

    /** It lies below a hidden directory, and no class file names it: it was green where the compiler said no. */
    @Test
    void aClassThatATestOnlyHasTheCompilerReadRunsThatTest() {
        Path customs = shop().source("Customs");
        Path test = shop().test("FormTest");
        shop().write(customs, "package shop; public class Customs { public static int duty() { return 1; } }");
        shop().write(test, """
                package shop;

                import static org.junit.jupiter.api.Assertions.assertTrue;

                import java.net.URI;
                import java.nio.file.Path;
                import java.util.List;
                import javax.tools.JavaFileObject.Kind;
                import javax.tools.SimpleJavaFileObject;
                import javax.tools.ToolProvider;
                import org.junit.jupiter.api.Test;
                import org.junit.jupiter.api.io.TempDir;

                class FormTest {
                    @Test
                    void compiles(@TempDir Path output) {
                        var form = new SimpleJavaFileObject(URI.create("string:///Form.java"), Kind.SOURCE) {
                            @Override
                            public CharSequence getCharContent(boolean ignored) {
                                return "class Form { int duty = shop.Customs.duty(); }";
                            }
                        };
                        var options = List.of("-proc:none", "-d", output.toString());
                        assertTrue(ToolProvider.getSystemJavaCompiler()
                                .getTask(null, null, problem -> {}, options, null, List.of(form))
                                .call());
                    }
                }
                """);
        assertThat(watch().awaitJudged(customs, test).state()).isEqualTo("green");

        shop().replace(customs, "duty()", "levy()");
        Cycle edited = watch().awaitJudged(customs);
        assertThat(edited.classesRun()).containsExactly("shop.FormTest");
        assertThat(edited.state()).isEqualTo("red");
    }

    @Test
    void aBodyEditRunsExactlyTheAffectedTests() {
        Cycle cycle = edit(shop().source("OrderNumbers"), "last.incrementAndGet()", "last.addAndGet(1)");

        assertThat(cycle.classesRun())
                .containsExactlyInAnyOrder(
                        "shop.OrderNumbersTest", "shop.CartTest", "shop.InvoiceTest", "shop.CheckoutTest");
        assertThat(cycle.runFinished().text("outcome")).isEqualTo("completed");
        assertThat(cycle.state()).isEqualTo("green");
    }

    @Test
    void anEditOfATestRunsThatTest() {
        Cycle cycle = edit(shop().test("VatTest"), "percentOf(3)", "percentOf(4)");

        assertThat(cycle.classesRun()).containsExactly("shop.VatTest");
        assertThat(cycle.finished("successful")).hasSize(5);
    }

    @Test
    void aCommentRunsNothing() {
        Cycle cycle = edit(shop().source("Money"), "    public Money plus(", "    // exact\n\n    public Money plus(");

        assertThat(cycle.classesRun()).isEmpty();
        assertThat(cycle.state()).isEqualTo("green");
    }

    @Test
    void aRevertToTestedContentRunsNothing() {
        edit(shop().source("Invoice"), "Locale.ROOT", "Locale.ENGLISH");

        Cycle revert = edit(shop().source("Invoice"), "Locale.ENGLISH", "Locale.ROOT");

        assertThat(revert.classesRun()).isEmpty();
        assertThat(revert.state()).isEqualTo("green");
    }

    @Test
    void aFailureIsToldWithItsPlaceAndItsRepairIsGreen() {
        Cycle broken = edit(shop().source("Invoice"), "\"Discount\"", "\"Reduction\"");

        assertThat(broken.state()).isEqualTo("red");
        assertThat(broken.verdict().items("failing")).hasSize(1);
        assertThat(broken.finished("failed")).singleElement().satisfies(test -> {
            Json failure = test.body().get("failure");
            assertThat(test.text("class")).isEqualTo("shop.InvoiceTest");
            assertThat(test.text("method")).startsWith("printsArticlesDiscountParcelsAndTotal");
            assertThat(failure.get("type").text()).isEqualTo("org.opentest4j.AssertionFailedError");
            assertThat(failure.get("expected").text()).contains("Discount");
            assertThat(failure.get("actual").text()).contains("Reduction");
            assertThat(shop().root().resolve(failure.get("file").text())).isEqualTo(shop().test("InvoiceTest"));
            assertThat(failure.get("line").number())
                    .isEqualTo(shop().lineOf(shop().test("InvoiceTest"), "resource(\"/shop/invoice.txt\")"));
        });

        Cycle repaired = edit(shop().source("Invoice"), "\"Reduction\"", "\"Discount\"");

        assertThat(repaired.state()).isEqualTo("green");
        assertThat(repaired.verdict().items("failing")).isEmpty();
    }

    @Test
    void aFailureElsewhereKeepsTheVerdictRed() {
        edit(shop().source("Invoice"), "\"Discount\"", "\"Reduction\"");

        Cycle unrelated = edit(shop().test("VatTest"), "percentOf(3)", "percentOf(4)");

        assertThat(unrelated.finished("failed").stream().map(test -> test.text("class")))
                .doesNotContain("shop.VatTest");
        assertThat(unrelated.state()).isEqualTo("red");
    }

    @Test
    void aSyntaxErrorBlocksWhatDependsOnItAndNothingElse() {
        Cycle broken = edit(shop().source("Invoice"), "return order.total()", "return order..total()");

        assertThat(broken.state()).isEqualTo("blocked");
        assertThat(broken.verdict().number("blocked")).isPositive();
        Event problems = broken.problems().orElseThrow();
        assertThat(problems.items("blocked").toString())
                .contains("shop.InvoiceTest")
                .doesNotContain("shop.CartTest");
        Json problem = problems.items("problems").get(0);
        assertThat(shop().root().resolve(problem.get("file").text())).isEqualTo(shop().source("Invoice"));
        assertThat(problem.get("line").number()).isEqualTo(shop().lineOf(shop().source("Invoice"), "order..total()"));

        Cycle elsewhere = edit(
                shop().source("OrderNumbers"), "last.incrementAndGet()", "last.updateAndGet(number -> number + 1)");

        assertThat(elsewhere.classesRun())
                .contains("shop.OrderNumbersTest", "shop.CartTest", "shop.CheckoutTest")
                .doesNotContain("shop.InvoiceTest");
        assertThat(elsewhere.state()).isEqualTo("blocked");

        Cycle repaired = edit(shop().source("Invoice"), "return order..total()", "return order.total()");

        assertThat(repaired.classesRun()).contains("shop.InvoiceTest");
        assertThat(repaired.state()).isEqualTo("green");
    }

    @Test
    void aTestClassWithoutTestsIsNoneOfThoseThatAreBlocked() {
        Path invoice = shop().source("Invoice");
        long blocked = edit(invoice, "return order.total()", "return order..total()")
                .verdict()
                .number("blocked");
        edit(invoice, "return order..total()", "return order.total()");
        Path hollow = shop().test("HollowTest");
        shop().write(hollow, "package shop;\n\nclass HollowTest {\n    Invoice invoice;\n}\n");
        watch().awaitCycle(hollow);

        Cycle broken = edit(invoice, "return order.total()", "return order..total()");

        assertThat(broken.verdict().number("blocked")).isEqualTo(blocked);
        edit(invoice, "return order..total()", "return order.total()");
        shop().delete(hollow);
        watch().awaitCycle(hollow);
    }

    @Test
    void aConstantInACaseLabelReachesTheSwitch() {
        Cycle cycle = edit(shop().source("VatCodes"), "REDUCED = 2", "REDUCED = 3");

        assertThat(cycle.classesRun()).contains("shop.VatTest");
        assertThat(cycle.finished("failed").stream().map(test -> test.text("class")))
                .contains("shop.VatTest");
        assertThat(cycle.state()).isEqualTo("red");
    }

    @Test
    void aConstantInAnAnnotationReachesTheAnnotatedRecord() {
        Cycle cycle = edit(shop().source("Limits"), "MAX_QUANTITY = 99", "MAX_QUANTITY = 98");

        assertThat(cycle.finished("failed").stream().map(test -> test.text("method")))
                .anyMatch(method -> method.startsWith("takesAsManyAsTheShopAllows"))
                .anyMatch(method -> method.startsWith("saysWhenItIsTooMany"));
    }

    @Test
    void aRenamedMethodBlocksItsUsersUntilTheyFollow() {
        Cycle broken = edit(shop().source("OrderNumbers"), "long next()", "long following()");

        assertThat(broken.state()).isEqualTo("blocked");
        assertThat(broken.problems().orElseThrow().items("problems").toString()).contains("Cart.java");

        shop().replace(shop().test("OrderNumbersTest"), ".next()", ".following()");
        Cycle repaired = edit(shop().source("Cart"), "numbers.next()", "numbers.following()");

        assertThat(repaired.state()).isEqualTo("green");
    }

    @Test
    void aResourceRunsItsReaders() {
        Cycle cycle = edit(shop().file("src/main/resources/shop/prices.csv"), "BK-0001; 18.60", "BK-0001; 18.70");

        assertThat(cycle.classesRun())
                .containsExactlyInAnyOrder(
                        "shop.PriceListTest", "shop.CartTest", "shop.InvoiceTest", "shop.CheckoutTest");
        assertThat(cycle.state()).isEqualTo("red");
    }

    /** When it was as before, it was said that no test needs it, and it was given as the reason for what ran next. */
    @Test
    void aTestResourceRunsItsReaderAndIsNoReasonAnyMoreWhenItIsAsBefore() {
        Path expected = shop().file("src/test/resources/shop/invoice.txt");
        Cycle cycle = edit(expected, "Total", "Sum");

        assertThat(cycle.classesRun()).containsExactly("shop.InvoiceTest");
        assertThat(cycle.state()).isEqualTo("red");

        Cycle revert = edit(expected, "Sum", "Total");
        assertThat(revert.classesRun()).isEmpty();
        assertThat(revert.all("message").map(message -> message.text("text")))
                .contains("no test run: the affected test class has a result for this content");

        Cycle next =
                edit(shop().source("OrderNumbers"), "last.incrementAndGet()", "last.accumulateAndGet(1, Long::sum)");
        assertThat(next.classesRun()).contains("shop.InvoiceTest");
        assertThat(next.all("run-started")).noneMatch(run -> run.toString().contains("invoice.txt"));
    }

    @Test
    void aNewTestClassIsSeenAndADeletedOneForgotten() {
        Path file = shop().test("CurrencyTest");
        shop().write(file, """
                package shop;

                import static org.junit.jupiter.api.Assertions.assertEquals;

                import org.junit.jupiter.api.Test;

                class CurrencyTest {

                    @Test
                    void hasASymbol() {
                        assertEquals("€", Currency.EUR.symbol());
                    }
                }
                """);
        Cycle created = watch().awaitCycle(file);

        assertThat(created.classesRun()).containsExactly("shop.CurrencyTest");
        assertThat(created.state()).isEqualTo("green");
        assertThat(created.all("run-started").map(started -> started.number("known")))
                .as("one that has not run yet is one of all")
                .containsExactly(created.verdict().number("known"));

        shop().delete(file);
        Cycle deleted = watch().awaitCycle(file);

        assertThat(deleted.classesRun()).isEmpty();
        assertThat(deleted.state()).isEqualTo("green");
        assertThat(deleted.verdict().number("known"))
                .isEqualTo(created.verdict().number("known") - 1);
    }

    @Test
    void deletingAFailingTestEndsItsFailure() {
        Path file = shop().test("WrongTest");
        shop().write(file, """
                package shop;

                import static org.junit.jupiter.api.Assertions.fail;

                import org.junit.jupiter.api.Test;

                class WrongTest {

                    @Test
                    void isWrong() {
                        fail("always");
                    }
                }
                """);
        assertThat(watch().awaitCycle(file).state()).isEqualTo("red");

        shop().delete(file);

        assertThat(watch().awaitCycle(file).state()).isEqualTo("green");
    }

    @Test
    void commandsComeAsLines() {
        watch().send("a");

        Cycle all = watch().awaitRun();

        assertThat(all.classesRun()).contains("shop.MoneyTest", "shop.JvmTest", "shop.InvoiceTest");
        assertThat(all.state()).isEqualTo("green");

        edit(shop().test("VatTest"), "percentOf(3)", "percentOf(5)");
        watch().send("r");

        assertThat(watch().awaitRun().classesRun()).containsExactly("shop.VatTest");

        edit(shop().source("Invoice"), "\"Discount\"", "\"Reduction\"");
        watch().send("f");

        Cycle failed = watch().awaitRun();

        assertThat(failed.finished("failed")).hasSize(1);
        assertThat(failed.finished("successful")).isEmpty();
    }

    private Cycle edit(Path file, String from, String to) {
        shop().replace(file, from, to);
        return watch().awaitCycle(file);
    }

    private Shop shop() {
        return shop.orElseThrow();
    }

    private Watch watch() {
        return watch.orElseThrow();
    }
}
