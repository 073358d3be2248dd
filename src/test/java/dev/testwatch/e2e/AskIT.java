package dev.testwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.testwatch.campaign.Campaign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Talking to a watch that runs. */
class AskIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String WAIT = "{\"testwatch\":1,\"ask\":\"status\",\"wait\":true}";

    /** What {@code testwatch status} and the like have said. */
    private record Said(int exitCode, List<String> out, List<String> err) {}

    private static Said testwatch(String... words) {
        try (Jar jar = Jar.start(List.of(words))) {
            int exitCode = jar.awaitExit(PATIENCE);
            List<String> lines = jar.transcript().lines().toList();
            return new Said(exitCode, of(lines, "  out "), of(lines, "  err "));
        }
    }

    private static List<String> of(List<String> lines, String mark) {
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()))
                .toList();
    }

    @Test
    void tellsExactlyWhatTheWatchWouldAboutTheTreeAsItIs() throws Exception {
        Shop shop = Shop.judged();
        String root = shop.root().toString();
        Path invoice = shop.source("Invoice");
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();
            assertThat(testwatch("status", root)).isEqualTo(new Said(0, List.of("[testwatch] all 90 pass"), List.of()));

            shop.replace(invoice, "\"Discount\"", "\"Reduction\"");
            Said red = testwatch("status", "--wait", "--json", root);
            assertThat(red.exitCode()).isEqualTo(1);
            Json verdict = Json.parse(String.join("\n", red.out()));
            assertThat(verdict.get("state").text()).isEqualTo("red");
            assertThat(verdict.get("failing").items().get(0).get("class").text())
                    .isEqualTo("shop.InvoiceTest");

            Said others = testwatch("run", "--test", "MoneyTest", root);
            assertThat(others.exitCode()).as("%s", others).isZero();
            assertThat(others.out())
                    .last()
                    .asString()
                    .matches("\\[testwatch] run [0-9]+ finished: [0-9]+ passed, .* s; 1 of 90 failing");
            Said same = testwatch("run", "--test", "Invoice*#printsArticles*", root);
            assertThat(same.exitCode()).isEqualTo(1);
            assertThat(same.out()).last().asString().contains(" finished: 1 failed, ");
            assertThat(same.err()).first().asString().startsWith("[testwatch] FAIL shop.InvoiceTest.printsArticles");

            shop.replace(invoice, "\"Reduction\"", "Reduction");
            assertThat(testwatch("status", "--wait", root).exitCode()).isEqualTo(2);
            shop.restore(invoice);
            assertThat(testwatch("status", "--wait", root).exitCode()).isZero();

            assertThat(testwatch("send", "--project", root, "status").out()).containsExactly("[testwatch] all 90 pass");
            Said unknown = testwatch("send", "--project", root, "fialed");
            assertThat(unknown.exitCode()).isEqualTo(3);
            assertThat(unknown.err().toString()).contains("did you mean 'failed'");
            assertThat(testwatch("send", "--project", root, "filter", "PriceList")
                            .exitCode())
                    .isZero();
            watch.await(
                    "a run of what the filter lets through",
                    event -> event.is("run-started") && Cycle.classesOf(event).equals(Set.of("shop.PriceListTest")));

            shop.write(shop.file("testwatch.properties"), "sweep=off\n");
            Said anew = testwatch("status", "--wait", root);
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (anew.exitCode() == 3 && System.nanoTime() < deadline) {
                anew = testwatch("status", "--wait", root); // between the old watch and the new one there is none
            }
            assertThat(anew.exitCode())
                    .as("a watch that begins anew, without the filter: %s", anew)
                    .isZero();
            assertThat(testwatch("send", "--project", root, "quit").exitCode()).isZero();
            assertThat(watch.awaitExit()).isZero();
        }
        assertThat(shop.root().resolve(".testwatch/socket")).doesNotExist();
    }

    @Test
    void anotherUserOfTheMachineIsTurnedAwayAndToldWhoseItIs(@TempDir Path open) throws Exception {
        List<String> asNobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        assumeTrue(runs(asNobody), "only root can be another user here, with setpriv");
        Set<PosixFilePermission> everybody = PosixFilePermissions.fromString("rwxr-xr-x");
        Path jar = Files.copy(Jar.file(), open.resolve("testwatch.jar"));
        Shop shop = Shop.judged();
        for (Path way : List.of(open, jar, shop.root(), shop.root().resolveSibling("."))) {
            Files.setPosixFilePermissions(way, everybody);
        }
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();
            for (List<String> question : List.of(List.of("status"), List.of("send", "--project"))) {
                List<String> command = new ArrayList<>(asNobody);
                command.addAll(List.of(ProcessHandle.current().info().command().orElseThrow(), "-jar", jar.toString()));
                command.addAll(question);
                command.add(shop.root().toString());
                command.addAll(question.size() > 1 ? List.of("quit") : List.of());
                try (Jar asked = Jar.run(command)) {
                    assertThat(asked.awaitExit(PATIENCE)).as(asked.transcript()).isEqualTo(3);
                    assertThat(asked.transcript()).contains("no testwatch of yours runs in " + shop.root());
                }
            }
            assertThat(watch.quit()).isZero();
        }
    }

    private static boolean runs(List<String> asSomebody) throws Exception {
        try {
            List<String> command = new ArrayList<>(asSomebody);
            command.add("true");
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    @Test
    void answersAtOnceWhoeverElseHangs() throws Exception {
        Campaign campaign = Campaign.of("verdict told -> answer to status --wait");
        int edits = campaign.size(4, 200);
        Shop shop = Shop.judged();
        Path socket = shop.root().resolve(".testwatch/socket");
        List<SocketChannel> hanging = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();
            for (int i = 0; i < 50; i++) {
                hanging.add(connect(socket));
                say(hanging.get(i), i % 2 == 0 ? WAIT + "\n" : WAIT.substring(0, i % WAIT.length()));
            }
            for (int edit = 0; edit < edits; edit++) {
                boolean breaks = edit % 2 == 0;
                try (SocketChannel channel = connect(socket)) {
                    shop.replaceFirst(
                            shop.source("Invoice"),
                            breaks ? "\"Discount\"" : "\"Reduction\"",
                            breaks ? "\"Reduction\"" : "\"Discount\"");
                    CompletableFuture<Answer> answer = asked(channel);
                    Event verdict = watch.awaitCycle(shop.source("Invoice")).verdict();
                    Answer answered = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    assertThat(answered.exitCode()).isEqualTo(breaks ? 1 : 0);
                    millis.add((answered.nanos() - verdict.nanos()) / 1e6);
                }
            }

            watch.kill();
        } finally {
            for (SocketChannel channel : hanging) {
                channel.close();
            }
        }
        Collections.sort(millis);
        campaign.report("%,d edits, p50 %.1f ms, longest %.1f ms", edits, millis.get(edits / 2), millis.get(edits - 1));
        assertThat(socket).exists();
        aSocketThatNobodyListensAtIsNoWatch(shop, socket);
    }

    private static void aSocketThatNobodyListensAtIsNoWatch(Shop shop, Path socket) throws IOException {
        String root = shop.root().toString();
        Said nobody = testwatch("status", "--wait", root);
        assertThat(nobody).isEqualTo(new Said(3, List.of(), List.of("testwatch: no testwatch runs in " + root)));
        assertThat(testwatch("send", "--project", root, "rerun").exitCode()).isEqualTo(3);
        Said alone = testwatch("run", "--test", "MoneyTest#rounds*", root);
        assertThat(alone.exitCode()).as("%s", alone).isZero();

        try (Watch watch = Watch.start(shop.root())) {
            watch.awaitGreenStart();
            assertThat(testwatch("status", root).exitCode()).isZero();
            assertThat(Files.getPosixFilePermissions(socket)).hasSize(2);
            watch.quit();
        }
        assertThat(socket).doesNotExist();
    }

    /** @param nanos when it arrived */
    private record Answer(int exitCode, long nanos) {}

    private static CompletableFuture<Answer> asked(SocketChannel channel) throws IOException {
        say(channel, WAIT + "\n");
        return CompletableFuture.supplyAsync(() -> {
            try {
                byte[] bytes = new byte[10_000];
                int count = Channels.newInputStream(channel).read(bytes);
                long nanos = System.nanoTime();
                String line = new String(Arrays.copyOf(bytes, count), StandardCharsets.UTF_8);
                return new Answer(Json.parse(line).get("exit").number(), nanos);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static SocketChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
