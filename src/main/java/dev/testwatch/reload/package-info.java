/** Has a JVM replaced when what it was started from changes. Runs inside users' programs: JDK only. */
@NullMarked
package dev.testwatch.reload;

import org.jspecify.annotations.NullMarked;
