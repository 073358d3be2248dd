package dev.testwatch.report;

import java.nio.file.Path;

/** A stack frame in a source of the project, with a line. */
record Place(Frame frame, Path file, int line) {}
