package dev.testwatch.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home")));

    @BeforeEach
    void readProject() throws IOException {
        write("pom.xml", "<project/>");
        write("core/pom.xml", "<project>${env.PROFILE}</project>");
        write(".mvn/maven.config", "-Pfast");
        write("lib/a.jar", "a");
        Files.createDirectories(root.resolve("core/target/classes"));
        String text = """
                maven	3.9.9
                pom	%1$s/pom.xml
                pom	%1$s/core/pom.xml
                settings	%1$s/settings.xml
                module	com.acme	core
                directory	%1$s/core
                main.output	%1$s/core/target/classes
                main.path	%1$s/lib/a.jar
                test.output	%1$s/core/target/test-classes
                end
                """.formatted(root);
        StateDirectory state = new StateDirectory(root.resolve(".testwatch"));
        state.prepare();
        Project project =
                ModelReader.read(root, FactText.parse(text).orElseThrow()).project();
        cache().store(text, project);
        assertThat(cache().load()).contains(project);
    }

    @Test
    void aPomThatChangedMakesItInvalid() throws IOException {
        write("core/pom.xml", "<project>other</project>");

        assertThat(cache().load()).isEmpty();
    }

    @Test
    void aPomThatIsAsBeforeLeavesItValid() throws IOException {
        write("core/pom.xml", "<project>other</project>");
        write("core/pom.xml", "<project>${env.PROFILE}</project>");

        assertThat(cache().load()).isPresent();
    }

    @Test
    void aNewFileInMavensDirectoryMakesItInvalid() throws IOException {
        write(".mvn/extensions.xml", "<extensions/>");

        assertThat(cache().load()).isEmpty();
    }

    @Test
    void settingsThatAppearMakeItInvalid() throws IOException {
        write("settings.xml", "<settings/>");

        assertThat(cache().load()).isEmpty();
    }

    @Test
    void aVariableThatAPomNamesMakesItInvalid() {
        environment.put("PROFILE", "slow");

        assertThat(cache().load()).isEmpty();
    }

    @Test
    void aVariableThatNothingNamesDoesNot() {
        environment.put("COLUMNS", "80");

        assertThat(cache().load()).isPresent();
    }

    @Test
    void anotherJdkMakesItInvalid() throws IOException {
        write("jdk/release", "JAVA_VERSION=\"99\"");
        environment.put("JAVA_HOME", root.resolve("jdk").toString());

        assertThat(cache().load()).isEmpty();
    }

    @Test
    void aJarThatIsGoneMakesItInvalid() throws IOException {
        Files.delete(root.resolve("lib/a.jar"));

        assertThat(cache().load()).isEmpty();
    }

    @Test
    void anOutputDirectoryThatIsGoneMakesItInvalid() throws IOException {
        Files.delete(root.resolve("core/target/classes"));

        assertThat(cache().load()).isEmpty();
    }

    @Test
    void aFileThatWasTamperedWithOrCutIsNoModel() throws IOException {
        Path model = root.resolve(".testwatch/model");
        String content = Files.readString(model);

        Files.writeString(model, content.substring(0, content.length() / 2));
        assertThat(cache().load()).isEmpty();

        Files.writeString(model, content.replace("core/target/classes", "core/target/others"));
        assertThat(cache().load()).isEmpty();

        Files.write(model, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(cache().load()).isEmpty();

        Files.writeString(model, "");
        assertThat(cache().load()).isEmpty();
    }

    private ModelCache cache() {
        return new ModelCache(root, new StateDirectory(root.resolve(".testwatch")), environment);
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
