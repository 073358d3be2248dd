/** Runs inside the user's Maven and writes down what it finds: JDK and Maven API only. */
@NullMarked
package dev.testwatch.spy;

import org.jspecify.annotations.NullMarked;
