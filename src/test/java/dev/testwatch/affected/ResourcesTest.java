package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.Selected;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tests a resource's change selects. */
class ResourcesTest {

    @TempDir
    Path root;

    private Workbench bench;

    @BeforeEach
    void aTestThatReadsNothing() {
        bench = new Workbench(root).test("package a; class OtherTest {}");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            data/prices.json | String s = "/data/prices.json";
            data/prices.json | String s = "prices.json";
            data/prices.json | String s = "classpath:data/prices.json";
            data/prices.json | String m(String d) { return d + "/prices.json"; }
            data/prices.json | @Source("/data/prices.json") void m() {}
            my prices.csv    | String s = "my prices.csv";
            """)
    void dataIsReadByThoseWhoNameIt(String path, String use) {
        bench.test("package a; class ReadingTest { " + use + " @interface Source { String value(); } }")
                .resource(path, "1")
                .save()
                .run();

        bench.resource(path, "2").save();

        assertThat(bench.staleNames()).containsExactly("ReadingTest");
        assertThat(reason("ReadingTest")).isEqualTo(new Reason.DependsOn(List.of("a.ReadingTest", path)));
    }

    @Test
    void dataIsReadByThoseWhoNameItsDirectoryToo() {
        bench.main("package a; public class Loader { String file = \"prices.json\"; }")
                .test("package a; class LoaderTest { Loader loader; }")
                .test("package a; class WalkTest { String s = \"src/main/resources/data/\"; }")
                .test("package a; class PatternTest { String s = \"data/%s.json\"; }")
                .resource("data/prices.json", "1")
                .save()
                .run();

        bench.resource("data/prices.json", "2").save();

        assertThat(bench.staleNames()).containsExactly("LoaderTest", "PatternTest", "WalkTest");
    }

    @ParameterizedTest
    @CsvSource({
        "data/unnamed.json",
        "application.properties",
        "prices.xml",
        "META-INF/prices.json",
        "logback-test.xml",
        "junit-platform.properties"
    })
    void whatAnythingMayReadSelectsAllTestsOfItsModule(String path) {
        bench.test("package a; class ReadingTest { String s = \"" + path.replace("unnamed", "named") + "\"; }")
                .resource(path, "1")
                .save()
                .run();

        bench.resource(path, "2").save();

        assertThat(bench.staleNames()).containsExactly("OtherTest", "ReadingTest");
        assertThat(bench.run().resource(path, "1").save().staleNames()).isEmpty();
    }

    @Test
    void addingAndDeletingAResourceIsAChange() {
        bench.test("package a; class ReadingTest { String s = \"prices.json\"; }")
                .save()
                .run();

        bench.resource("prices.json", "1").save();
        assertThat(bench.staleNames()).containsExactly("ReadingTest");
        bench.run().resource("prices.json", "2").save().run();
        bench.resource("x.properties", "").save();
        assertThat(bench.staleNames()).containsExactly("OtherTest", "ReadingTest");
        bench.run()
                .delete("src/main/resources/x.properties")
                .delete("src/main/resources/prices.json")
                .save();
        assertThat(bench.staleNames()).isEmpty(); // both ran without them before
    }

    @Test
    void theReasonNamesAResourceThatIsGone() {
        bench.test("package a; class ReadingTest { String s = \"prices.json\"; }")
                .resource("prices.json", "1")
                .save()
                .run();

        bench.delete("src/main/resources/prices.json").save();

        assertThat(reason("ReadingTest")).isEqualTo(new Reason.DependsOn(List.of("a.ReadingTest", "prices.json")));
    }

    @Test
    void aServiceLeadsToItsProviders() {
        String provider = "package a; public class Fast implements Engine { public int run() { return %s; } }";
        bench.main("package a; public interface Engine { int run(); }")
                .main(provider.formatted(1))
                .main("package a; public class Shop { Object o = new Fast(); }")
                .test("package a; class EngineTest { Object o = java.util.ServiceLoader.load(Engine.class); }")
                .resource("META-INF/services/a.Engine", "a.Fast\n")
                .save()
                .run();

        bench.main(provider.formatted(2)).save();

        assertThat(bench.staleNames()).contains("EngineTest");
    }

    @Test
    void aConfigurationLeadsToTheClassesItNames() {
        bench.main("package a; public class Handler { int i = 1; }")
                .resource("beans.xml", "<bean class=\"a.Handler\"/>")
                .save()
                .run();

        bench.main("package a; public class Handler { int i = 2; }").save();

        assertThat(bench.staleNames()).containsExactly("OtherTest");
        assertThat(reason("OtherTest"))
                .isEqualTo(new Reason.DependsOn(List.of("a.OtherTest", "beans.xml", "a.Handler")));
    }

    @Test
    void packageAnnotationsConcernAllTests() {
        bench.main("@Deprecated package a;").save().run();

        bench.main("package a;").save();

        assertThat(bench.staleNames()).containsExactly("OtherTest");
    }

    private Reason reason(String simpleName) {
        return bench.stale().tests().stream()
                .filter(s -> Workbench.simpleName(s.test()).equals(simpleName))
                .map(Selected::reason)
                .findFirst()
                .orElseThrow();
    }
}
