package dev.testwatch.worker;

import dev.testwatch.worker.Message.Run;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BooleanSupplier;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Makes JUnit, this package and the JVM's compiler ready for a run. Touches no class and reads no service file of the
 * project: everything that JUnit would find by itself is switched off, and the tests are our own.
 */
final class Warming {

    private static final String INTERCEPTORS = "junit.platform.launcher.interceptors.enabled";
    private static final String JUPITER = "org.junit.jupiter.engine.JupiterTestEngine";

    private Warming() {}

    /** A service that nobody offers: asking for it opens every jar of the class path and reads nothing. */
    interface Nothing {}

    /** Goes on for at most this many rounds, and no longer than there is nothing better to do. */
    static void run(Outbox outbox, int rounds, BooleanSupplier wanted) {
        if (wanted.getAsBoolean()) {
            return;
        }
        ServiceLoader.load(Nothing.class, Nodes.loader()).findFirst();
        if (loggingIsTheProjects()) {
            return;
        }
        Optional<TestEngine> jupiter = engine(JUPITER);
        if (jupiter.isEmpty()) {
            return;
        }
        Optional<String> interceptors = Optional.ofNullable(System.setProperty(INTERCEPTORS, "false"));
        try {
            for (int round = 0; round < rounds && !wanted.getAsBoolean(); round++) {
                round(outbox, jupiter.get());
            }
        } finally {
            interceptors.ifPresentOrElse(
                    value -> System.setProperty(INTERCEPTORS, value), () -> System.clearProperty(INTERCEPTORS));
        }
    }

    /** JUnit logs, and the JDK's logging would load these classes, which may be the project's. */
    private static boolean loggingIsTheProjects() {
        return System.getProperty("java.util.logging.config.class") != null
                || System.getProperty("java.util.logging.manager") != null;
    }

    private static Optional<TestEngine> engine(String className) {
        try {
            Class<?> type = Class.forName(className, true, Nodes.loader());
            return Optional.of((TestEngine) type.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError absent) {
            return Optional.empty();
        }
    }

    private static void round(Outbox outbox, TestEngine engine) {
        LauncherConfig config = LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .addTestEngines(engine)
                .build();
        var run = new Run(List.of("class:" + WarmUp.class.getName()), List.of(), List.of(), Optional.empty());
        TestRun.apartFromTheProject(run, outbox, LauncherFactory.openSession(config));
    }
}
