package dev.testwatch.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.project.Reading.Read;
import dev.testwatch.project.Reading.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the Maven of this machine. */
class MavenReadingTest {

    private static final String JUPITER = dependency("org.junit.jupiter", "junit-jupiter", "6.1.3")
            .replace("</dependency>", "<scope>test</scope></dependency>");

    /** Those of old Mavens do not know today's Java. */
    private static final String PLUGINS = """
            <pluginManagement>
              <plugins>
                <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
                <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
                <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.6</version></plugin>
              </plugins>
            </pluginManagement>
            """;

    @TempDir
    Path directory;

    private Path root = Path.of("");

    @BeforeEach
    void findRoot() throws IOException {
        root = directory.toRealPath();
    }

    @Test
    void readsAModuleAsMavenHasIt() throws IOException {
        write("pom.xml", pom("single", "jar", """
                <properties>
                  <maven.compiler.release>17</maven.compiler.release>
                  <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  <late.argLine>-Dlate="a b"</late.argLine>
                </properties>
                <dependencies>%s</dependencies>
                <build>
                  %s
                  <testResources>
                    <testResource>
                      <directory>src/test/resources</directory>
                      <filtering>true</filtering>
                      <excludes><exclude>*.bak</exclude></excludes>
                    </testResource>
                  </testResources>
                  <plugins>
                    <plugin>
                      <artifactId>maven-compiler-plugin</artifactId>
                      <configuration>
                        <parameters>true</parameters>
                        <compilerArgs><arg>-Xlint:all</arg></compilerArgs>
                      </configuration>
                      <executions>
                        <execution>
                          <id>default-testCompile</id>
                          <configuration><testRelease>17</testRelease><proc>none</proc></configuration>
                        </execution>
                      </executions>
                    </plugin>
                    <plugin>
                      <artifactId>maven-surefire-plugin</artifactId>
                      <configuration>
                        <argLine>@{late.argLine} @{jacoco} --add-opens java.base/java.lang=ALL-UNNAMED</argLine>
                        <systemPropertyVariables><who>${project.artifactId}</who></systemPropertyVariables>
                        <environmentVariables><WHERE>${project.basedir}/src</WHERE></environmentVariables>
                        <includes><include>**/*Spec.java</include></includes>
                        <excludedGroups>slow</excludedGroups>
                        <classpathDependencyExcludes>
                          <classpathDependencyExclude>org.junit.jupiter:junit-jupiter-params</classpathDependencyExclude>
                        </classpathDependencyExcludes>
                        <additionalClasspathElements>
                          <additionalClasspathElement>extra</additionalClasspathElement>
                        </additionalClasspathElements>
                        <properties>
                          <configurationParameters>junit.jupiter.execution.parallel.enabled = true</configurationParameters>
                        </properties>
                      </configuration>
                    </plugin>
                    <plugin>
                      <groupId>org.codehaus.mojo</groupId>
                      <artifactId>build-helper-maven-plugin</artifactId>
                      <version>3.6.1</version>
                      <executions>
                        <execution>
                          <goals><goal>add-source</goal></goals>
                          <configuration>
                            <sources><source>${project.build.directory}/generated-sources/forms</source></sources>
                          </configuration>
                        </execution>
                      </executions>
                    </plugin>
                    <plugin>
                      <artifactId>maven-enforcer-plugin</artifactId>
                      <version>0-there-is-none</version>
                      <executions><execution><goals><goal>enforce</goal></goals></execution></executions>
                    </plugin>
                  </plugins>
                </build>
                """.formatted(JUPITER, PLUGINS)));
        write("src/main/java/Foo.java", "class Foo {}");
        write("src/test/java/FooSpec.java", "class FooSpec { Foo foo; }");
        write("src/test/resources/who.txt", "I am ${project.artifactId}");

        ProjectReader reader = reader();
        Project project = read(reader);

        Module module = project.modules().get(0);
        assertThat(project.modules()).hasSize(1);
        assertThat(project.tool()).startsWith("Maven ");
        assertThat(project.buildFiles()).contains(root.resolve("pom.xml"));
        assertThat(project.notes())
                .contains("left out of Maven's run, since tests do not need them: maven-enforcer-plugin")
                .contains("single: nothing in the build sets jacoco, so Surefire's argLine is taken without it");
        assertThat(module.main().compilerArguments())
                .containsExactly("--release", "17", "-encoding", "UTF-8", "-g", "-parameters", "-Xlint:all");
        assertThat(module.main().sources())
                .containsExactly(root.resolve("src/main/java"), root.resolve("target/generated-sources/forms"));
        assertThat(module.test().sources()).containsExactly(root.resolve("src/test/java"));
        assertThat(module.test().compilerArguments()).contains("-proc:none");
        assertThat(module.test().classPath().get(0)).isEqualTo(root.resolve("target/classes"));
        assertThat(module.test().resources())
                .containsExactly(new SourceSet.ResourceRoot(
                        root.resolve("src/test/resources"), "", true, List.of(), List.of("*.bak")));

        TestSettings tests = module.tests();
        assertThat(tests.skipped()).isEmpty();
        assertThat(tests.junit()).isEqualTo("JUnit 6.1.3");
        assertThat(tests.javaVersion()).isGreaterThanOrEqualTo(17);
        assertThat(tests.java()).isExecutable();
        assertThat(tests.jvmArguments())
                .containsExactly("-ea", "-Dlate=a b", "--add-opens", "java.base/java.lang=ALL-UNNAMED");
        assertThat(tests.systemProperties())
                .containsEntry("who", "single")
                .containsEntry("basedir", root.toString())
                .containsEntry("junit.jupiter.execution.parallel.enabled", "true")
                .doesNotContainKey("maven.ext.class.path");
        assertThat(tests.environment()).containsEntry("WHERE", root + "/src");
        assertThat(tests.workingDirectory()).isEqualTo(root);
        assertThat(tests.excludeTags()).containsExactly("slow");
        assertThat(tests.classes().matches("FooSpec")).isTrue();
        assertThat(tests.classes().matches("FooTest")).isFalse();
        assertThat(tests.classPath())
                .startsWith(root.resolve("target/test-classes"), root.resolve("target/classes"))
                .contains(root.resolve("extra"));
        assertThat(names(tests.classPath()))
                .contains("junit-platform-launcher-6.1.3.jar", "junit-jupiter-engine-6.1.3.jar")
                .doesNotContain("junit-jupiter-params-6.1.3.jar");
        assertThat(root.resolve("target/test-classes/who.txt")).hasContent("I am single");
        assertThat(root.resolve("target/test-classes/FooSpec.class")).exists();
        assertThat(reader().cached(message -> {})).contains(project);

        write("src/test/resources/who.txt", "I was ${project.artifactId}");
        assertThat(reader.processResources(line -> {})).isEqualTo(Optional.empty());
        assertThat(root.resolve("target/test-classes/who.txt")).hasContent("I was single");
    }

    @Test
    void modulesSeeEachOthersDirectoriesEvenIfOneDoesNotCompile() throws IOException {
        String settings = """
                <properties><maven.compiler.release>17</maven.compiler.release></properties>
                <modules><module>c</module><module>b</module><module>a</module></modules>
                <build>%s</build>
                """.formatted(PLUGINS);
        write("pom.xml", pom("parent", "pom", settings));
        write("a/pom.xml", child("a", JUPITER));
        write("b/pom.xml", child("b", dependency("com.acme", "a", "1") + JUPITER));
        write("c/pom.xml", child("c", dependency("com.acme", "b", "1") + JUPITER + """
                <dependency>
                  <groupId>com.acme</groupId><artifactId>a</artifactId><version>1</version>
                  <type>test-jar</type><scope>test</scope>
                </dependency>
                """));
        write("a/src/main/java/A.java", "public class A { this does not compile }");
        write("b/src/main/java/B.java", "public class B { A a; }");
        write("c/src/main/kotlin/C.kt", "class C");
        write("c/src/test/java/CTest.java", "class CTest { B b; }");

        Project project = read(reader());

        assertThat(project.modules()).extracting(Module::name).containsExactly("a", "b", "c");
        assertThat(project.buildFiles())
                .contains(root.resolve("pom.xml"), root.resolve("a/pom.xml"), root.resolve("c/pom.xml"));
        assertThat(project.notes()).isEmpty();
        Module c = project.modules().get(2);
        assertThat(c.main().foreign()).containsExactly("kotlin");
        assertThat(c.main().beside()).containsExactly(root.resolve("c/src/main/kotlin"));
        assertThat(c.main().roots())
                .containsExactly(root.resolve("c/src/main/java"), root.resolve("c/src/main/kotlin"));
        assertThat(c.test().beside()).isEmpty();
        assertThat(c.main().classPath()).containsExactly(output("b", "classes"), output("a", "classes"));
        assertThat(c.test().classPath())
                .startsWith(output("c", "classes"), output("b", "classes"), output("a", "classes"))
                .contains(output("a", "test-classes"));
        assertThat(c.tests().classPath())
                .startsWith(
                        output("c", "test-classes"),
                        output("c", "classes"),
                        output("b", "classes"),
                        output("a", "classes"));
        assertThat(c.tests().workingDirectory()).isEqualTo(root.resolve("c"));
        assertThat(c.tests().skipped()).isEmpty();
    }

    @Test
    void pluginsThatChangeClassFilesAfterTheCompilerAreNamedAlsoWhereNothingWasToBeCompiled() throws IOException {
        write("pom.xml", pom("woven", "jar", """
                <properties><maven.compiler.release>17</maven.compiler.release></properties>
                <build>%s</build>
                """.formatted(PLUGINS + "<plugins>" + ENHANCER + "</plugins>")));
        write("src/main/java/acme/Label.java", "package acme; class Label { class Inner {} }");
        write("src/main/java/acme/Other.java", "package acme; class Other {}");

        assertThat(enhancers(read(reader()))).containsExactly("maven-antrun-plugin (acme/Label$Inner.class)");
        assertThat(enhancers(read(reader()))).containsExactly("maven-antrun-plugin (acme/Label$Inner.class)");
    }

    private static List<String> enhancers(Project project) {
        return project.modules().get(0).enhancers();
    }

    /** Of what has no Java source, another compiler may be the author. */
    private static final String ENHANCER = """
            <plugin>
              <artifactId>maven-antrun-plugin</artifactId>
              <version>3.1.0</version>
              <executions>
                <execution>
                  <phase>process-classes</phase>
                  <goals><goal>run</goal></goals>
                  <configuration>
                    <target>
                      <touch file="${project.build.outputDirectory}/acme/Label$$Inner.class"/>
                      <touch file="${project.build.outputDirectory}/acme/Unknown.class"/>
                    </target>
                  </configuration>
                </execution>
              </executions>
            </plugin>
            """;

    @Test
    void jUnit4GetsTheVintageEngineAndTestNgIsSaidToNeedOne() throws IOException {
        write("pom.xml", pom("parent", "pom", """
                <properties><maven.compiler.release>17</maven.compiler.release></properties>
                <modules><module>old</module><module>other</module></modules>
                <build>%s</build>
                """.formatted(PLUGINS)));
        write("old/pom.xml", child("old", dependency("junit", "junit", "4.13.2")));
        write("old/src/test/java/OldTest.java", "public class OldTest { @org.junit.Test public void runs() {} }");
        // It has to be on the class path; nobody looks into it.
        String inPlace = "<scope>system</scope><systemPath>${basedir}/pom.xml</systemPath></dependency>";
        write(
                "other/pom.xml",
                child("other", dependency("org.testng", "testng", "7").replace("</dependency>", inPlace)));

        Project project = read(reader());

        TestSettings old = project.modules().get(0).tests();
        assertThat(old.junit()).isEqualTo("JUnit 4.13.2 (vintage)");
        assertThat(old.skipped()).isEmpty();
        assertThat(names(old.classPath()))
                .startsWith("test-classes", "classes", "junit-4.13.2.jar", "hamcrest-core-1.3.jar")
                .contains("junit-vintage-engine-5.12.2.jar", "junit-platform-launcher-1.12.2.jar")
                .doesNotHaveDuplicates();
        assertThat(project.modules().get(1).tests().skipped())
                .isEqualTo(
                        "its tests are TestNG tests; testwatch runs them where a TestNG engine for the JUnit Platform"
                                + " (org.junit.support:testng-engine) is on the test class path");
    }

    @Test
    void aPomThatMavenCannotReadIsQuoted() throws IOException {
        write("pom.xml", "<project><modelVersion>4.0.0</modelVersion><artifactId>x</broken>");

        Reading reading = reader().read(line -> {});

        assertThat(reading).isInstanceOfSatisfying(Unreadable.class, trouble -> {
            assertThat(trouble.fatal()).isFalse();
            assertThat(trouble.message())
                    .startsWith("Maven cannot read the project: ")
                    .contains("pom.xml")
                    .contains("</broken>");
            assertThat(trouble.output())
                    .allSatisfy(line -> assertThat(line).doesNotContain("[ERROR]", "\u001B", "Help"));
            assertThat(trouble.waitFor()).contains(root.resolve("pom.xml"));
        });
    }

    @Test
    void aDependencyThatIsNowhereIsNamed() throws IOException {
        write(".mvn/maven.config", "--offline\n");
        write("pom.xml", pom("lacking", "jar", """
                <dependencies>%s</dependencies>
                """.formatted(dependency("com.acme.nowhere", "nope", "1.0"))));
        write("src/main/java/Foo.java", "class Foo {}");

        Reading reading = reader().read(line -> {});

        assertThat(reading).isInstanceOfSatisfying(Unreadable.class, trouble -> {
            assertThat(trouble.fatal()).isFalse();
            assertThat(trouble.message())
                    .contains("com.acme.nowhere:nope:jar:1.0")
                    .contains("central");
            assertThat(trouble.waitFor()).contains(root.resolve("pom.xml"), root.resolve(".mvn/maven.config"));
        });
        assertThat(reader().cached(message -> {})).isEmpty();
    }

    private ProjectReader reader() {
        return new ProjectReader(root, root.resolve(".testwatch"), System.getenv());
    }

    private static Project read(ProjectReader reader) {
        Reading reading = reader.read(line -> {});
        assertThat(reading).isInstanceOf(Read.class);
        return ((Read) reading).project();
    }

    private Path output(String module, String directory) {
        return root.resolve(module).resolve("target").resolve(directory);
    }

    private static List<String> names(List<Path> paths) {
        return paths.stream().map(path -> path.getFileName().toString()).toList();
    }

    private static String pom(String artifact, String packaging, String content) {
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.acme</groupId>
                  <artifactId>%s</artifactId>
                  <version>1</version>
                  <packaging>%s</packaging>
                  %s
                </project>
                """.formatted(artifact, packaging, content);
    }

    private static String child(String artifact, String dependencies) {
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>1</version></parent>
                  <artifactId>%s</artifactId>
                  <dependencies>%s</dependencies>
                </project>
                """.formatted(artifact, dependencies);
    }

    private static String dependency(String group, String artifact, String version) {
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                .formatted(group, artifact, version);
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
