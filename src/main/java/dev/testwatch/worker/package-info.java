/** Runs in the fork: JDK and JUnit Platform only. */
@NullMarked
package dev.testwatch.worker;

import org.jspecify.annotations.NullMarked;
