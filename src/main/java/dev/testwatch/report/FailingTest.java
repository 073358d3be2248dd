package dev.testwatch.report;

import dev.testwatch.fork.TestResult;

/** A failed test of a module. */
public record FailingTest(String module, TestResult result) {}
