package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * STARTS, as its Maven plugin is: class files, their checksums without debug data, and what {@code jdeps} says of them.
 * Its goal {@code select} tells what its goal {@code starts} would run.
 */
final class Starts implements Yardstick {

    static final String NAME = "STARTS 1.4 as is";

    private static final String SELECT = "edu.illinois:starts-maven-plugin:1.4:select";
    private static final String HEADING = "INFO: ********** AffectedTests **********";
    private static final String NOTHING = "AffectedTests found no classes.";
    private static final String LINE = "INFO: ";

    /** The goal goes through the build up to compiling, which here must neither complain nor bring back what was edited. */
    private static final List<String> NO_BUILD = List.of(
            "-Dmaven.main.skip=true",
            "-Dmaven.test.skip=true",
            "-Dmaven.resources.skip=true",
            "-Dmaven.antrun.skip=true",
            "-Denforcer.skip=true",
            "-Drat.skip=true",
            "-Dcheckstyle.skip=true");

    private final Set<TestClass> tests;
    private final Set<String> known;
    private final Twin twin;

    private Starts(Set<TestClass> tests, Set<String> known, Twin twin) {
        this.tests = Set.copyOf(tests);
        this.known = Set.copyOf(known);
        this.twin = twin;
    }

    /** Lets it note everything as it is. */
    static Starts prepare(Subject subject, Twin twin) throws IOException {
        Set<String> all = selected(maven(twin, "-DupdateSelectChecksums=true"))
                .orElseThrow(() -> new IOException(NAME + " does not say which tests there are"));
        return new Starts(subject.tests(), all, twin);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** What it has never heard of counts as selected: that is not its miss. */
    @Override
    public Optional<Set<TestClass>> selection() {
        List<String> lines;
        try {
            lines = maven(twin, "--offline");
        } catch (IOException e) {
            return Optional.empty();
        }
        return selected(lines).map(names -> {
            Set<TestClass> selected = new HashSet<>(tests);
            selected.removeIf(test -> known.contains(test.name()) && !names.contains(test.name()));
            return selected;
        });
    }

    private static List<String> maven(Twin twin, String argument) throws IOException {
        List<String> command = new ArrayList<>(List.of("mvn", "--batch-mode", "--quiet", argument, SELECT));
        command.addAll(NO_BUILD);
        return new Program(twin.root(), Map.of(), command).lines();
    }

    /** The test classes in its answer; nothing if it does not come to that. */
    static Optional<Set<String>> selected(List<String> lines) {
        int heading = lines.indexOf(HEADING);
        if (heading < 0) {
            return Optional.empty();
        }
        Set<String> selected = new HashSet<>();
        lines.stream()
                .skip(heading + 1L)
                .takeWhile(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).strip())
                .filter(name -> !name.equals(NOTHING))
                .forEach(selected::add);
        return Optional.of(selected);
    }
}
