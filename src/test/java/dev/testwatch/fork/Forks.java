package dev.testwatch.fork;

import dev.testwatch.worker.Message;
import dev.testwatch.worker.Message.Node;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the tests of real forks have in common. */
final class Forks {

    static final String FIXTURES = "dev.testwatch.fork.fixtures.";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Forks() {}

    /** It does not live long enough for the better compiler to pay. */
    static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1");

    /** A fork of the Java that runs this test, with JUnit and the fixtures on its class path. */
    static ForkCommand command(Path workingDirectory, String... jvmArguments) {
        List<String> arguments =
                Stream.concat(SHORT_LIVED.stream(), Stream.of(jvmArguments)).toList();
        return new ForkCommand(java(), arguments, Map.of(), Map.of(), classPath(), workingDirectory);
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The fixtures and JUnit, nothing else of this build. */
    static List<Path> classPath() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(classPath)
                .map(Path::of)
                .filter(entry -> Files.isDirectory(entry)
                        ? entry.endsWith("test-classes")
                        : entry.getFileName().toString().matches("(junit|opentest4j).*"))
                .toList();
    }

    static Message.Run classes(String... names) {
        return new Message.Run(
                Stream.of(names).map(name -> "class:" + FIXTURES + name).toList(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    static Run run(Path directory, Message.Run what) {
        return run(directory, what, new Heard());
    }

    static Run run(Path directory, Message.Run what, Progress progress) {
        try (Fork fork = Fork.start(command(directory), ForkFiles.in(directory))) {
            return fork.run(what, progress, Patience.of(PATIENCE));
        }
    }

    static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + PATIENCE);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Remembers what it is told. */
    static class Told implements Progress {
        final List<Node> planned = new CopyOnWriteArrayList<>();
        final List<Node> registered = new CopyOnWriteArrayList<>();
        final List<Node> started = new CopyOnWriteArrayList<>();
        final List<TestResult> finished = new CopyOnWriteArrayList<>();
        final Map<String, Footprint> footprints = new ConcurrentHashMap<>();
        final List<String> ended = new CopyOnWriteArrayList<>();

        @Override
        public void planned(List<Node> tests) {
            planned.addAll(tests);
        }

        @Override
        public void registered(Node test) {
            registered.add(test);
        }

        @Override
        public void started(Node test) {
            started.add(test);
        }

        @Override
        public void finished(TestResult result) {
            finished.add(result);
        }

        @Override
        public void ended(String testClass, Optional<Footprint> footprint) {
            ended.add(testClass);
            footprint.ifPresent(present -> footprints.put(testClass, present));
        }
    }

    /** Nothing but that. */
    static final class Heard extends Told {}
}
