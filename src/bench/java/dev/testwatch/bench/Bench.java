package dev.testwatch.bench;

import dev.testwatch.bench.RecordingCost.Cost;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Measures how long it takes from a save to the verdict, and the same without a watch; prints a report. */
public final class Bench {

    private static final Duration REST = Duration.ofSeconds(15);

    private final Settings settings;
    private final PrintStream out;
    private final Path project;
    private final Path copy;
    private final List<Edit> edits;
    private final Peers peers;
    private int number;

    private Bench(Settings settings, PrintStream out, Path project, Path copy, List<Edit> edits, Peers peers) {
        this.settings = settings;
        this.out = out;
        this.project = project;
        this.copy = copy;
        this.edits = edits;
        this.peers = peers;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = Settings.fromProperties();
        Directories.empty(settings.work());
        Path origin = origin(settings);
        List<Edit> edits = Edit.read(settings.edits().orElse(origin.resolve("edits.tsv")));
        System.out.println("preparing " + origin);
        Path project = Directories.copyProject(origin, settings.work().resolve("watched"))
                .toRealPath();
        Path copy = Directories.copyProject(origin, settings.work().resolve("copy"));
        Peers peers = Peers.prepare(settings, copy);
        new Bench(settings, System.out, project, copy, edits, peers).run();
    }

    private static Path origin(Settings settings) throws IOException {
        Optional<Path> real = settings.project();
        if (real.isPresent()) {
            return real.get();
        }
        Path generated = settings.work().resolve("generated");
        GeneratedProject.write(generated, settings.sources());
        return generated;
    }

    private void run() throws IOException, InterruptedException {
        List<Row> rows;
        Watched first = Watched.start(settings, project);
        try (first) {
            rows = measureEdits(first);
            first.quit();
        }
        Table starts = measureStarts(first);
        Optional<Footprint> footprint = measureFootprint();
        List<Cost> recording = settings.recordingPairs() == 0
                ? List.of()
                : RecordingCost.of(copy, peers.libraries(), Optional.empty(), settings.recordingPairs());
        report(rows, starts, footprint, recording);
    }

    /** Round after round, each kind of edit once, so that all kinds see the same machine. */
    private List<Row> measureEdits(Watched watched) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (Edit edit : edits) {
            rows.add(new Row(edit.kind()));
            if (edit.breaksCompilation()) {
                rows.add(new Row(edit.kind() + ", mended"));
            }
        }
        for (int round = -settings.warmups(); round < settings.rounds(); round++) {
            out.println(round < 0 ? "warming up" : "round " + (round + 1) + " of " + settings.rounds());
            int row = 0;
            for (Edit edit : edits) {
                row = measure(watched, edit, round, rows, row);
            }
        }
        return rows;
    }

    /** Makes an edit, lets the peers do the same, and takes it back; returns the number of the next row. */
    private int measure(Watched watched, Edit edit, int round, List<Row> rows, int row)
            throws IOException, InterruptedException {
        number++;
        String original = Files.readString(edit.in(project));
        String edited = edit.apply(original, number);
        Sample sample = watched.save(edit, edited);
        Sample back = watched.save(edit, original);
        if (round >= 0) {
            rows.get(row).add(sample);
            measurePeers(edit, edited, sample.classes(), round, rows.get(row));
            if (edit.breaksCompilation()) {
                rows.get(row + 1).add(back);
            }
        }
        return edit.breaksCompilation() ? row + 2 : row + 1;
    }

    private void measurePeers(Edit edit, String edited, Set<String> tests, int round, Row row)
            throws IOException, InterruptedException {
        if (tests.isEmpty() || edit.breaksCompilation()) {
            return;
        }
        if (round < settings.javacRounds()) {
            row.addJavac(peers.javacAndLauncher(edit, edited, tests));
        }
        if (round < settings.mavenRounds()) {
            row.addMaven(peers.maven(edit, edited, tests));
        }
    }

    /** Starts with nothing stale, and the first edit after each. */
    private Table measureStarts(Watched first) throws IOException, InterruptedException {
        List<Double> ready = new ArrayList<>();
        List<Double> verdict = new ArrayList<>();
        List<Double> firstEdit = new ArrayList<>();
        Edit edit = edits.stream()
                .filter(e -> e.kind().equals("body, ordinary"))
                .findFirst()
                .orElse(edits.get(0));
        for (int i = 0; i < settings.restarts(); i++) {
            out.println("restart " + (i + 1) + " of " + settings.restarts());
            try (Watched again = Watched.start(settings, project)) {
                ready.add(again.ready());
                verdict.add(again.verdict());
                Thread.sleep(settings.pause().toMillis());
                String original = Files.readString(edit.in(project));
                firstEdit.add(again.save(edit, edit.apply(original, ++number)).verdict());
                again.save(edit, original);
                again.quit();
            }
        }
        return new Table()
                .row(List.of("first start to ready (builds the project)", milliseconds(first.ready())))
                .row(List.of("first start to verdict (runs all tests)", milliseconds(first.verdict())))
                .row(List.of("restart with nothing stale to ready", Figures.millis(Figures.median(ready))))
                .row(List.of("restart with nothing stale to verdict", Figures.millis(Figures.median(verdict))))
                .row(List.of(
                        "first edit after a restart (" + edit.kind() + ")", Figures.millis(Figures.median(firstEdit))));
    }

    private Optional<Footprint> measureFootprint() throws IOException, InterruptedException {
        if (settings.idle().isZero()) {
            return Optional.empty();
        }
        if (settings.project().isEmpty()) {
            GeneratedProject.fillUp(project, settings.watchedFiles());
        }
        out.println("idling for " + settings.idle().toSeconds() + " s");
        try (Watched idle = Watched.start(settings, project)) {
            // Until the compiler is warm and what the start left behind is done.
            Thread.sleep(REST.toMillis());
            long files = Directories.countFiles(project.resolve("src"));
            Optional<Footprint> footprint =
                    Footprint.of(idle.pid(), idle.watch().children(), files, settings.idle());
            idle.quit();
            return footprint;
        }
    }

    private void report(List<Row> rows, Table starts, Optional<Footprint> footprint, List<Cost> recording)
            throws IOException, InterruptedException {
        Table table = new Table().row(Row.header());
        rows.stream().map(Row::cells).forEach(table::row);
        out.println();
        out.println("From save, medians in milliseconds; x is how many times as long as save to verdict:");
        out.println();
        out.println(table);
        out.println("Starts, milliseconds:");
        out.println();
        out.println(starts);
        footprint.ifPresent(idle -> out.printf(
                Locale.ROOT,
                "Idle with %,d files watched: console %.2f %% of a core, standby forks %.2f %%; console heap in use %,d MiB%n%n",
                idle.files(),
                idle.console(),
                idle.forks(),
                idle.heap() >> 20));
        if (!recording.isEmpty()) {
            Table costs = new Table().row(Cost.header());
            recording.stream().map(Cost::cells).forEach(costs::row);
            out.println("Runs with recording and without, in turns, medians in milliseconds:");
            out.println();
            out.println(costs);
        }
        out.println(Machine.describe(settings.maven(), settings.work()));
    }

    private static String milliseconds(double millis) {
        return String.format(Locale.ROOT, "%,.0f", millis);
    }
}
