package dev.testwatch.affected;

import dev.testwatch.affected.Selection.TestClass;

/**
 * What there is to count of a test class.
 *
 * @param tests how many tests it held when it last ran; 0 if it never did
 * @param failing whether any of the results to show is a failure
 */
public record Count(TestClass test, Standing standing, int tests, boolean failing) {}
