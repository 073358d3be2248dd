/** Fresh JVMs that run tests: started ahead of time, used once, never trusted. */
@NullMarked
package dev.testwatch.fork;

import org.jspecify.annotations.NullMarked;
