package dev.testwatch.project;

import java.nio.file.Path;
import java.util.List;

/** What came of asking the build tool. */
public sealed interface Reading {

    record Read(Project project) implements Reading {}

    /**
     * The build tool could not say.
     *
     * @param message one line: the cause and the remedy
     * @param output the build tool's own words, its last lines
     * @param waitFor the files whose change is worth another try
     * @param fatal whether trying again in this process is pointless (no project there at all, no Maven)
     */
    record Unreadable(String message, List<String> output, List<Path> waitFor, boolean fatal) implements Reading {
        public Unreadable {
            output = List.copyOf(output);
            waitFor = List.copyOf(waitFor);
        }
    }
}
