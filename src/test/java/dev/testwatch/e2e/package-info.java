/**
 * End-to-end tests: the real jar, a real build tool, real forks. {@link dev.testwatch.e2e.Jar}, {@link
 * dev.testwatch.e2e.Watch} and {@link dev.testwatch.e2e.Tmux} drive it the three ways in which it can be driven.
 */
@NullMarked
package dev.testwatch.e2e;

import org.jspecify.annotations.NullMarked;
