/** Where a test build can make things go wrong on purpose. */
@NullMarked
package dev.testwatch.chaos;

import org.jspecify.annotations.NullMarked;
