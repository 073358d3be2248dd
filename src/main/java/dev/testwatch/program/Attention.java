package dev.testwatch.program;

import dev.testwatch.watch.WatchSpec;
import java.time.Duration;

/**
 * How files are looked at.
 *
 * @param quiet how long nothing may happen after a single save
 * @param interval between two looks when polling
 */
public record Attention(WatchSpec.Mode mode, Duration quiet, Duration interval) {}
