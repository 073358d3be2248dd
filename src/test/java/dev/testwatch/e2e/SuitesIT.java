package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test classes whose tests are found elsewhere: a suite, and Cucumber's features with their steps. */
class SuitesIT {

    private static final String POM = Pom.of(
            "cafe",
            Pom.test("org.junit.jupiter", "junit-jupiter", "5.13.4"),
            Pom.test("org.junit.platform", "junit-platform-suite", "1.13.4"),
            Pom.test("io.cucumber", "cucumber-java", "7.27.2"),
            Pom.test("io.cucumber", "cucumber-junit-platform-engine", "7.27.2"));

    private static final String TAB = """
            package cafe;

            public class Tab {
                private int sum;
                private int orders;

                public void add(int price) {
                    sum += price;
                    orders++;
                }

                public int sum() {
                    return sum;
                }

                public int orders() {
                    return orders;
                }
            }
            """;

    private static final String TIP = """
            package cafe;

            public class Tip {
                public static int of(int sum) {
                    return sum / 10;
                }
            }
            """;

    private static final String FEATURE = """
            Feature: tab
              Scenario: two
                When I order for 2
                And I order for 3
                Then I owe 5
            """;

    private static final String STEPS = """
            package cafe.steps;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import cafe.Tab;
            import io.cucumber.java.en.Then;
            import io.cucumber.java.en.When;

            public class TabSteps {
                private final Tab tab = new Tab();

                @When("I order for {int}")
                public void order(int price) {
                    tab.add(price);
                }

                @Then("I owe {int}")
                public void owe(int sum) {
                    assertEquals(sum, tab.sum());
                }
            }
            """;

    private static final String HOOK = """
            package cafe.steps;

            public class Hook {
                @io.cucumber.java.Before
                public void before() {
                    throw new IllegalStateException("closed today");
                }
            }
            """;

    private static final String FEATURES_TEST = """
            package cafe;

            import org.junit.platform.suite.api.*;

            @Suite
            @IncludeEngines("cucumber")
            @SelectPackages("cafe")
            @ConfigurationParameter(key = "cucumber.glue", value = "cafe.steps")
            public class FeaturesTest {}
            """;

    private static final String SUITE_TEST = """
            package cafe;

            import org.junit.platform.suite.api.*;

            @Suite
            @SelectPackages("checks")
            @IncludeClassNamePatterns(".*")
            public class SuiteTest {}
            """;

    private static final String TIP_TEST = check("cafe", "TipTest", "2, cafe.Tip.of(20)");

    @TempDir
    Path directory;

    @Test
    void theyRunWhenAnythingThatTheyFindIsAnother() throws IOException {
        Path root = Files.createDirectory(directory.resolve("cafe")).toRealPath();
        Shop cafe = Shop.at(root);
        cafe.write(root.resolve("pom.xml"), POM);
        Path tab = root.resolve("src/main/java/cafe/Tab.java");
        cafe.write(tab, TAB);
        cafe.write(root.resolve("src/main/java/cafe/Tip.java"), TIP);
        Path tests = root.resolve("src/test/java");
        cafe.write(tests.resolve("cafe/FeaturesTest.java"), FEATURES_TEST);
        cafe.write(tests.resolve("cafe/SuiteTest.java"), SUITE_TEST);
        cafe.write(tests.resolve("cafe/TipTest.java"), TIP_TEST);
        cafe.write(tests.resolve("cafe/steps/TabSteps.java"), STEPS);
        cafe.write(tests.resolve("checks/Orders.java"), check("checks", "Orders", "0, new cafe.Tab().orders()"));
        Path feature = root.resolve("src/test/resources/cafe/tab.feature");
        cafe.write(feature, FEATURE);
        try (Watch watch = Watch.start(root, "--sweep", "idle")) {
            watch.awaitGreenStart();
            watch.await(
                    "the end of the sweep",
                    event -> event.is("message") && event.text("text").contains("has run by itself"));

            cafe.replace(tab, "return orders;", "return orders + 1;");
            assertRed(watch, tab, "Orders");
            cafe.write(tab, TAB);
            assertThat(watch.awaitCycle(tab).state()).isEqualTo("green");

            cafe.replace(feature, "owe 5", "owe 6");
            assertRed(watch, feature, "FeaturesTest");
            cafe.write(feature, FEATURE);
            assertThat(watch.awaitCycle(feature).state()).isEqualTo("green");

            Path more = tests.resolve("checks/More.java");
            cafe.write(more, check("checks", "More", "1, 2"));
            assertRed(watch, more, "More");
            cafe.delete(more);
            assertThat(watch.awaitCycle(more).state()).isEqualTo("green");

            Path hook = tests.resolve("cafe/steps/Hook.java");
            cafe.write(hook, HOOK);
            assertRed(watch, hook, "FeaturesTest");
        }
    }

    /** The plain test beside them has run by itself, and has nothing to do with any of it. */
    private static void assertRed(Watch watch, Path edited, String failing) {
        Cycle cycle = watch.awaitCycle(edited);
        assertThat(cycle.state()).isEqualTo("red");
        assertThat(cycle.finished("failed")).singleElement().satisfies(test -> assertThat(test.toString())
                .contains(failing));
        assertThat(cycle.classesRun()).isNotEmpty().doesNotContain("cafe.TipTest");
    }

    private static String check(String where, String name, String equal) {
        return """
                package %s;

                import static org.junit.jupiter.api.Assertions.assertEquals;

                import org.junit.jupiter.api.Test;

                class %s {
                    @Test
                    void holds() {
                        assertEquals(%s);
                    }
                }
                """.formatted(where, name, equal);
    }
}
