package dev.testwatch.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReaderTest {

    @TempDir
    Path root;

    @Test
    void modulesOfOneNameAreToldApartByTheirGroups() {
        ModelReader.Model model = read("""
                module	com.acme	core
                directory	/p/a
                module	org.acme	core
                directory	/p/b
                module	org.acme	web
                directory	/p/c
                end
                """);

        assertThat(model.project().modules())
                .extracting(Module::name)
                .containsExactly("com.acme:core", "org.acme:core", "web");
    }

    @Test
    void sourceRootsAreNamedOnceAndWithoutWhatProcessorsWrite() {
        Module module = read("""
                module	com.acme	core
                directory	/p
                main.source	/p/src/main/java
                main.source	/p/src/../src/main/java
                main.source	/p/target/generated-sources/annotations
                main.source	/p/target/generated-sources/protobuf
                main.generated	/p/target/generated-sources/annotations
                end
                """).project().modules().get(0);

        assertThat(module.main().sources())
                .containsExactly(Path.of("/p/src/main/java"), Path.of("/p/target/generated-sources/protobuf"));
    }

    @Test
    void resourcesKeepTheirPatternsApart() {
        Module module = read("""
                module	com.acme	core
                directory	/p
                main.resources	/p/a		false
                main.resources.include	0	*.xml
                main.resources	/p/b	META-INF	true
                main.resources.exclude	1	*.bak
                end
                """).project().modules().get(0);

        assertThat(module.main().resources())
                .satisfiesExactly(
                        first -> {
                            assertThat(first.includes()).containsExactly("*.xml");
                            assertThat(first.filtered()).isFalse();
                        },
                        second -> {
                            assertThat(second.targetPath()).isEqualTo("META-INF");
                            assertThat(second.excludes()).containsExactly("*.bak");
                            assertThat(second.filtered()).isTrue();
                        });
    }

    @Test
    void whatLiesInTheOutputDirectoryAlreadyIsNoResource() {
        Module module = read("""
                module	com.acme	core
                directory	/p
                main.output	/p/target/classes
                main.resources	/p/target/classes		false
                main.resources	/p/src/main/resources		false
                end
                """).project().modules().get(0);

        assertThat(module.main().resources())
                .extracting(SourceSet.ResourceRoot::directory)
                .containsExactly(Path.of("/p/src/main/resources"));
    }

    @Test
    void enhancersAreSaidWithWhatShowsThem() {
        Module module = read("""
                module	com.acme	core
                directory	/p
                enhancer	exec-maven-plugin	com/acme/Proxy.class
                enhancer	openjpa-maven-plugin\t
                end
                """).project().modules().get(0);

        assertThat(module.enhancers())
                .containsExactly("exec-maven-plugin (com/acme/Proxy.class)", "openjpa-maven-plugin");
    }

    @Test
    void aModuleThatLacksADependencyIsSkippedAndTheOthersAreNot() {
        ModelReader.Model model = read("""
                module	com.acme	core
                directory	/p/a
                missing	Could not find artifact org.acme:nope:jar:1.0 in central (https://repo)
                module	com.acme	web
                directory	/p/b
                java	%s
                end
                """.formatted(java()));

        assertThat(model.isUseless()).isFalse();
        assertThat(model.complete()).isFalse();
        assertThat(model.project().modules().get(0).tests().skipped()).contains("org.acme:nope:jar:1.0");
        assertThat(model.project().modules().get(1).tests().skipped()).isEmpty();
    }

    @Test
    void aCoverageAgentIsLeftOutWithANote() {
        ModelReader.Model model = read("""
                module	com.acme	core
                directory	/p/a
                java	%s
                argLine	-javaagent:/x/jacoco.jar=a -Xmx1g
                assertions	true
                end
                """.formatted(java()));

        assertThat(model.project().modules().get(0).tests().jvmArguments()).containsExactly("-ea", "-Xmx1g");
        assertThat(model.project().notes()).singleElement().asString().startsWith("core: the coverage agent");
    }

    @Test
    void aPlaceholderOfACoveragePluginIsNoNews() {
        ModelReader.Model model = read("""
                dropped	jacoco-maven-plugin
                module	com.acme	core
                directory	/p/a
                argLine	@{argLine} -Xmx1g
                end
                """);

        assertThat(model.project().modules().get(0).tests().jvmArguments()).containsExactly("-Xmx1g");
        assertThat(model.project().notes())
                .containsExactly("left out of Maven's run, since tests do not need them: jacoco-maven-plugin");
    }

    @Test
    void theTestsHaveTheBuildsPropertiesAndNotOurs() {
        TestSettings tests = read("""
                module	com.acme	core
                directory	/p/a
                property	basedir	/p/a
                property	maven.ext.class.path	/x/spy.jar
                property	key	first
                configurationParameters	junit.jupiter.displayname.generator.default = \\n key=second
                groups	fast & !flaky, small
                end
                """).project().modules().get(0).tests();

        assertThat(tests.systemProperties())
                .containsEntry("basedir", "/p/a")
                .containsEntry("key", "second")
                .containsKey("junit.jupiter.displayname.generator.default")
                .doesNotContainKey("maven.ext.class.path");
        assertThat(tests.includeTags()).containsExactly("fast & !flaky", "small");
    }

    @Test
    void aJavaThatIsNotThereIsNamed() {
        TestSettings tests = read("""
                module	com.acme	core
                directory	/p/a
                java	/no/such/bin/java
                end
                """).project().modules().get(0).tests();

        assertThat(tests.skipped()).contains("/no/such/bin/java");
    }

    private ModelReader.Model read(String facts) {
        return ModelReader.read(root, FactText.parse(facts).orElseThrow());
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
