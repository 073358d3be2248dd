/** What goes wrong on purpose. */
@NullMarked
package dev.testwatch.chaos;

import org.jspecify.annotations.NullMarked;
