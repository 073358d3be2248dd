package dev.testwatch.loop;

import static dev.testwatch.loop.Play.FRESH;
import static dev.testwatch.loop.Play.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.chaos.Chaos;
import dev.testwatch.compile.CompilerSettings;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.SourceSet;
import dev.testwatch.project.SourceSet.Kind;
import dev.testwatch.project.TestChoice;
import dev.testwatch.project.TestClassFilter;
import dev.testwatch.project.TestSettings;
import dev.testwatch.watch.Change;
import dev.testwatch.watch.WatchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What becomes of that which the user wants otherwise than the build has it: {@code --jvm-arg}, {@code --env},
 * {@code --watch}, {@code --exclude}, {@code trigger.<glob>}, {@code --interval}, {@code --debounce}.
 */
class AdjustmentsTest {

    private static final Path ROOT = Path.of("/project");

    // ---- forks

    @Test
    void argumentsAndVariablesComeBehindThoseOfTheBuild() {
        var adjustments = new Adjustments(List.of("-Dx=2"), Map.of("B", "mine", "C", "3"), List.of());

        ForkCommand command = command(adjustments.of(project()));

        assertThat(command.jvmArguments()).containsExactly("-Dx=1", "-Dx=2");
        assertThat(command.environment()).isEqualTo(Map.of("A", "1", "B", "mine", "C", "3"));
        assertThat(command(Adjustments.NONE.of(project())).jvmArguments()).containsExactly("-Dx=1");
    }

    // ---- triggers

    @Test
    void aChangeOfAFileThatTriggersAllRunsAll() {
        assertThat(wish(triggers("db/**/*.sql", "all"), "db/migration/V1.sql")).isEqualTo(new Wish.All());
        assertThat(wish(triggers("db/**/*.sql", "all"), "db/V1.sql")).isEqualTo(new Wish.All());
        assertThat(wish(triggers("**/db/**/*.sql", "all"), "db/V1.sql")).isEqualTo(new Wish.All());
        assertThat(wish(triggers("**/db/**/*.sql", "all"), "a/b/db/c/d/V1.sql")).isEqualTo(new Wish.All());
        assertThat(wish(triggers("db/**/*.sql", "all"), "db.sql")).isEqualTo(new Wish.Stale(false));
        assertThat(wish(triggers("db/**/*.sql", "all"), "src/A.java")).isEqualTo(new Wish.Stale(false));
    }

    @Test
    void aChangeOfAFileThatTriggersTestsRunsThemBesideWhatIsStale() {
        List<Trigger> triggers = triggers("**/*.sql", "*RepositoryTest", "db/*.sql", "SchemaTest");

        assertThat(wish(triggers, "db/V1.sql"))
                .isEqualTo(new Wish.Triggered(new TestChoice("*RepositoryTest,SchemaTest")));
        assertThat(wish(triggers, "V1.sql")).isEqualTo(new Wish.Triggered(new TestChoice("*RepositoryTest")));
    }

    @Test
    void whatTriggersSomethingIsWatchedWhereverItIs() {
        Place place = place(triggers("db/**/*.sql", "all"));

        assertThat(Roots.of(project(), place).directories()).contains(ROOT.resolve("db"));
        assertThat(Roots.of(project(), place(List.of())).directories()).doesNotContain(ROOT.resolve("db"));
        assertThat(Roots.concerns(project(), place)).accepts(ROOT.resolve("db/V1.sql"));
        assertThat(Roots.concerns(project(), place)).rejects(ROOT.resolve("db/notes.txt"));
    }

    @Test
    void noNoticeIsTakenOfWhatIsExcluded() {
        Predicate<Path> concerns = Roots.concerns(project(), place(triggers("**/generated/**", "none")));

        assertThat(concerns)
                .accepts(ROOT.resolve("src/main/java/A.java"))
                .rejects(ROOT.resolve("src/main/java/generated/A.java"))
                .rejects(ROOT.resolve("generated/A.java"));
        assertThat(Roots.concerns(project(), place(List.of()))).accepts(ROOT.resolve("src/main/java/generated/A.java"));
    }

    // ---- watching

    @Test
    void filesAreWatchedAsAskedFor() {
        WatchSpec spec = Roots.of(project(), place(List.of()));

        assertThat(spec.mode()).isEqualTo(WatchSpec.Mode.POLL);
        assertThat(spec.quiet()).isEqualTo(Duration.ofMillis(70));
        assertThat(spec.interval()).isEqualTo(Duration.ofMillis(1_300));
    }

    private static Wish wish(List<Trigger> triggers, String file) {
        var settings = new Settings(
                false,
                false,
                false,
                false,
                false,
                Choice.NONE,
                false,
                ROOT,
                new Adjustments(List.of(), Map.of(), triggers),
                List.of());
        Play play = new Play(settings).on(opened(FRESH, Change.NONE));
        var change = new Change(Set.of(ROOT.resolve(file)), Set.of());
        play.on(new Event.Changed(change, Duration.ZERO, Duration.ZERO));
        return play.last(Effect.Build.class).wish();
    }

    /** Globs, each with what it triggers. */
    private static List<Trigger> triggers(String... pairs) {
        return Stream.iterate(0, at -> at < pairs.length, at -> at + 2)
                .map(at -> Trigger.of(pairs[at], pairs[at + 1]).orElseThrow())
                .toList();
    }

    private static Place place(List<Trigger> triggers) {
        return new Place(
                ROOT,
                Map.of(),
                0,
                WatchSpec.Mode.POLL,
                Duration.ofMillis(70),
                Duration.ofMillis(1_300),
                new Rules(1, Optional.empty(), Optional.empty(), false, 0),
                true,
                CompilerSettings.USUAL,
                new Adjustments(List.of(), Map.of(), triggers),
                Chaos.NONE);
    }

    private static ForkCommand command(Project project) {
        return ForkCommand.of(project.modules().get(0).tests(), List.of(), 1);
    }

    private static Project project() {
        var tests = new TestSettings(
                Path.of("java"),
                17,
                List.of("-Dx=1"),
                Map.of(),
                Map.of("A", "1", "B", "2"),
                ROOT,
                List.of(),
                new TestClassFilter(List.of(), List.of()),
                List.of(),
                List.of(),
                "",
                "");
        var module = new Module("shop", ROOT, sources(Kind.MAIN, "main"), sources(Kind.TEST, "test"), tests, List.of());
        return new Project(ROOT, "Maven", List.of(module), List.of(ROOT.resolve("pom.xml")), List.of());
    }

    private static SourceSet sources(Kind kind, String name) {
        return new SourceSet(
                kind,
                List.of(ROOT.resolve("src/" + name + "/java")),
                List.of(),
                ROOT.resolve("target/" + name),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
