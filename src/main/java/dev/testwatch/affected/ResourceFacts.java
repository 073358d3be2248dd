package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ResourceName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a resource.
 *
 * @param content hash of its bytes
 * @param mentions class names in its text, if it is one that configures something
 */
record ResourceFacts(long content, List<String> mentions) {

    private static final String SERVICES = "META-INF/services/";

    private static final Set<String> CONFIGURATIONS =
            Set.of("properties", "xml", "yml", "yaml", "conf", "toml", "factories", "imports");

    ResourceFacts {
        mentions = List.copyOf(mentions);
    }

    static ResourceFacts of(ResourceName name, long content, Optional<String> text) {
        Set<String> mentions = new LinkedHashSet<>();
        text.filter(any -> mayNameClasses(name))
                .ifPresent(found -> found.lines().forEach(line -> Mentions.classes(line, mentions)));
        return new ResourceFacts(content, List.copyOf(mentions));
    }

    /** Whether only code that asks for it by name reads it; others may be read by any library at any time. */
    static boolean isData(ResourceName name) {
        String file = fileName(name);
        return !name.path().startsWith("META-INF/")
                && !CONFIGURATIONS.contains(extension(file))
                && !file.equals("module-info.class")
                && !isLogging(file);
    }

    /** Whether it may bind classes that nothing else names. A logger's name binds nothing. */
    static boolean mayNameClasses(ResourceName name) {
        return !isData(name) && !isLogging(fileName(name)) && !name.path().endsWith("/MANIFEST.MF");
    }

    /** The service type whose providers this resource lists. */
    static Optional<String> service(ResourceName name) {
        return name.path().startsWith(SERVICES)
                ? Optional.of(name.path().substring(SERVICES.length()))
                : Optional.empty();
    }

    static String fileName(ResourceName name) {
        return name.path().substring(name.path().lastIndexOf('/') + 1);
    }

    private static String extension(String file) {
        return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isLogging(String file) {
        return file.startsWith("logback") || file.startsWith("log4j");
    }
}
