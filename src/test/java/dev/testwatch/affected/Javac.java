package dev.testwatch.affected;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The real compiler, with JUnit's annotations at hand. */
final class Javac {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** Kept open, since opening the JDK's own classes is what takes most of the time of a small compilation. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private static final String JUPITER =
            Test.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    private Javac() {}

    static void compile(List<Path> sources, Path output, List<Path> classPath, String... more) {
        if (sources.isEmpty()) {
            return;
        }
        String path = Stream.concat(classPath.stream().map(Path::toString), Stream.of(JUPITER))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> options =
                new ArrayList<>(List.of("-g", "-proc:none", "-nowarn", "-cp", path, "-d", output.toString()));
        options.addAll(List.of(more));
        boolean compiled = COMPILER.getTask(
                        null, FILES, null, options, null, FILES.getJavaFileObjectsFromPaths(sources))
                .call();
        if (!compiled) {
            throw new IllegalArgumentException("does not compile");
        }
    }
}
