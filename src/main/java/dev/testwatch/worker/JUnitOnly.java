package dev.testwatch.worker;

import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The class path as if nothing but JUnit's own engines were registered on it: classes are those of the project's class
 * path, but of its resources, and so of its service files and configuration, only those of JUnit's jars are there.
 */
final class JUnitOnly extends ClassLoader {

    private static final List<String> IN_ITS_JARS = List.of(
            "org.junit.platform.launcher.Launcher",
            "org.junit.jupiter.engine.JupiterTestEngine",
            "org.junit.vintage.engine.VintageTestEngine");

    private final List<String> jars;

    private JUnitOnly(ClassLoader parent, List<String> jars) {
        super("testwatch-junit-only", parent);
        this.jars = List.copyOf(jars);
    }

    static JUnitOnly of(ClassLoader classPath) {
        List<String> jars = new ArrayList<>();
        IN_ITS_JARS.forEach(name -> location(name, classPath).ifPresent(url -> jars.add("jar:" + url + "!/")));
        return new JUnitOnly(classPath, jars);
    }

    private static Optional<URL> location(String className, ClassLoader loader) {
        try {
            return Optional.ofNullable(Class.forName(className, false, loader)
                            .getProtectionDomain()
                            .getCodeSource())
                    .map(CodeSource::getLocation);
        } catch (ClassNotFoundException | LinkageError absent) {
            return Optional.empty();
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        try {
            Enumeration<URL> all = getResources(name);
            return all.hasMoreElements() ? all.nextElement() : null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> ours = new ArrayList<>();
        for (URL url : Collections.list(super.getResources(name))) {
            if (jars.stream().anyMatch(url.toString()::startsWith)) {
                ours.add(url);
            }
        }
        return Collections.enumeration(ours);
    }
}
