package dev.testwatch.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A running testwatch that tells what happens as JSON. Waiting reads on from the last event that was waited for, so
 * that each event is seen once and in order; whoever waits in vain gets to see all that came instead.
 */
public final class Watch implements AutoCloseable {

    /** Long, because it is only ever waited out when something is broken; the first start includes a build. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path project;
    private final Jar jar;

    private Watch(Path project, Jar jar) {
        this.project = project;
        this.jar = jar;
    }

    public static Watch start(Path project, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--reporter", "json"));
        arguments.addAll(List.of(options));
        arguments.add(project.toString());
        return new Watch(project, Jar.start(arguments));
    }

    /** Starts it by another command, which is given that of the jar as its last arguments. */
    public static Watch startBy(List<String> command, Path project) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(Jar.command(List.of("--reporter", "json", project.toString())));
        return new Watch(project, Jar.run(whole));
    }

    /** Starts it with options for its JVM, and with this test's classes beside it. */
    public static Watch startTestBuild(Path project, List<String> jvmArguments, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--reporter", "json"));
        arguments.addAll(List.of(options));
        arguments.add(project.toString());
        return new Watch(project, Jar.run(Jar.testBuild(jvmArguments, arguments)));
    }

    /** Waits for the first green verdict. */
    public Cycle awaitGreenStart() {
        List<Event> events = new ArrayList<>();
        collect(
                events,
                "a green start",
                event -> event.is("verdict") && event.text("state").equals("green"));
        return new Cycle(events);
    }

    /** Waits until no run is under way, a verdict is given, and nothing has come for a while. */
    public Cycle awaitRest(Duration quiet) {
        List<Event> events = new ArrayList<>();
        Event last = collect(events, "a verdict", event -> event.is("verdict"));
        boolean ran = false;
        while (true) {
            boolean settled = ran || last.number("stale") == 0;
            Optional<Jar.Line> line = jar.next(settled ? quiet : quiet.multipliedBy(5));
            if (line.isEmpty()) {
                return new Cycle(events);
            }
            if (take(line.get(), events)
                    .filter(event -> event.is("run-started"))
                    .isPresent()) {
                last = collect(events, "a verdict", event -> event.is("verdict"));
                ran = true;
            }
        }
    }

    public Event await(String name) {
        return await(name, event -> event.is(name));
    }

    public Event await(String what, Predicate<Event> expected) {
        return collect(new ArrayList<>(), what, expected);
    }

    /** Waits until all these files have been taken in and judged. */
    public Cycle awaitCycle(Path... files) {
        return awaitCycle(Set.of(files));
    }

    /** Waits until all these files have been taken in and judged. */
    public Cycle awaitCycle(Set<Path> files) {
        List<Event> events = new ArrayList<>();
        Set<Path> untold = new HashSet<>(files);
        while (!untold.isEmpty()) {
            Event change = collect(events, "a change of " + untold, event -> event.is("change"));
            untold.removeIf(file -> change.tellsOf(project, file));
        }
        int cycle = events.get(events.size() - 1).number("cycle");
        collect(events, "a verdict on " + files, event -> event.is("verdict") && event.number("cycle") >= cycle);
        return new Cycle(events);
    }

    /** The same; where a further change cut that cycle short, the cycles up to the verdict that stands. */
    public Cycle awaitJudged(Path... files) {
        Cycle first = awaitCycle(files);
        List<Event> events = new ArrayList<>(first.events());
        if (first.state().equals("unknown")) {
            collect(
                    events,
                    "a verdict that stands",
                    event -> event.is("verdict") && !event.text("state").equals("unknown"));
        }
        return new Cycle(events);
    }

    /** Waits for the run that a command has started, and the verdict behind it. */
    public Cycle awaitRun() {
        List<Event> events = new ArrayList<>();
        collect(events, "a run", event -> event.is("run-started"));
        int cycle = events.get(events.size() - 1).number("cycle");
        collect(events, "a verdict", event -> event.is("verdict") && event.number("cycle") >= cycle);
        return new Cycle(events);
    }

    public void send(String line) {
        jar.send(line);
    }

    public void endInput() {
        jar.endInput();
    }

    /** Asks it to quit, and returns its exit code. */
    public int quit() {
        jar.send("q");
        return jar.awaitExit(PATIENCE);
    }

    public int awaitExit() {
        return jar.awaitExit(PATIENCE);
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        jar.kill();
    }

    public long pid() {
        return jar.pid();
    }

    public List<ProcessHandle> children() {
        return jar.children();
    }

    /** What to throw when something is not as expected: says what, and all that was seen. */
    public AssertionError failure(String what) {
        return jar.failure(what);
    }

    @Override
    public void close() {
        jar.close();
    }

    private Event collect(List<Event> events, String what, Predicate<Event> last) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Jar.Line line = jar.next(left).orElseThrow(() -> jar.failure("waited in vain for " + what));
            Optional<Event> event = take(line, events);
            if (event.filter(last).isPresent()) {
                return event.get();
            }
        }
    }

    /** What is written to stderr is no event. */
    private Optional<Event> take(Jar.Line line, List<Event> events) {
        if (line.error()) {
            return Optional.empty();
        }
        Event event = event(line);
        events.add(event);
        return Optional.of(event);
    }

    private Event event(Jar.Line line) {
        try {
            return new Event(line.nanos(), Json.parse(line.text()));
        } catch (IOException e) {
            throw jar.failure("no JSON on stdout: " + line.text() + " (" + e.getMessage() + ")");
        }
    }
}
