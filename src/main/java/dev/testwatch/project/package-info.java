/** What the user's build says: modules, source sets, class paths, how tests are to be run. */
@NullMarked
package dev.testwatch.project;

import org.jspecify.annotations.NullMarked;
