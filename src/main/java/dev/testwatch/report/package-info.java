/** What a user or a program is told about a cycle; values and pure functions only. */
@NullMarked
package dev.testwatch.report;

import org.jspecify.annotations.NullMarked;
