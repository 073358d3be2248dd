/** What other processes of the same user may ask a running watch, and the socket on which they do. */
@NullMarked
package dev.testwatch.talk;

import org.jspecify.annotations.NullMarked;
