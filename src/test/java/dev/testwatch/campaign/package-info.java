/** What the campaigns share: tests that repeat one fault very often and report a figure. */
@NullMarked
package dev.testwatch.campaign;

import org.jspecify.annotations.NullMarked;
