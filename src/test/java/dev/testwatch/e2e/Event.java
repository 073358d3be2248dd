package dev.testwatch.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One event of the JSON protocol.
 *
 * @param nanos when its line arrived, on the clock of {@link System#nanoTime()}
 */
public record Event(long nanos, Json body) {

    public String name() {
        return body.get("event").text();
    }

    public boolean is(String name) {
        return name().equals(name);
    }

    /** The cycle it belongs to; none if it belongs to no cycle. */
    public Optional<Integer> cycle() {
        return body.find("cycle").map(Json::number);
    }

    public boolean isOfCycle(int cycle) {
        return cycle().filter(c -> c == cycle).isPresent();
    }

    public String text(String field) {
        return body.get(field).text();
    }

    public int number(String field) {
        return body.get(field).number();
    }

    public List<Json> items(String field) {
        return body.get(field).items();
    }

    /** Whether this says that a file has changed; the project's root is needed where names are relative. */
    public boolean tellsOf(Path root, Path file) {
        return is("change")
                && items("files").stream()
                        .anyMatch(name -> root.resolve(name.text()).normalize().equals(file));
    }

    @Override
    public String toString() {
        return body.value().toString();
    }
}
