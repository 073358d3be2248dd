/** What the files are now and how they differ from before: events ring, a comparison of contents decides. */
@NullMarked
package dev.testwatch.watch;

import org.jspecify.annotations.NullMarked;
