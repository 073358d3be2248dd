package dev.testwatch.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The JDK's compiler with the settings of one source set, kept warm: jars stay open between runs. */
final class Javac implements AutoCloseable {

    private final JavaCompiler compiler;
    private final StandardJavaFileManager files;
    private final List<String> arguments;
    private final boolean processors;
    private final Settings settings;

    private Javac(
            JavaCompiler compiler,
            StandardJavaFileManager files,
            List<String> arguments,
            boolean processors,
            Settings settings) {
        this.compiler = compiler;
        this.files = files;
        this.arguments = arguments;
        this.processors = processors;
        this.settings = settings;
    }

    /**
     * What a source set wants of javac; the paths hold published directories, not the build tool's.
     *
     * @param resources directories whose files annotation processors find among the classes
     */
    record Settings(
            List<String> arguments,
            Charset encoding,
            List<Path> classPath,
            List<Path> processorPath,
            List<Path> resources,
            Path generatedSources) {
        Settings {
            arguments = List.copyOf(arguments);
            classPath = List.copyOf(classPath);
            processorPath = List.copyOf(processorPath);
            resources = List.copyOf(resources);
        }
    }

    /** What came of one run. */
    sealed interface Outcome {

        /**
         * What was made.
         *
         * @param readsResources whether an annotation processor has asked for a resource
         */
        record Compiled(
                Map<Path, Map<String, byte[]>> classes,
                Map<String, byte[]> resources,
                List<Problem> warnings,
                boolean readsResources)
                implements Outcome {}

        /** At least one problem is an error. */
        record Erroneous(List<Problem> problems) implements Outcome {}

        /**
         * The build's arguments are not for this javac.
         *
         * @param detail what javac says, which names the argument
         */
        record Refused(String message, String detail) implements Outcome {}

        /**
         * javac itself failed.
         *
         * @param at the source that it was working on
         * @param outOfMemory whether more memory may help
         */
        record Broken(String message, Optional<Path> at, boolean outOfMemory) implements Outcome {}
    }

    static Javac open(Settings settings) {
        var compiler = Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
                .orElseThrow(() -> new IllegalStateException("this Java has no compiler: start testwatch with a JDK"));
        var files = compiler.getStandardFileManager(null, null, settings.encoding());
        try {
            var own = settings.classPath();
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, own);
            // Without a source path javac would look for sources on the class path.
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
            boolean processors = Processors.takePart(settings);
            if (processors) {
                var path = settings.processorPath().isEmpty() ? own : settings.processorPath();
                files.setLocationFromPaths(StandardLocation.ANNOTATION_PROCESSOR_PATH, path);
                Files.createDirectories(settings.generatedSources());
                files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(settings.generatedSources()));
            }
            return new Javac(
                    compiler, files, JavacArguments.of(settings.arguments(), processors), processors, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether annotation processors take part: then any source may depend on any other. */
    boolean processors() {
        return processors;
    }

    /**
     * Compiles sources that see the classes of the views, in this process.
     *
     * @param views in the order of the class path, that of the source set itself first
     * @param hidden classes that the sources are about to replace
     */
    Outcome compile(Collection<SourceText> sources, List<? extends ClassView> views, Set<String> hidden) {
        if (processors) {
            clearGeneratedSources();
        }
        return new JavacRun(compiler, arguments, new ProjectFiles(files, views, hidden, settings.resources()))
                .of(sources);
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void clearGeneratedSources() {
        try {
            Directories.delete(settings.generatedSources());
            Files.createDirectories(settings.generatedSources());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
