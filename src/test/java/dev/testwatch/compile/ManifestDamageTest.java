package dev.testwatch.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import dev.testwatch.compile.Compilation.ClassName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of a manifest, what is published after the next start is what the sources say. */
class ManifestDamageTest {

    private static final String MONEY = "package shop; public class Money { public %s amount() { return %d; } }";
    private static final String CART = "package shop; class Cart { long sum() { return new Money().amount(); } }";
    private static final String TEST = "package shop; class CartTest { long twice() { return 2 * new Cart().sum()"
            + " + new Money().amount(); } }";

    @TempDir
    Path directory;

    private TestProject project;
    private Map<String, String> expected;

    /** The manifests hold: what the build made, an ABI that changed and what uses it, and a change of a body. */
    @BeforeEach
    void aProjectThatWasCompiledTwiceAndThenKilled() throws IOException {
        project = new TestProject(directory.resolve("project")).arguments("-encoding", "UTF-8");
        project.main(MONEY.formatted("int", 1));
        project.main(CART);
        project.test(TEST);
        project.build();
        Compiler compiler = project.open();
        project.main(MONEY.formatted("long", 2));
        compiler.compile(project.change());
        project.main(MONEY.formatted("long", 3));
        compiler.compile(project.change());
        expected = published(compiler);
    }

    @Test
    @Tag("campaign")
    void noFlippedByteAndNoMissingEndIsEverTakenForTheTruth() throws IOException {
        Path saved = directory.resolve("saved");
        copy(project.state(), saved);
        Campaign campaign = Campaign.of("state store: manifests");
        long seed = campaign.seed();
        int positions = 0;
        for (String name : new String[] {"shop/classes.manifest", "shop/test-classes.manifest"}) {
            byte[] good = Files.readAllBytes(saved.resolve(name));
            int step = Campaign.isLong() ? 1 : 41;
            for (int at = Math.floorMod(seed, step); at < good.length; at += step) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << (at + seed) % 8);
                String where = name + " at " + at + " of " + good.length + ", seed " + seed;
                assertIsTrueAfter(saved, name, bad, "flipped: " + where);
                assertIsTrueAfter(saved, name, Arrays.copyOf(good, at), "cut: " + where);
                positions++;
            }
        }
        campaign.report("%d bytes flipped, %d prefixes, 0 missed", positions, positions);
    }

    @Test
    void aManifestThatLostItsLastRecordsIsToldByTheOthers() throws IOException {
        Path saved = directory.resolve("saved");
        copy(project.state(), saved);
        byte[] good = Files.readAllBytes(saved.resolve("shop/test-classes.manifest"));
        int markSize = Integer.BYTES + 1 + Long.BYTES + Integer.BYTES;

        assertIsTrueAfter(
                saved, "shop/test-classes.manifest", Arrays.copyOf(good, good.length - markSize), "one mark less");

        assertThat(project.said()).singleElement().asString().contains("all sources are compiled again");
    }

    @Test
    void aPublishedClassWithOneOtherBitIsMadeAnew() throws IOException {
        Path cart = project.state().resolve("shop/classes/shop/Cart.class");
        byte[] bytes = Files.readAllBytes(cart);
        bytes[bytes.length / 2] ^= 1;
        Files.write(cart, bytes);

        try (Compiler compiler = project.open()) {
            compiler.compile(compiler.behind(project.contents()));
            assertThat(published(compiler)).isEqualTo(expected);
        }
    }

    private void assertIsTrueAfter(Path saved, String name, byte[] bytes, String what) throws IOException {
        Directories.delete(project.state());
        copy(saved, project.state());
        Files.write(project.state().resolve(name), bytes);
        try (Compiler compiler = project.open()) {
            compiler.compile(compiler.behind(project.contents()));
            assertThat(published(compiler)).as(what).isEqualTo(expected);
            assertThat(compiler.behind(project.contents()).isEmpty()).as(what).isTrue();
        }
    }

    private static Map<String, String> published(Compiler compiler) {
        return compiler.everything().written().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> name(entry.getKey()),
                        entry -> Arrays.toString(entry.getValue()),
                        (a, b) -> b,
                        TreeMap::new));
    }

    private static String name(ClassName name) {
        return name.module() + ":" + name.binaryName();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
