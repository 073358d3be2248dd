package dev.testwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.campaign.Campaign;
import dev.testwatch.watch.WatchSpec.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that happens to files is missed, however often and however much at once. */
@Tag("campaign")
class WatchCampaignTest {

    private static final int PER_SCRIPT = 500;
    private static final int PER_PART = 50;

    @TempDir
    Path temp;

    private Path root;

    @Test
    void randomScripts() throws Exception {
        var campaign = Campaign.of("random file-system scripts");
        int scripts = campaign.size(2_000, 100_000) / PER_SCRIPT;
        long seed = campaign.seed();
        long start = System.nanoTime();
        int missed = 0;
        for (int i = 0; i < scripts; i++) {
            Path home = Files.createDirectory(temp.toRealPath().resolve("script" + i));
            missed += play(i % 2 == 0 ? Mode.NATIVE : Mode.POLL, new RandomScript(home, seed + i));
            RandomScript.deleteTree(home);
        }
        campaign.report(
                "%,d operations in %d scripts, native and polling: 0 differences to a cold scan; events missed %d times,"
                        + " found by the safety scan; %d s; seed %d",
                scripts * PER_SCRIPT, scripts, missed, secondsSince(start), seed);
    }

    /** Returns how often events failed to tell of a change. */
    private static int play(Mode mode, RandomScript script) throws Exception {
        script.play(PER_PART);
        Set<Path> roots = Set.of(script.root().resolve("one"), script.root().resolve("two/deep"));
        var spec =
                new WatchSpec(roots, Set.of(), Set.of(Path.of("target")), mode, WatchSpec.QUIET, Duration.ofMillis(20));
        var mirror = new Mirror();
        try (var watcher = SourceWatcher.start(spec, mirror)) {
            mirror.startsWith(watcher.contents());
            for (int played = PER_PART; played < PER_SCRIPT; played += PER_PART) {
                script.play(PER_PART);
                mirror.awaitEqual(Mirror.coldScan(roots), script);
            }
        }
        return (int) mirror.messages().stream()
                .filter(message -> message.contains("did not tell"))
                .count();
    }

    @Test
    void burst() throws Exception {
        var campaign = Campaign.of("burst");
        int files = campaign.size(5_000, 50_000);
        int times = campaign.size(1, 20);
        Set<Path> all = sources(files);
        var heard = new Heard();
        var millis = new ArrayList<Long>();
        var spec = WatchSpec.of(Set.of(root), Set.of(), Set.of());
        try (var watcher = SourceWatcher.start(spec, heard)) {
            assertThat(watcher.contents()).hasSize(files);
            for (int time = 0; time < times; time++) {
                long start = System.nanoTime();
                for (Path file : all) {
                    Files.writeString(file, "burst " + time);
                }
                Change change = heard.until(so -> so.modified().size() == files);
                assertThat(change).isEqualTo(new Change(all, Set.of()));
                millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            }
        }
        millis.sort(null);
        campaign.report(
                "%,d files changed at once, %d times, native: 0 lost; written and told in %,d ms (median), %,d ms (most)",
                files, times, millis.get(millis.size() / 2), millis.get(millis.size() - 1));
    }

    private Set<Path> sources(int files) throws IOException {
        root = temp.toRealPath().resolve("src");
        var all = new HashSet<Path>();
        for (int i = 0; i < files; i++) {
            Path directory = Files.createDirectories(root.resolve("p" + i % (files / 100)));
            all.add(Files.writeString(directory.resolve("A" + i + ".java"), "class A" + i + " {}"));
        }
        return all;
    }

    @Test
    void editsOnAMountThatTellsNothing() throws Exception {
        var campaign = Campaign.of("no-event mount");
        int edits = campaign.size(6, 50);
        String mount = Files.createDirectory(temp.resolve("mount")).toRealPath().toString();
        var namespace = PreparedJvm.inNamespace(List.of("-Urm"), SilentMount.PREPARATION, mount);

        String output = namespace.run(SilentMount.class, mount, String.valueOf(edits));

        List<Long> millis = output.lines()
                .filter(line -> line.startsWith("edit "))
                .map(line -> Long.valueOf(line.substring("edit ".length())))
                .sorted()
                .toList();
        assertThat(millis).as(output).hasSize(edits);
        assertThat(output).contains("It was not the first time").contains("looked at every 500 ms");
        campaign.report(
                "%d of %d edits below an overlay noticed, after %,d ms (median), %,d ms (most)",
                millis.size(), edits, millis.get(millis.size() / 2), millis.get(millis.size() - 1));
    }

    @Test
    void filesThatAreTruncatedFirstAndWrittenLater() throws Exception {
        var campaign = Campaign.of("truncate-then-write saves");
        int saves = campaign.size(20, 1_000);
        Path file = sources(100).iterator().next();
        int halves = 0;
        var mirror = new Mirror();
        try (var watcher = SourceWatcher.start(WatchSpec.of(Set.of(root), Set.of(), Set.of()), mirror)) {
            mirror.startsWith(watcher.contents());
            for (int save = 0; save < saves; save++) {
                Files.write(file, new byte[0]);
                // What an editor on a slow disk does.
                TimeUnit.MILLISECONDS.sleep(30);
                Files.writeString(file, "save " + save);
                mirror.awaitEqual(Mirror.coldScan(Set.of(root)), "save " + save);
            }
            halves = mirror.changes() - saves;
        }
        campaign.report(
                "%,d saves, 30 ms between the two steps of each: the empty file was told %d times", saves, halves);
    }

    @Test
    void eventsThatOverflowAgainAndAgain() throws Exception {
        var campaign = Campaign.of("repeated overflow");
        int overflows = 3;
        int seconds = campaign.size(0, 60);
        String directory = temp.toRealPath().toString();

        String output = PreparedJvm.with()
                .run(Overflowing.class, directory, String.valueOf(overflows), String.valueOf(seconds));

        assertThat(output).contains("\nequal\n");
        // The waits of 0.8 s to 5 s that are to follow the first three, and those that follow ten calm seconds: however
        // fast or slow the machine, there is no time for more.
        long most = overflows + 4 + number(output, "millis") / 2_500;
        assertThat(number(output, "overflows")).isBetween((long) overflows, most);
        if (Campaign.isLong()) {
            assertThat(number(output, "busy")).isLessThan(number(output, "millis") / 2);
        }
        campaign.report(
                "%d overflows, %d s of them without a rest for the reader: 0 differences to a cold scan in the end; the"
                        + " watcher was busy for %,d ms",
                number(output, "overflows"), seconds, number(output, "busy"));
    }

    private static long number(String output, String what) {
        return output.lines()
                .filter(line -> line.startsWith(what + " "))
                .mapToLong(line -> Long.parseLong(line.substring(what.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(output));
    }

    private static long secondsSince(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }
}
