package dev.testwatch.oracle;

import dev.testwatch.affected.Index.TestMethod;
import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.fork.Fork;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.fork.HangLimit;
import dev.testwatch.fork.Patience;
import dev.testwatch.fork.Run;
import dev.testwatch.fork.Standby;
import dev.testwatch.project.Module;
import dev.testwatch.worker.Message;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Runs test classes in forks that were started ahead, as the watch does, and says what came of each. */
final class Runner implements AutoCloseable {

    private record Launch(ForkCommand command, List<String> includeTags, List<String> excludeTags) {}

    private final Standby standby;
    private final Map<String, Launch> launches = new HashMap<>();
    private final Supplier<Optional<Message.Recording>> recording;
    private Patience patience;

    /** @param recording what forks are to record with, asked before each run */
    Runner(Standby standby, Supplier<Optional<Message.Recording>> recording) {
        this.standby = standby;
        this.recording = recording;
        this.patience = new Patience(Optional.empty(), Optional.of(HangLimit.USUAL), name -> Optional.empty());
    }

    /** From now on the tests of this module are run so. */
    void launch(Module module, ForkCommand command) {
        launches.put(
                module.name(),
                new Launch(command, module.tests().includeTags(), module.tests().excludeTags()));
    }

    boolean runs(TestClass test) {
        return launches.containsKey(test.module());
    }

    /** From now on a fork may take so long, and nothing may happen in it for so long. */
    void limit(Duration limit, Duration hang) {
        patience = new Patience(Optional.of(limit), Optional.of(HangLimit.of(hang)), name -> Optional.empty());
    }

    /** Runs these in this order in one fork for each module, and in further ones where a fork dies. */
    Map<TestClass, Outcome> run(Collection<TestClass> tests) {
        Map<String, Set<TestClass>> byModule = new LinkedHashMap<>();
        tests.forEach(test -> byModule.computeIfAbsent(test.module(), name -> new LinkedHashSet<>())
                .add(test));
        Map<TestClass, Outcome> outcomes = new LinkedHashMap<>();
        byModule.forEach((module, left) -> {
            while (!left.isEmpty()) {
                Map<TestClass, Outcome> some = runOnce(module, left);
                left.removeAll(some.keySet());
                outcomes.putAll(some);
            }
        });
        return outcomes;
    }

    /** Runs nothing but one method of a test class, in a fork of its own. */
    Outcome run(TestMethod method) {
        TestClass test = method.test();
        return runOnce(test.module(), Set.of(test), List.of("id:" + method.id()))
                .getOrDefault(test, Outcome.NONE);
    }

    private Map<TestClass, Outcome> runOnce(String module, Set<TestClass> tests) {
        return runOnce(
                module,
                tests,
                tests.stream().map(test -> "class:" + test.name()).toList());
    }

    private Map<TestClass, Outcome> runOnce(String module, Set<TestClass> tests, List<String> selectors) {
        Launch launch = Optional.ofNullable(launches.get(module)).orElseThrow();
        Listening heard = new Listening(tests);
        try (Fork fork = standby.take(launch.command())) {
            Run run = fork.run(
                    new Message.Run(
                            selectors, launch.includeTags(), launch.excludeTags(), Optional.empty(), recording.get()),
                    heard,
                    patience);
            if (run instanceof Run.Crashed crashed) {
                return heard.died(crashed.running(), crashed.cause());
            } else if (run instanceof Run.TimedOut late) {
                return heard.died(late.running(), late.cause());
            } else if (run instanceof Run.Incomplete incomplete) {
                return heard.incomplete(incomplete.why());
            }
            return heard.completed();
        }
    }

    @Override
    public void close() {
        standby.close();
    }
}
