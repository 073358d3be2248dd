package dev.testwatch.worker;

import dev.testwatch.worker.Message.Broken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineDiscoveryResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs what a {@link Message.Run} asks for and says how it went. One class that JUnit cannot cope with does not keep
 * the others from being run: it becomes a failed container.
 */
final class TestRun {

    private static final String JUPITER = "junit-jupiter";

    private final Message.Run what;
    private final Reporting reporting;
    private final boolean implicitParameters;

    private TestRun(Message.Run what, Reporting reporting, boolean implicitParameters) {
        this.what = what;
        this.reporting = reporting;
        this.implicitParameters = implicitParameters;
    }

    /** Runs as the build would: with all that the project has registered and configured. */
    static void asTheBuildWould(Message.Run what, Outbox outbox, TestThreads threads, Probing probing) {
        ListenerTrouble.tellTo(outbox);
        run(what, outbox, threads, true, probing.begin(what.recording(), outbox));
    }

    /** Runs with what the context class loader shows, and without looking at system properties. */
    static void apartFromTheProject(Message.Run what, Outbox outbox, Optional<Recorder> recorder) {
        run(what, outbox, new TestThreads(), false, recorder);
    }

    private static void run(
            Message.Run what,
            Outbox outbox,
            TestThreads threads,
            boolean implicitParameters,
            Optional<Recorder> recorder) {
        Message.Ended ended;
        try (OutputCapture capture = OutputCapture.start(outbox)) {
            var reporting = new Reporting(outbox, capture, threads, recorder);
            try (LauncherSession session = LauncherFactory.openSession()) {
                new TestRun(what, reporting, implicitParameters).run(session.getLauncher());
            } catch (Throwable e) {
                outbox.send(new Broken(Rendering.of(Registered.explained(e))));
            }
            ended = reporting.ended();
        }
        outbox.send(ended);
    }

    private void run(Launcher launcher) {
        Choice choice = Choice.of(what.selectors());
        if (!choice.loadable().isEmpty()) {
            List<DiscoverySelector> all = new ArrayList<>();
            choice.loadable().values().forEach(all::addAll);
            together(launcher, all).forEach(failure -> oneByOne(launcher, choice, failure));
        }
        choice.unloadable().forEach((name, why) -> reporting.unusable(JUPITER, name, why));
    }

    /** Where one engine's failure keeps the launcher from running anything, the others run without it. */
    private List<Failure> together(Launcher launcher, List<DiscoverySelector> all) {
        List<Failure> failures = new ArrayList<>();
        List<String> without = new ArrayList<>();
        boolean again = true;
        while (again) {
            Optional<EngineFilter> others =
                    without.isEmpty() ? Optional.empty() : Optional.of(EngineFilter.excludeEngines(without));
            List<Failure> more = attempt(launcher, all, others);
            again = !reporting.begun()
                    && more.stream().anyMatch(failure -> failure.engine().isPresent());
            more.forEach(failure -> failure.engine().ifPresent(without::add));
            failures.addAll(more);
        }
        return failures;
    }

    /** Finds the classes for which an engine gave up, and runs what the others hold for it. */
    private void oneByOne(Launcher launcher, Choice choice, Failure first) {
        choice.loadable().forEach((name, selectors) -> {
            List<Failure> failures = choice.loadable().size() == 1
                    ? List.of(first)
                    : attempt(launcher, selectors, first.engine().map(EngineFilter::includeEngines));
            failures.forEach(failure ->
                    reporting.unusable(failure.engine().orElse(JUPITER), name, Registered.explained(failure.why())));
        });
    }

    /**
     * Discovery came to nothing.
     *
     * @param engine whose; empty: the launcher's, as that of older versions does
     */
    private record Failure(Optional<String> engine, Throwable why) {}

    private List<Failure> attempt(
            Launcher launcher, List<DiscoverySelector> selectors, Optional<EngineFilter> engines) {
        var atWork = new EngineAtWork();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .listeners(atWork)
                .enableImplicitConfigurationParameters(implicitParameters);
        if (!what.includeTags().isEmpty()) {
            request.filters(TagFilter.includeTags(what.includeTags()));
        }
        if (!what.excludeTags().isEmpty()) {
            request.filters(TagFilter.excludeTags(what.excludeTags()));
        }
        what.name().ifPresent(name -> request.filters(named(Pattern.compile(name))));
        engines.ifPresent(request::filters);
        try {
            reporting.discovering();
            launcher.execute(request.build(), reporting);
        } catch (RuntimeException | LinkageError e) {
            if (reporting.begun()) {
                throw e;
            }
            return List.of(new Failure(atWork.id, e));
        }
        List<Failure> failures = new ArrayList<>();
        reporting.takeFailedEngines().forEach((id, why) -> failures.add(new Failure(Optional.of(id), why)));
        return failures;
    }

    /** The engine that is at work in discovery; the one that has failed never comes to its end. */
    private static final class EngineAtWork implements LauncherDiscoveryListener {
        private Optional<String> id = Optional.empty();

        @Override
        public void engineDiscoveryStarted(UniqueId engine) {
            id = engine.getEngineId();
        }

        @Override
        public void engineDiscoveryFinished(UniqueId engine, EngineDiscoveryResult result) {
            if (result.getStatus() == EngineDiscoveryResult.Status.SUCCESSFUL) {
                id = Optional.empty();
            }
        }
    }

    private static PostDiscoveryFilter named(Pattern name) {
        return test ->
                FilterResult.includedIf(name.matcher(test.getDisplayName()).find()
                        || name.matcher(test.getLegacyReportingName()).find()
                        || methodName(test)
                                .filter(method -> name.matcher(method).find())
                                .isPresent());
    }

    private static Optional<String> methodName(TestDescriptor test) {
        return test.getSource().filter(MethodSource.class::isInstance).map(source -> ((MethodSource) source)
                .getMethodName());
    }
}
