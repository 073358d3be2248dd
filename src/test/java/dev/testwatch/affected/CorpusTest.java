package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.campaign.Campaign;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.Output;
import dev.testwatch.compile.Compilation.ResourceName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Edits whose effects are easily missed, on sources that were compiled and run: after each edit all tests that it can
 * affect are selected and, but for what a case allows, no others; when it is taken back, none are.
 */
@Timeout(120)
@Tag("campaign")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {

    private final List<CorpusCase> cases;
    private final Map<String, CorpusCase> byPackage = new HashMap<>();
    private final Campaign campaign = Campaign.of("corpus");
    private final long seed = campaign.seed();
    private final Set<String> ranAlone = new HashSet<>();
    private Corpus corpus;

    CorpusTest(@TempDir Path root) throws IOException {
        cases = CorpusCase.all(Path.of("src", "test", "corpus"));
        cases.forEach(each -> byPackage.put(each.packageName(), each));
        corpus = Corpus.of(cases, root);
    }

    @BeforeAll
    void run() {
        Random random = new Random(seed);
        List<String> inOrder = new ArrayList<>();
        List<String> backwards = new ArrayList<>();
        List<List<String>> alone = new ArrayList<>();
        for (CorpusCase each : cases) {
            List<String> names = each.tests().stream()
                    .map(test -> each.packageName() + "." + test)
                    .toList();
            inOrder.addAll(names);
            List<String> reversed = new ArrayList<>(names);
            Collections.reverse(reversed);
            backwards.addAll(reversed);
            if (Campaign.isLong() || random.nextInt(3) == 0) {
                // Each of them takes a fork of its own, most of all that this takes.
                ranAlone.addAll(names(each, each.alone()));
            }
        }
        ranAlone.forEach(test -> alone.add(List.of(test)));
        corpus.run("in order", List.of(inOrder));
        corpus.run("backwards", List.of(backwards));
        corpus.run("alone", alone);
    }

    @AfterAll
    void close() {
        campaign.report("%d edits, %d test classes by themselves, seed %d", cases.size(), ranAlone.size(), seed);
        corpus.close();
    }

    Stream<CorpusCase> cases() {
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void anEditSelectsAllThatItCanAffectAndHardlyMore(CorpusCase each) {
        Output edit = corpus.edit(each);
        Map<String, Set<String>> selected = new HashMap<>();
        corpus.indexes().forEach((run, index) -> {
            index.update(edit);
            index.look();
            selected.put(run, stale(run, index, edit));
        });
        Output undo = corpus.undo(each, edit);
        Map<String, Set<String>> undone = new HashMap<>();
        corpus.indexes().forEach((run, index) -> {
            index.update(undo);
            index.look();
            undone.put(run, stale(run, index, undo));
        });

        selected.forEach((run, tests) -> check(each, run, tests));
        undone.forEach((run, tests) -> assertThat(tests)
                .as("selected when the edit is undone, run %s, seed %d", run, seed)
                .isEmpty());
    }

    private void check(CorpusCase each, String run, Set<String> selected) {
        Set<String> must = names(each, each.must());
        if (run.equals("alone")) {
            must.retainAll(ranAlone);
        }
        assertThat(selected)
                .as("has to be selected, run %s, seed %d", run, seed)
                .containsAll(must);
        Set<String> more = new TreeSet<>(selected);
        more.removeAll(must);
        more.removeAll(names(each, each.may()));
        if (!run.equals("alone")) {
            more.removeAll(names(each, each.warm()));
        }
        more.removeIf(test -> {
            CorpusCase owner = byPackage.get(test.substring(0, test.indexOf('.')));
            return owner != each && (each.spreads() || (owner != null && owner.wide()));
        });
        assertThat(more).as("need not be selected, run %s, seed %d", run, seed).isEmpty();
    }

    private Set<String> stale(String run, Index index, Output change) {
        Set<ClassName> classes = new HashSet<>(change.written().keySet());
        classes.addAll(change.removed());
        Set<ResourceName> resources = new HashSet<>(change.resources().written().keySet());
        resources.addAll(change.resources().removed());
        return index.stale(new Question(classes, resources, Map.of(), Set.of(), false)).tests().stream()
                .map(test -> test.test())
                .map(TestClass::name)
                .filter(test -> !run.equals("alone") || ranAlone.contains(test))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(CorpusCase of, Set<String> tests) {
        return tests.stream().map(test -> of.packageName() + "." + test).collect(Collectors.toCollection(TreeSet::new));
    }
}
