package dev.testwatch.project;

import java.util.List;

/** Surefire's includes and excludes, in its syntax: which classes of the test output directory hold tests. */
public record TestClassFilter(List<String> includes, List<String> excludes) {

    public TestClassFilter {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }
}
