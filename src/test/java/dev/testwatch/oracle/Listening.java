package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Progress;
import dev.testwatch.fork.TestResult;
import dev.testwatch.worker.Message.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one fork says of a module's test classes. */
final class Listening implements Progress {

    private final Collection<TestClass> tests;
    private final Map<String, String> started = new HashMap<>();
    private final Map<String, List<TestResult>> results = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, Footprint> footprints = new HashMap<>();

    Listening(Collection<TestClass> tests) {
        this.tests = List.copyOf(tests);
    }

    @Override
    public void planned(List<Node> nodes) {
        // Who is to run is known.
    }

    @Override
    public void registered(Node test) {
        // It will start.
    }

    @Override
    public void started(Node test) {
        test.testClass().ifPresent(name -> started.put(test.id(), name));
    }

    @Override
    public void finished(TestResult result) {
        results.computeIfAbsent(result.testClass(), name -> new ArrayList<>()).add(result);
    }

    @Override
    public void ended(String testClass, Optional<Footprint> footprint) {
        ended.add(testClass);
        footprint.ifPresent(known -> footprints.put(testClass, known));
    }

    /** All have come to their end, whether anything was heard of them or not. */
    Map<TestClass, Outcome> completed() {
        Map<TestClass, Outcome> outcomes = new LinkedHashMap<>();
        tests.forEach(test -> outcomes.put(test, outcome(test, Optional.empty())));
        return outcomes;
    }

    /** Nothing is proven of those that came to no end. */
    Map<TestClass, Outcome> incomplete(String why) {
        Map<TestClass, Outcome> outcomes = new LinkedHashMap<>();
        tests.forEach(test ->
                outcomes.put(test, outcome(test, ended.contains(test.name()) ? Optional.empty() : Optional.of(why))));
        return outcomes;
    }

    /**
     * The fork died while these ids ran. Those classes died with it; if it is not known which, all that are left did.
     *
     * @return the classes that need not run again
     */
    Map<TestClass, Outcome> died(List<String> running, String cause) {
        Set<String> victims = new HashSet<>();
        for (String id : running) {
            Optional.ofNullable(started.get(id))
                    .or(() -> tests.stream()
                            .map(TestClass::name)
                            .filter(name -> id.contains(":" + name + "]"))
                            .findFirst())
                    .ifPresent(victims::add);
        }
        if (victims.isEmpty()) {
            return incomplete(cause);
        }
        Map<TestClass, Outcome> outcomes = new LinkedHashMap<>();
        for (TestClass test : tests) {
            if (victims.contains(test.name())) {
                outcomes.put(test, outcome(test, Optional.of(cause)));
            } else if (ended.contains(test.name())) {
                outcomes.put(test, outcome(test, Optional.empty()));
            }
        }
        return outcomes;
    }

    private Outcome outcome(TestClass test, Optional<String> death) {
        return new Outcome(
                results.getOrDefault(test.name(), List.of()), death, Optional.ofNullable(footprints.get(test.name())));
    }
}
