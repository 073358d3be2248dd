/** From changed sources to published class files, or to problems that name file and line. */
@NullMarked
package dev.testwatch.compile;

import org.jspecify.annotations.NullMarked;
