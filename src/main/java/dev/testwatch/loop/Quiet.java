package dev.testwatch.loop;

import dev.testwatch.affected.Index;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.compile.CompilerSettings.Maker;
import dev.testwatch.spy.ForeignSources;
import dev.testwatch.watch.Change;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a build leads to no run, for people.
 *
 * @param classes those that differ from what was last judged
 * @param resources the same
 * @param trouble why it is not known what the build was to find out
 * @param maker who compiles
 */
record Quiet(Index index, Set<ClassName> classes, Set<ResourceName> resources, Optional<String> trouble, Maker maker) {

    private static final int MOST_NAMED = 3;

    /**
     * Why nothing is to run.
     *
     * @param published whether something was published that tests could see
     * @param different whether a file that tests use differs
     */
    String why(Effect.Build build, boolean published, boolean different, Tally tally) {
        if (build.wish() instanceof Wish.Nothing) {
            return "paused";
        }
        if (trouble.isPresent()) {
            return trouble.get();
        }
        if (tally.blocked() > 0 || !tally.compiles()) {
            return "what is affected does not compile";
        }
        if (tally.stale() > 0 && !build.filter().isEmpty()) {
            return "what is affected is outside the filter "
                    + build.filter().description().orElse("");
        }
        if (build.wish() instanceof Wish.Since since) {
            return "no test needs what has changed since " + since.ref();
        }
        if (build.change().isEmpty()) {
            return "every test has a result for the present content";
        }
        if (!published) {
            return different
                    ? "all tests that use what changed have results for this content"
                    : uncompiled(build.change()).orElse("no class or resource differs");
        }
        Set<TestClass> affected = index.needing(classes, resources);
        if (affected.isEmpty()) {
            return "no test needs it";
        }
        if (affected.stream().anyMatch(test -> index.unaffected(test).isPresent())) {
            return "no test executes what changed" + edited();
        }
        return affected.size() == 1
                ? "the affected test class has a result for this content"
                : "all " + affected.size() + " affected test classes have results for this content";
    }

    /** That what changed is in a language that only the build tool compiles. */
    private Optional<String> uncompiled(Change change) {
        return maker == Maker.BUILD
                ? Optional.empty()
                : change.modified().stream()
                        .filter(file -> ForeignSources.language(file).isPresent())
                        .map(file -> file.getFileName() + " is not compiled here (--compile=build has Maven do it)")
                        .sorted()
                        .findFirst();
    }

    private String edited() {
        List<String> parts = index.edited();
        return parts.isEmpty() || parts.size() > MOST_NAMED ? "" : ": " + String.join(", ", parts);
    }
}
