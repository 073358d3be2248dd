package dev.testwatch.affected;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.TestResult;
import dev.testwatch.fork.TestResult.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of each test method of a class, by the method's unique id, in order; of a method that brings forth tests,
 * what came of these. Immutable.
 */
record MethodRuns(Map<String, List<TestResult>> byMethod) {

    private static final String JUPITER = "[engine:junit-jupiter]/[class:";
    private static final List<String> METHODS = List.of("[method:", "[test-template:", "[test-factory:");

    /**
     * Empty if any of these is not of a method of this very class, run by JUnit Jupiter.
     *
     * @param begun the unique ids of what has begun below the class, also of methods that have brought forth no test
     */
    static Optional<MethodRuns> of(TestClass test, List<TestResult> results, Set<String> begun) {
        Map<String, List<TestResult>> byMethod = new LinkedHashMap<>();
        for (TestResult result : results) {
            Optional<String> method = method(test, result.id());
            if (method.isEmpty()) {
                return Optional.empty();
            }
            byMethod.computeIfAbsent(method.get(), id -> new ArrayList<>()).add(result);
        }
        for (String id : begun) {
            if (!method(test, id).equals(Optional.of(id))) {
                return Optional.empty();
            }
            byMethod.computeIfAbsent(id, any -> new ArrayList<>());
        }
        return Optional.of(new MethodRuns(byMethod));
    }

    /** A slash in a name is written otherwise in unique ids. */
    private static Optional<String> method(TestClass test, String id) {
        String prefix = JUPITER + test.name() + "]/";
        if (!id.startsWith(prefix)) {
            return Optional.empty();
        }
        int end = id.indexOf('/', prefix.length());
        String segment = id.substring(prefix.length(), end < 0 ? id.length() : end);
        return METHODS.stream().anyMatch(segment::startsWith) ? Optional.of(prefix + segment) : Optional.empty();
    }

    Set<String> methods() {
        return byMethod.keySet();
    }

    /** The methods that are tests, or have brought forth some, all of which passed. */
    Set<String> passed() {
        Set<String> passed = new HashSet<>();
        byMethod.forEach((method, results) -> {
            if (!results.isEmpty() && results.stream().allMatch(result -> result.status() == Status.SUCCESSFUL)) {
                passed.add(method);
            }
        });
        return passed;
    }

    /** The methods of which a test failed. */
    Set<String> failed() {
        Set<String> failed = new HashSet<>();
        byMethod.forEach((method, results) -> {
            if (results.stream().anyMatch(TestResult::failed)) {
                failed.add(method);
            }
        });
        return failed;
    }

    /** The method, if there is only one, whose tests all passed and are the same as among {@code others}. */
    Optional<String> single(MethodRuns others) {
        return methods().size() == 1 && passed().equals(methods())
                ? methods().stream()
                        .filter(method -> ids(method).equals(others.ids(method)))
                        .findFirst()
                : Optional.empty();
    }

    private Set<String> ids(String method) {
        return byMethod.getOrDefault(method, List.of()).stream()
                .map(TestResult::id)
                .collect(Collectors.toSet());
    }

    /** The methods that have brought forth no test. */
    List<String> silent() {
        return byMethod.entrySet().stream()
                .filter(method -> method.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How long all methods took, nanoseconds. */
    long nanos() {
        return methods().stream().mapToLong(this::nanos).sum();
    }

    /** How long a method took, nanoseconds. */
    long nanos(String method) {
        return byMethod.getOrDefault(method, List.of()).stream()
                .mapToLong(result -> result.duration().toNanos())
                .sum();
    }

    /** These with the methods of {@code later} in place of what they were before. */
    List<TestResult> with(MethodRuns later) {
        Map<String, List<TestResult>> both = new LinkedHashMap<>(byMethod);
        both.putAll(later.byMethod);
        return both.values().stream().flatMap(List::stream).toList();
    }
}
