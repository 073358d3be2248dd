package dev.testwatch.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {

    @TempDir
    Path root;

    private final List<String> messages = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home")));

    @BeforeEach
    void readProject() throws IOException {
        write("pom.xml", "<project/>");
        write("core/pom.xml", "<project>${env.PROFILE}</project>");
        write(".mvn/maven.config", "-Pfast");
        write("lib/a.jar", "a");
        Files.createDirectories(root.resolve("core/target/classes"));
        StateDirectory.make(root.resolve(".testwatch"));
        Project project =
                ModelReader.read(root, FactText.parse(facts()).orElseThrow()).project();
        cache().store(facts(), project);
        assertThat(cache().load(messages::add)).contains(project);
    }

    private String facts() {
        return """
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
    }

    @Test
    void aPomThatChangedMakesItInvalid() throws IOException {
        write("core/pom.xml", "<project>other</project>");

        assertThat(cache().load(messages::add)).isEmpty();
    }

    @Test
    void aPomThatIsAsBeforeLeavesItValid() throws IOException {
        write("core/pom.xml", "<project>other</project>");
        write("core/pom.xml", "<project>${env.PROFILE}</project>");

        assertThat(cache().load(messages::add)).isPresent();
    }

    @Test
    void aNewFileInMavensDirectoryMakesItInvalid() throws IOException {
        write(".mvn/extensions.xml", "<extensions/>");

        assertThat(cache().load(messages::add)).isEmpty();
    }

    @Test
    void settingsThatAppearMakeItInvalid() throws IOException {
        write("settings.xml", "<settings/>");

        assertThat(cache().load(messages::add)).isEmpty();
    }

    @Test
    void aVariableThatAPomNamesMakesItInvalid() {
        environment.put("PROFILE", "slow");

        assertThat(cache().load(messages::add)).isEmpty();
    }

    @Test
    void aVariableThatNothingNamesDoesNot() {
        environment.put("COLUMNS", "80");

        assertThat(cache().load(messages::add)).isPresent();
    }

    @Test
    void anotherJdkMakesItInvalid() throws IOException {
        write("jdk/release", "JAVA_VERSION=\"99\"");
        environment.put("JAVA_HOME", root.resolve("jdk").toString());

        assertThat(cache().load(messages::add)).isEmpty();
    }

    @Test
    void aJarThatIsGoneMakesItInvalid() throws IOException {
        Files.delete(root.resolve("lib/a.jar"));

        assertThat(cache().load(messages::add)).isEmpty();
    }

    @Test
    void anOutputDirectoryThatIsGoneMakesItInvalid() throws IOException {
        Files.delete(root.resolve("core/target/classes"));

        assertThat(cache().load(messages::add)).isEmpty();
    }

    @Test
    void whatTheEnvironmentHoldsIsNotKept() throws IOException {
        environment.put("TOKEN", "s3cr3t\\with\ttab");
        environment.put("LONGER", "s3cr3t\\with\ttab and more");
        write("pom.xml", "<project>${env.TOKEN} ${env.LONGER}</project>");
        String value = FactText.escape("s3cr3t\\with\ttab");
        String text = facts().replace("end\n", "argLine\t-Dtoken=" + value + " -Dother=" + value + " and more\nend\n");
        Project project =
                ModelReader.read(root, FactText.parse(text).orElseThrow()).project();

        cache().store(text, project);

        assertThat(Files.readString(root.resolve(".testwatch/model"), StandardCharsets.ISO_8859_1))
                .doesNotContain("s3cr3t", "and more");
        assertThat(cache().load(messages::add)).contains(project);
        environment.put("TOKEN", "another");
        assertThat(cache().load(messages::add)).isEmpty();
    }

    @Test
    void aDamagedModelIsPutAsideAndSaid() throws IOException {
        Path model = root.resolve(".testwatch/model");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);

        assertThat(cache().load(messages::add)).isEmpty();

        assertThat(messages)
                .containsExactly(model + " is damaged and put aside as model.corrupt-1; Maven is asked again.");
        assertThat(root.resolve(".testwatch/model.corrupt-1")).hasBinaryContent(bytes);
        assertThat(model).doesNotExist();
    }

    @Test
    @Tag("campaign")
    void noByteCanBeFlippedAndNoEndBeCutUnnoticed() throws IOException {
        Path model = root.resolve(".testwatch/model");
        byte[] good = Files.readAllBytes(model);
        for (int position = 0; position < good.length; position++) {
            byte[] bad = good.clone();
            bad[position] ^= (byte) (1 << position % 8);
            Files.write(model, bad);
            assertThat(cache().load(messages::add)).as("flipped at " + position).isEmpty();
            Files.write(model, Arrays.copyOf(good, position));
            assertThat(cache().load(messages::add)).as("cut to " + position).isEmpty();
        }
        Campaign.of("state store: model").report("%d bytes flipped, %d prefixes, 0 missed", good.length, good.length);
        Files.write(model, good);
        assertThat(cache().load(messages::add)).isPresent();
    }

    @Test
    void aModelThatWasCopiedFromAnotherProjectIsNotUsed(@TempDir Path copy) throws IOException {
        Files.createDirectories(copy.resolve(".testwatch"));
        Files.copy(root.resolve(".testwatch/model"), copy.resolve(".testwatch/model"));

        var copied = new ModelCache(copy, copy.resolve(".testwatch"), environment);

        assertThat(copied.load(messages::add)).isEmpty();
    }

    @Test
    void aModelOfANewerVersionIsLeftAsItIs() throws IOException {
        Path model = root.resolve(".testwatch/model");
        byte[] newer = Files.readAllBytes(model);
        ByteBuffer.wrap(newer).putShort(8, (short) (StateFile.MAJOR + 1));
        ByteBuffer.wrap(newer).putInt(StateFile.HEADER - 4, StateFile.checksum(newer, 0, StateFile.HEADER - 4));
        Files.write(model, newer);

        assertThat(cache().load(messages::add)).isEmpty();
        cache().forget();

        assertThat(model).hasBinaryContent(newer);
    }

    private ModelCache cache() {
        return new ModelCache(root, root.resolve(".testwatch"), environment);
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
