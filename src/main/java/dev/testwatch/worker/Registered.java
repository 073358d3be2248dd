package dev.testwatch.worker;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;

/** Looks, when JUnit has failed, for what may be wrong with the class path: which it says, and JUnit does not. */
final class Registered {

    private Registered() {}

    /** With what is found out as its message; the same if that is nothing. */
    static Throwable explained(Throwable why) {
        try {
            return Optional.<String>empty()
                    .or(Registered::versions)
                    .or(Registered::twins)
                    .<Throwable>map(text -> new JUnitException(text, why))
                    .orElse(why);
        } catch (Throwable e) {
            // A service that cannot be loaded is what JUnit has failed with already.
            return why;
        }
    }

    private static Optional<String> versions() {
        Map<String, Class<?>> parts = new LinkedHashMap<>();
        parts.put("junit-platform-launcher", Launcher.class);
        parts.put("junit-platform-engine", TestEngine.class);
        parts.put("junit-platform-commons", JUnitException.class);
        Map<String, String> versions = new LinkedHashMap<>();
        parts.forEach((name, type) -> Optional.ofNullable(type.getPackage().getImplementationVersion())
                .ifPresent(version -> versions.put(name, version)));
        if (versions.values().stream().distinct().count() < 2) {
            return Optional.empty();
        }
        return Optional.of("the JUnit on the test class path is of several versions: "
                + versions.entrySet().stream()
                        .map(part -> part.getKey() + " " + part.getValue())
                        .collect(Collectors.joining(", "))
                + "; give them one version, as junit-bom does");
    }

    private static Optional<String> twins() {
        Map<String, List<String>> engines = new LinkedHashMap<>();
        for (TestEngine engine : ServiceLoader.load(TestEngine.class, Nodes.loader())) {
            engines.computeIfAbsent(engine.getId(), id -> new ArrayList<>())
                    .add(engine.getClass().getName() + " in " + place(engine.getClass()));
        }
        return engines.entrySet().stream()
                .filter(engine -> engine.getValue().size() > 1)
                .map(engine -> "several test engines call themselves " + engine.getKey() + ": "
                        + String.join(", ", engine.getValue()) + "; take all but one off the test class path")
                .findFirst();
    }

    private static String place(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .map(location -> location.getPath())
                .orElse("an unknown place");
    }
}
