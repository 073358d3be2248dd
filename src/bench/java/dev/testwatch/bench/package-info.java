/** How long a developer waits: the jar measured from outside, beside what he would use without it. */
@NullMarked
package dev.testwatch.bench;

import org.jspecify.annotations.NullMarked;
