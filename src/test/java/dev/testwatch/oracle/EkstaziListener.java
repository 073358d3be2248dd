package dev.testwatch.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes in a JVM that has Ekstazi's agent, and tells Ekstazi where each outermost class begins and ends.
 * That JVM has this class file and the project's tests with their JUnit, and nothing else of testwatch's.
 */
final class EkstaziListener implements TestExecutionListener {

    private final Object ekstazi;
    private Optional<String> running = Optional.empty();
    private boolean failed;

    private EkstaziListener(Object ekstazi) {
        this.ekstazi = ekstazi;
    }

    /** @param arguments names of test classes */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        List<DiscoverySelector> selectors = new ArrayList<>();
        for (String name : arguments) {
            selectors.add(DiscoverySelectors.selectClass(name));
        }
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
        Object ekstazi = Class.forName("org.ekstazi.Ekstazi").getMethod("inst").invoke(null);
        LauncherFactory.create().execute(request, new EkstaziListener(ekstazi));
        // Tests may have left threads alive.
        Runtime.getRuntime().exit(0);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (running.isEmpty() && test.getSource().orElse(null) instanceof ClassSource source) {
            running = Optional.of(test.getUniqueId());
            failed = false;
            tell("beginClassCoverage", new Class<?>[] {String.class}, source.getClassName());
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        failed |= result.getStatus() == TestExecutionResult.Status.FAILED;
        if (running.filter(test.getUniqueId()::equals).isPresent()
                && test.getSource().orElse(null) instanceof ClassSource source) {
            running = Optional.empty();
            tell("endClassCoverage", new Class<?>[] {String.class, boolean.class}, source.getClassName(), failed);
        }
    }

    private void tell(String method, Class<?>[] types, Object... values) {
        try {
            ekstazi.getClass().getMethod(method, types).invoke(ekstazi, values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
