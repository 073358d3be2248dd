package dev.testwatch.report;

import java.time.Duration;

/**
 * Where the time of a cycle went.
 *
 * @param detect from the file's modification time to the first event
 * @param settle waiting for quiet
 * @param compile sources to published class files
 * @param select class files to a selection
 * @param dispatch from the selection to the fork's first word about its plan
 * @param run from there to the fork's last word
 */
public record Phases(
        Duration detect, Duration settle, Duration compile, Duration select, Duration dispatch, Duration run) {}
