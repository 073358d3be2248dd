/** Runs programs as the watch runs tests: one run for each batch of changes, the stale one ended with all it started. */
@NullMarked
package dev.testwatch.program;

import org.jspecify.annotations.NullMarked;
