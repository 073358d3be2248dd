package dev.testwatch.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/** Whether annotation processors take part in a compilation. */
final class Processors {

    private static final String SERVICE = "META-INF/services/javax.annotation.processing.Processor";

    private Processors() {}

    /** As javac of this JDK decides: since 23 it runs processors from the class path only when asked to. */
    static boolean takePart(Javac.Settings settings) {
        var arguments = settings.arguments();
        if (arguments.contains("-proc:none")) {
            return false;
        }
        boolean named = arguments.contains("-processor");
        if (!settings.processorPath().isEmpty()) {
            return named || areOn(settings.processorPath());
        }
        boolean asked = named || arguments.contains("-proc:full") || arguments.contains("-proc:only");
        if (!asked && Runtime.version().feature() >= 23) {
            return false;
        }
        return named || areOn(settings.classPath());
    }

    private static boolean areOn(List<Path> path) {
        return path.stream().anyMatch(Processors::areIn);
    }

    /** javac's own file manager does not show what is below a directory whose name is no package's. */
    private static boolean areIn(Path entry) {
        if (Files.isDirectory(entry)) {
            return Files.isRegularFile(entry.resolve(SERVICE));
        }
        if (!Files.isRegularFile(entry)) {
            return false;
        }
        try (var jar = new ZipFile(entry.toFile())) {
            return jar.getEntry(SERVICE) != null;
        } catch (IOException e) {
            return false; // javac says what is wrong with it
        }
    }
}
