package dev.testwatch.compile;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
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

    static final String PROCESSOR_SERVICE = "META-INF/services/javax.annotation.processing.Processor";

    private final JavaCompiler compiler;
    private final StandardJavaFileManager files;
    private final List<String> arguments;
    private final boolean processors;
    private final Path generatedSources;

    private Javac(
            JavaCompiler compiler,
            StandardJavaFileManager files,
            List<String> arguments,
            boolean processors,
            Path generatedSources) {
        this.compiler = compiler;
        this.files = files;
        this.arguments = arguments;
        this.processors = processors;
        this.generatedSources = generatedSources;
    }

    /** What a source set wants of javac; the paths hold published directories, not the build tool's. */
    record Settings(
            List<String> arguments,
            Charset encoding,
            List<Path> classPath,
            List<Path> processorPath,
            Path generatedSources) {}

    /** What came of one run. */
    sealed interface Outcome {

        record Compiled(Map<Path, Map<String, byte[]>> classes, Map<String, byte[]> resources, List<Problem> warnings)
                implements Outcome {}

        /** At least one problem is an error. */
        record Erroneous(List<Problem> problems) implements Outcome {}

        /** The build's arguments are not for this javac. */
        record Refused(String message) implements Outcome {}

        /**
         * javac itself failed.
         *
         * @param at the source that it was working on
         */
        record Broken(String message, Optional<Path> at) implements Outcome {}
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
            boolean processors = hasProcessors(settings, files);
            if (processors) {
                var path = settings.processorPath().isEmpty() ? own : settings.processorPath();
                files.setLocationFromPaths(StandardLocation.ANNOTATION_PROCESSOR_PATH, path);
                Files.createDirectories(settings.generatedSources());
                files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(settings.generatedSources()));
            }
            return new Javac(
                    compiler,
                    files,
                    JavacArguments.of(settings.arguments(), processors),
                    processors,
                    settings.generatedSources());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether annotation processors take part: then any source may depend on any other. */
    boolean processors() {
        return processors;
    }

    /**
     * Compiles sources that see the classes of the drafts.
     *
     * @param drafts in the order of the class path, that of the source set itself first
     * @param hidden classes that the sources are about to replace
     */
    Outcome compile(Collection<SourceText> sources, List<Draft> drafts, Set<String> hidden) {
        var first = attempt(sources, new ProjectFiles(files, drafts, hidden));
        if (first instanceof Outcome.Broken) {
            return BigStack.call(
                    BigStack.LAST_RESORT_MEGABYTES, () -> attempt(sources, new ProjectFiles(files, drafts, hidden)));
        }
        return first;
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome attempt(Collection<SourceText> sources, ProjectFiles view) {
        if (processors) {
            clearGeneratedSources();
        }
        var problems = new ProblemCollector();
        var words = new StringWriter();
        var progress = new Progress();
        var units = sources.stream().map(ProjectFiles.Source::new).toList();
        try {
            var task = compiler.getTask(words, view, problems, arguments, null, units);
            ((JavacTask) task).addTaskListener(progress);
            if (task.call()) {
                return new Outcome.Compiled(view.madeClasses(), view.madeResources(), problems.problems());
            }
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused("javac " + Runtime.version().feature()
                    + ", which testwatch runs on, refuses the compiler arguments of the build: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError | LinkageError e) {
            words.append(describe(e));
            return problems.hasErrors()
                    ? new Outcome.Erroneous(problems.problems())
                    : new Outcome.Broken("javac failed: " + firstLines(words), progress.at());
        }
        return problems.hasErrors()
                ? new Outcome.Erroneous(problems.problems())
                : new Outcome.Broken("javac failed: " + firstLines(words), progress.at());
    }

    private void clearGeneratedSources() {
        try {
            Mirror.clear(generatedSources);
            Files.createDirectories(generatedSources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As javac of this JDK decides: since 23 it runs processors from the class path only when asked to. */
    private static boolean hasProcessors(Settings settings, StandardJavaFileManager files) throws IOException {
        var arguments = settings.arguments();
        if (arguments.contains("-proc:none")) {
            return false;
        }
        boolean named = arguments.contains("-processor");
        if (!settings.processorPath().isEmpty()) {
            files.setLocationFromPaths(StandardLocation.ANNOTATION_PROCESSOR_PATH, settings.processorPath());
            return named
                    || files.getFileForInput(StandardLocation.ANNOTATION_PROCESSOR_PATH, "", PROCESSOR_SERVICE) != null;
        }
        boolean asked = named || arguments.contains("-proc:full") || arguments.contains("-proc:only");
        if (!asked && Runtime.version().feature() >= 23) {
            return false;
        }
        return named || files.getFileForInput(StandardLocation.CLASS_PATH, "", PROCESSOR_SERVICE) != null;
    }

    private static String describe(Throwable failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        var where = cause.getStackTrace();
        return "\n" + cause + (where.length == 0 ? "" : "\n  at " + where[0]);
    }

    private static String firstLines(StringWriter words) {
        var lines = words.toString()
                .lines()
                .filter(line -> !line.isBlank())
                .limit(6)
                .toList();
        return lines.isEmpty() ? "it gave no reason" : String.join("\n", lines);
    }

    /** Which sources javac has begun and not finished; the one begun last is the one it is at. */
    private static final class Progress implements TaskListener {

        private final Set<Path> begun = new HashSet<>();
        private Optional<Path> last = Optional.empty();

        @Override
        public void started(TaskEvent event) {
            source(event).ifPresent(path -> {
                begun.add(path);
                last = Optional.of(path);
            });
        }

        @Override
        public void finished(TaskEvent event) {
            source(event).ifPresent(begun::remove);
        }

        Optional<Path> at() {
            return last.filter(begun::contains);
        }

        /** javac wraps the sources that it was given; their addresses it leaves as they are. */
        private static Optional<Path> source(TaskEvent event) {
            var file = event.getSourceFile();
            return file != null && "file".equals(file.toUri().getScheme())
                    ? Optional.of(Path.of(file.toUri()))
                    : Optional.empty();
        }
    }
}
