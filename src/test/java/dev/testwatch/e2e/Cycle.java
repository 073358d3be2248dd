package dev.testwatch.e2e;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What was told from a change to the verdict on it; if a run was cancelled on the way, that too. */
public record Cycle(List<Event> events) {

    public Cycle {
        events = List.copyOf(events);
    }

    /** The top-level test classes that were run; empty if nothing was. */
    public Set<String> classesRun() {
        Set<String> classes = new TreeSet<>();
        all("run-started").forEach(run -> classes.addAll(classesOf(run)));
        return classes;
    }

    /** The top-level test classes that a run was started with. */
    public static Set<String> classesOf(Event runStarted) {
        Set<String> classes = new TreeSet<>();
        runStarted
                .items("tests")
                .forEach(test -> classes.add(topLevel(test.get("class").text())));
        return classes;
    }

    /** The tests that ended with this status, as they finished. */
    public List<Event> finished(String status) {
        return all("test-finished")
                .filter(test -> test.text("status").equals(status))
                .toList();
    }

    /** How the last run ended; fails if there was none. */
    public Event runFinished() {
        return last("run-finished").orElseThrow(() -> new AssertionError("nothing was run: " + events));
    }

    public Optional<Event> problems() {
        return last("problems");
    }

    public Event verdict() {
        return last("verdict").orElseThrow();
    }

    public String state() {
        return verdict().text("state");
    }

    public Stream<Event> all(String name) {
        return events.stream().filter(event -> event.is(name));
    }

    private Optional<Event> last(String name) {
        return all(name).reduce((first, second) -> second);
    }

    private static String topLevel(String className) {
        int nested = className.indexOf('$');
        return nested < 0 ? className : className.substring(0, nested);
    }
}
