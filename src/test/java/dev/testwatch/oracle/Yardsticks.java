package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Tools of others that are asked about the same edits, on a copy of the project that is theirs alone. */
public final class Yardsticks {

    /** Nobody else is asked. */
    public static final Yardsticks NONE = new Yardsticks(List.of(), Optional.empty(), message -> {});

    private final List<Yardstick> tools;
    private final Optional<Twin> twin;
    private final Consumer<String> out;

    private Yardsticks(List<Yardstick> tools, Optional<Twin> twin, Consumer<String> out) {
        this.tools = List.copyOf(tools);
        this.twin = twin;
        this.out = out;
    }

    /**
     * Gets the tools through Maven, which may need the network, and lets them learn what they need of the tests.
     *
     * @param copy of the subject's project, with nothing built in it
     * @param work for what the tools are and keep
     * @param out told what the tools know and where they fail
     * @throws IOException if one cannot be had, or does not work while nothing is changed
     */
    public static Yardsticks open(Subject subject, Path copy, Path work, Consumer<String> out) throws IOException {
        if (subject.project().modules().size() != 1) {
            throw new IllegalArgumentException("the yardsticks are for projects of one module");
        }
        Twin twin = Twin.of(subject, copy);
        List<Yardstick> tools = List.of(Starts.prepare(subject, twin), Ekstazi.prepare(subject, twin, work));
        for (Yardstick tool : tools) {
            Set<TestClass> selected = tool.selection()
                    .orElseThrow(() -> new IOException(tool.name() + " fails while nothing is changed"));
            out.accept(tool.name() + " selects " + selected.size() + " of "
                    + subject.tests().size()
                    + " test classes while nothing is changed"
                    + (selected.isEmpty() ? "" : ": " + MutationReport.names(selected)));
        }
        return new Yardsticks(tools, Optional.of(twin), out);
    }

    List<String> names() {
        return tools.stream().map(Yardstick::name).toList();
    }

    /** What each would run after this edit, by its name; those that fail are left out. */
    Map<String, Set<TestClass>> selections(Edit edit) throws IOException {
        Map<String, Set<TestClass>> selections = new LinkedHashMap<>();
        if (twin.isEmpty()) {
            return selections;
        }
        for (Yardstick tool : tools) {
            Contents before = twin.get().apply(edit);
            try {
                Optional<Set<TestClass>> selected = tool.selection();
                boolean undone = !twin.get().shows(edit);
                if (selected.isPresent() && !undone) {
                    selections.put(tool.name(), selected.get());
                } else {
                    out.accept(tool.name() + (undone ? " has undone" : " fails for") + " " + edit);
                }
            } finally {
                before.write();
            }
        }
        return selections;
    }
}
