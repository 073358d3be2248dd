/** The command line: it wires the packages below and hands over to the loop. */
@NullMarked
package dev.testwatch;

import org.jspecify.annotations.NullMarked;
