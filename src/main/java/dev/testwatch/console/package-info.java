/** The terminal: keys in, lines out, one status line; or plain lines where there is no terminal. */
@NullMarked
package dev.testwatch.console;

import org.jspecify.annotations.NullMarked;
