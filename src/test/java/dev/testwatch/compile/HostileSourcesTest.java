package dev.testwatch.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import dev.testwatch.compile.Compilation.Failed;
import dev.testwatch.compile.Compilation.Partial;
import dev.testwatch.compile.Compilation.Succeeded;
import dev.testwatch.compile.HostileSources.Lawful;
import dev.testwatch.compile.HostileSources.Nasty;
import dev.testwatch.watch.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One open compiler is given one hostile source after the other, in random order. */
@Tag("campaign")
class HostileSourcesTest {

    private static final String SHELF = "package shop; public class Shelf { int size() { return 3; } }";

    @TempDir
    Path directory;

    private int edits;

    @Test
    void theCompilerOutlivesThemAllAndNeverTakesWhatIsUnlawful() throws IOException {
        var campaign = Campaign.of("hostile sources");
        long seed = campaign.seed();
        var random = new Random(seed);
        var project = new TestProject(directory);
        project.main(SHELF);
        project.build();
        int refused = 0;
        var given = new ArrayList<Nasty>();
        try (var compiler = project.open()) {
            for (int round = campaign.size(1, 20); round > 0; round--) {
                var sources = new ArrayList<>(HostileSources.all());
                Collections.shuffle(sources, random);
                for (var source : sources.subList(0, Campaign.isLong() ? sources.size() : sources.size() / 2)) {
                    given.add(source);
                    refused += isRefused(source, project, compiler, "seed " + seed) ? 1 : 0;
                }
            }
        }
        campaign.report(
                "%d sources, of which %d were refused; the compiler outlived all, none was wrongly taken",
                given.size(), refused);
    }

    private boolean isRefused(Nasty source, TestProject project, Compiler compiler, String seed) throws IOException {
        var file = project.path("src/main/java/shop/Nasty.java");
        Files.write(file, source.content());
        project.main(SHELF.replace("3", String.valueOf(1000 + edits++)));
        var compilation = compiler.compile(project.change().then(new Change(Set.of(file), Set.of())));

        check(source, compilation, seed);
        Files.delete(file);
        project.main(SHELF.replace("3", String.valueOf(1000 + edits++)));
        var after = compiler.compile(project.change().then(new Change(Set.of(), Set.of(file))));
        assertThat(after).as("after %s, %s", source, seed).isInstanceOf(Succeeded.class);
        assertThat(project.published("classes"))
                .as("left by %s, %s", source, seed)
                .containsExactly("shop/Shelf.class");
        return !(compilation instanceof Succeeded);
    }

    private static void check(Nasty source, Compilation compilation, String seed) {
        var errors = compilation.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
        if (source.lawful() == Lawful.YES) {
            assertThat(errors).as("errors of %s, %s", source, seed).isEmpty();
        }
        if (source.lawful() == Lawful.NO) {
            assertThat(compilation).as("%s, %s", source, seed).isNotInstanceOf(Succeeded.class);
        }
        if (compilation instanceof Succeeded) {
            assertThat(errors).as("errors of %s, %s", source, seed).isEmpty();
        } else {
            assertThat(errors).as("errors of %s, %s", source, seed).isNotEmpty().allSatisfy(problem -> assertThat(
                            problem.message())
                    .isNotBlank());
        }
        if (compilation instanceof Partial partial) {
            assertThat(names(partial)).as("held up by %s, %s", source, seed).isNotEmpty();
        }
        assertThat(compilation).as("%s, %s", source, seed).isNotInstanceOf(Failed.class);
    }

    private static List<String> names(Partial partial) {
        return List.copyOf(TestProject.names(partial.blocked().keySet()));
    }
}
