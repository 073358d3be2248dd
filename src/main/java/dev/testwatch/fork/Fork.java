package dev.testwatch.fork;

import dev.testwatch.chaos.Chaos;
import dev.testwatch.worker.Frames;
import dev.testwatch.worker.Message;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A JVM that is started ahead of time, gets warm, waits, runs once, and dies. Whatever happens to it becomes a
 * {@link Run}: its death is noticed by the end of its connection, never by silence.
 */
public final class Fork implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final Duration DYING = Duration.ofSeconds(2);

    private static final Duration SHUTDOWN = Duration.ofSeconds(1);

    /** How a JVM begins to say where a debugger can attach. */
    private static final String WAITS = "Listening for transport";

    private final Start start;
    private final Stamps stamps;
    private final Chaos chaos;
    private final CompletableFuture<Optional<Frames.Writer>> ready = new CompletableFuture<>();
    private final CompletableFuture<Account> account = new CompletableFuture<>();
    private final CompletableFuture<Function<Account, Run>> ordered = new CompletableFuture<>();
    private final CompletableFuture<Run> outcome = new CompletableFuture<>();
    private final CompletableFuture<Socket> connection = new CompletableFuture<>();
    private final Supervision supervision = new Supervision(outcome);
    private final Watched watched = new Watched(System.nanoTime());

    private final Duration connect;

    private Fork(Start start, Stamps stamps, Duration connect, Chaos chaos) {
        this.start = start;
        this.stamps = stamps;
        this.connect = connect;
        this.chaos = chaos;
    }

    /** How a fork was started. Without a JVM, {@code failure} says why. */
    record Start(
            ForkCommand command,
            String commandLine,
            ForkFiles files,
            Optional<Jvm> jvm,
            Optional<Door> door,
            String failure) {}

    /** Starts a fork and returns at once. */
    static Fork start(ForkCommand command, ForkFiles files) {
        return start(command, files, CONNECT, Chaos.NONE);
    }

    /** @param connect how long it may take to come in */
    static Fork start(ForkCommand command, ForkFiles files, Duration connect) {
        return start(command, files, connect, Chaos.NONE);
    }

    /** The same with things that go wrong on purpose. */
    static Fork start(ForkCommand command, ForkFiles files, Chaos chaos) {
        return start(command, files, CONNECT, chaos);
    }

    /** The same, for a JVM that may wait for a debugger before it does anything. */
    static Fork single(ForkCommand command, ForkFiles files, Chaos chaos) {
        return start(command, files, FOREVER, chaos);
    }

    private static Fork start(ForkCommand command, ForkFiles files, Duration connect, Chaos chaos) {
        // The stamps come first: what changes in between is then seen as changed.
        Stamps stamps = Stamps.of(command.classPath());
        CommandLine line = CommandLine.of(
                command,
                files.workerJar(),
                files.crashDirectory(),
                command.recording() ? files.hooks(command.java()) : Optional.empty());
        var fork = new Fork(start(command, files, line), stamps, connect, chaos);
        Threads.start("testwatch-fork", fork::live);
        return fork;
    }

    private static Start start(ForkCommand command, ForkFiles files, CommandLine line) {
        String shown = String.join(" ", line.words(files.crashDirectory()));
        try {
            List<String> words = line.words(files.argumentFile(line.argumentFile()));
            shown = command.java() + " " + String.join(" ", command.jvmArguments()) + " ... (all of it: "
                    + words.get(words.size() - 1).substring(1) + ")";
            Door door = Door.open();
            try {
                return new Start(
                        command, shown, files, Optional.of(Jvm.start(command, words, door)), Optional.of(door), "");
            } catch (IOException e) {
                door.close();
                throw e;
            }
        } catch (IOException e) {
            return new Start(command, shown, files, Optional.empty(), Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** The process id; 0 if the system could not even start it. */
    public long pid() {
        return start.jvm().map(Jvm::pid).orElse(0L);
    }

    /** Whether it can still be of use: it lives, and what it has opened is what is there. */
    boolean usable() {
        return start.jvm().filter(Jvm::alive).isPresent() && !outcome.isDone() && stamps.hold();
    }

    /** Waits until it can be told what to run, or it is clear that it never will be; returns whether it can. */
    public boolean awaitReady() {
        return ready.join().isPresent();
    }

    /** Does this when the run is over, or the fork has died without one. */
    void whenOver(Runnable action) {
        var unused = outcome.thenRun(action);
    }

    /**
     * Runs this and blocks until the run is over, in whatever way; from then on the process is dead or, while its
     * shutdown hooks run, dying. A fork runs once.
     */
    public Run run(Message.Run what, Progress progress, Patience patience) {
        if (!account.complete(new Account(progress))) {
            throw new IllegalStateException("a fork runs once");
        }
        if (connect.equals(FOREVER)) {
            Threads.start("testwatch-debuggee", () -> tellWhereItWaits(progress));
        }
        Optional<Frames.Writer> writer = ready.join();
        if (writer.isEmpty() || start.jvm().isEmpty()) {
            return outcome.join();
        }
        send(writer.get(), what);
        try {
            var vigil = new Vigil(patience.forJvm(start.command()), System.nanoTime());
            supervision
                    .await(
                            watched,
                            vigil,
                            progress,
                            new Supervision.Asking(writer.get(), start.jvm().get()))
                    .ifPresent(this::execute);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
        }
        return withWhatItOpened(outcome.join());
    }

    private void tellWhereItWaits(Progress progress) {
        try {
            if (start.jvm().isPresent()) {
                start.jvm().get().word(WAITS, CONNECT).ifPresent(progress::waiting);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Run withWhatItOpened(Run run) {
        boolean counts = run instanceof Run.Completed || run instanceof Run.Incomplete;
        Optional<Path> replaced = counts ? stamps.replaced() : Optional.empty();
        return replaced.<Run>map(file -> new Run.Incomplete(
                        soFar().whole(), file + " was replaced while tests ran that have it on their class path"))
                .orElse(run);
    }

    /** From any thread: tells the run's {@link Progress#dumped} where the threads are, soon and without ending it. */
    public void dump() {
        supervision.wantDump();
    }

    /** Gives shutdown hooks a moment, if there is anybody who could run them. */
    private void execute(Supervision.Sentence sentence) {
        ThreadDump dump = sentence.dump()
                .savedIn(start.files().save("dump-", pid(), sentence.dump().text()));
        ordered.complete(done -> new Run.TimedOut(done.whole(), done.running(), sentence.cause(), dump, output(done)));
        start.jvm().ifPresent(jvm -> jvm.end(dump.answered()));
        disconnect();
    }

    private void send(Frames.Writer writer, Message.Run what) {
        try {
            writer.write(what);
        } catch (IOException e) {
            end(done -> new Run.Incomplete(done.whole(), "could not tell the fork what to run: " + e.getMessage()));
        }
    }

    /** Ends the run as cancelled and kills the fork with all that it has started. From any thread; returns at once. */
    public void cancel() {
        end(done -> new Run.Cancelled(done.whole()));
    }

    /** Kills the fork if it still lives. */
    @Override
    public void close() {
        // After its run a fork dies by itself, and its shutdown hooks may have a moment.
        if (!outcome.isDone()) {
            cancel();
        }
    }

    /** The first order counts. Closing the connection wakes up the thread that reads it, whoever else holds it. */
    private void end(Function<Account, Run> order) {
        ordered.complete(order);
        start.jvm().ifPresent(Jvm::kill);
        start.door().ifPresent(Door::close);
        disconnect();
    }

    private void disconnect() {
        Optional.ofNullable(connection.getNow(null)).ifPresent(Door::closeQuietly);
    }

    // ---- the fork's thread: owns the account and alone says how it ended

    private void live() {
        try {
            Optional<Socket> socket = start.door().flatMap(door -> door.admit(connect));
            Run run = socket.isPresent() ? converse(socket.get()) : neverCame();
            outcome.complete(run);
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        } finally {
            ready.complete(Optional.empty());
            start.jvm().ifPresent(this::bury);
            disconnect();
        }
    }

    private Run converse(Socket socket) {
        connection.complete(socket);
        try {
            // Not closed here: the fork takes the end of the connection for the end of its parent.
            return converse(socket, new LastBytes(new BufferedInputStream(sent(socket), 1 << 16)));
        } catch (IOException e) {
            return died();
        }
    }

    private Run converse(Socket socket, LastBytes heard) throws IOException {
        try {
            var reader = new Frames.Reader(heard);
            // An order may come at any time: it ends the warm-up, of which nobody wants to hear.
            ready.complete(Optional.of(new Frames.Writer(socket.getOutputStream())));
            Optional<Message> message = reader.read();
            while (message.isPresent() && !(message.get() instanceof Message.Ready)) {
                message = reader.read();
            }
            if (message.isPresent()) {
                message = reader.read();
            }
            while (message.isPresent()) {
                hear(message.get());
                if (message.get() instanceof Message.Exiting) {
                    boundHooks();
                }
                if (soFar().over()) {
                    return judged(soFar());
                }
                message = reader.read();
            }
            return died();
        } catch (Frames.Malformed e) {
            start.jvm().ifPresent(Jvm::kill);
            String saved = start.files()
                    .save("protocol-", pid(), Hex.lines(heard.last()))
                    .map(path -> "; what came last: " + path)
                    .orElse("");
            return ordered.getNow(done -> new Run.Incomplete(done.whole(), e.getMessage() + saved))
                    .apply(soFar());
        }
    }

    private Run judged(Account done) {
        return done.outOfMemory()
                .<Run>map(error -> crashed(error + Memory.hint(start.command().jvmArguments())))
                .orElseGet(done::judged);
    }

    private void hear(Message message) {
        watched.hear(message, System.nanoTime());
        if (message instanceof Message.Stacks stacks) {
            supervision.answer(stacks);
        } else if (!(message instanceof Message.Pulse)) {
            soFar().accept(message);
        }
    }

    private InputStream sent(Socket socket) throws IOException {
        InputStream sent = socket.getInputStream();
        return start.jvm().map(jvm -> jvm.tampered(sent, chaos)).orElse(sent);
    }

    /** A shutdown hook that never ends would keep the JVM, and so the run, from ending. */
    private void boundHooks() {
        CompletableFuture.delayedExecutor(DYING.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> end(done -> crashed("the JVM died: " + Death.caller(done.exiting())
                        + ", whose shutdown hooks did not end in " + DYING.toSeconds() + " s")));
    }

    private Account soFar() {
        return account.getNow(new Account(Silence.INSTANCE));
    }

    private Run neverCame() {
        if (start.jvm().isEmpty()) {
            return crashed("the JVM could not be started: " + start.failure() + "\n" + start.commandLine());
        }
        // One that is dying has let go of its input, and so shut the door, before the system says that it is dead.
        Optional<Integer> code = start.jvm().get().exitCode(DYING);
        String how = code.map(exit -> "ended with " + Death.cause(exit, Optional.empty()))
                .orElse("did not connect within " + connect.toSeconds() + " s");
        return ordered.getNow(done -> crashed("the JVM " + how + "\n" + start.commandLine()))
                .apply(soFar());
    }

    /** The connection has ended without a last word. */
    private Run died() {
        return ordered.getNow(done -> crashed("the JVM died: "
                        + start.jvm().map(jvm -> cause(jvm, done)).orElse("")))
                .apply(soFar());
    }

    private String cause(Jvm jvm, Account done) {
        Optional<Integer> code = jvm.exitCode(DYING);
        if (code.isEmpty()) {
            return "the fork closed its connection";
        }
        String how = Death.cause(code.get(), done.exiting());
        return start.files()
                .crashReport(jvm.pid())
                .map(report -> "the JVM itself crashed" + CrashReport.reason(report) + ", " + how + ", see " + report)
                .orElse(how);
    }

    private Run crashed(String cause) {
        return new Run.Crashed(soFar().whole(), soFar().running(), cause, output(soFar()));
    }

    /** What the JVM itself wrote, and what the tests that run have written. */
    private List<String> output(Account done) {
        List<String> output = new ArrayList<>(start.jvm().map(Jvm::output).orElse(List.of()));
        output.addAll(done.unfinishedOutput());
        return output;
    }

    /** Shutdown hooks may run for a moment; nothing else lives on. */
    private void bury(Jvm jvm) {
        List<String> late = new ArrayList<>();
        long began = System.nanoTime();
        if (jvm.exitCode(DYING).isEmpty()) {
            jvm.kill();
            late.add("has shutdown hooks that did not end in " + DYING.toSeconds() + " s");
        } else if (System.nanoTime() - began > SHUTDOWN.toNanos()) {
            late.add("took " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms for its shutdown");
        }
        List<String> orphans = jvm.killOrphans();
        if (!orphans.isEmpty()) {
            late.add("left processes, which were ended: " + String.join(", ", orphans));
        }
        if (outcome.getNow(null) instanceof Run.Completed && !late.isEmpty()) {
            soFar().leaked(late);
        }
    }
}
