/** One thread decides what happens next; effects are performed at the edge. */
@NullMarked
package dev.testwatch.loop;

import org.jspecify.annotations.NullMarked;
