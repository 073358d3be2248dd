package dev.testwatch.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name for people
 * @param environment added to that of testwatch
 */
record Launch(String name, List<String> command, Map<String, String> environment, Path directory, Batch batch) {

    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
