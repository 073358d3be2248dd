package dev.testwatch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Everything measured about one kind of edit. */
final class Row {

    private static final List<String> PHASES = List.of("detect", "settle", "compile", "select", "dispatch", "run");

    private final String kind;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Double> javac = new ArrayList<>();
    private final List<Double> maven = new ArrayList<>();

    Row(String kind) {
        this.kind = kind;
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    void addJavac(double millis) {
        javac.add(millis);
    }

    void addMaven(double millis) {
        maven.add(millis);
    }

    static List<String> header() {
        List<String> cells = new ArrayList<>(List.of("edit", "n", "tests", "state", "run-finished", "verdict", "p90"));
        cells.addAll(PHASES);
        cells.addAll(List.of("javac+launcher", "x", "mvn -Dtest", "x"));
        return cells;
    }

    /** Medians in milliseconds; ratios to the verdict, which is what the user waits for. */
    List<String> cells() {
        OptionalDouble verdict = Figures.median(verdicts());
        Sample last = samples.get(samples.size() - 1);
        List<String> cells = new ArrayList<>(List.of(
                kind,
                Integer.toString(samples.size()),
                String.format(Locale.ROOT, "%,d", last.tests()),
                last.state(),
                Figures.millis(Figures.median(
                        samples.stream().flatMap(s -> s.finished().stream()).toList())),
                Figures.millis(verdict),
                Figures.millis(Figures.quantile(verdicts(), 0.9))));
        PHASES.forEach(phase -> cells.add(Figures.millis(Figures.median(phase(phase)))));
        cells.add(Figures.millis(Figures.median(javac)));
        cells.add(Figures.ratio(Figures.median(javac), verdict));
        cells.add(Figures.millis(Figures.median(maven)));
        cells.add(Figures.ratio(Figures.median(maven), verdict));
        return cells;
    }

    private List<Double> verdicts() {
        return samples.stream().map(Sample::verdict).toList();
    }

    private List<Double> phase(String phase) {
        return samples.stream()
                .filter(sample -> sample.phases().containsKey(phase))
                .map(sample -> sample.phases().get(phase))
                .toList();
    }
}
