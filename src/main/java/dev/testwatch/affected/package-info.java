/** Which tests a change can affect, and why. */
@NullMarked
package dev.testwatch.affected;

import org.jspecify.annotations.NullMarked;
