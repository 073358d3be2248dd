package dev.testwatch.compile;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import dev.testwatch.compile.Javac.Outcome;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;

/** One run of javac over some sources, in this process: whatever it does, there is an outcome. */
final class JavacRun {

    private static final int LINES = 6;
    private static final Pattern UNKNOWN_RELEASE =
            Pattern.compile("(?:release version|invalid source release:|invalid target release:) (?:1\\.)?(\\d+)");

    private final JavaCompiler compiler;
    private final List<String> arguments;
    private final ProjectFiles view;
    private final ProblemCollector problems = new ProblemCollector();
    private final StringWriter words = new StringWriter();
    private final Progress progress = new Progress();

    JavacRun(JavaCompiler compiler, List<String> arguments, ProjectFiles view) {
        this.compiler = compiler;
        this.arguments = arguments;
        this.view = view;
    }

    Outcome of(Collection<SourceText> sources) {
        var units = sources.stream().map(ProjectFiles.Source::new).toList();
        try {
            var task = (JavacTask) compiler.getTask(words, view, problems, arguments, null, units);
            task.addTaskListener(progress);
            if (task.call() && !problems.hasErrors()) {
                return new Outcome.Compiled(
                        view.madeClasses(), view.madeResources(), problems.problems(), view.readsResources());
            }
            return unsuccessful();
        } catch (IllegalArgumentException e) {
            return progress.none() ? refused(e) : failed(e);
        } catch (RuntimeException | Error e) {
            return failed(e);
        }
    }

    private static Outcome refused(IllegalArgumentException why) {
        var detail = String.valueOf(why.getMessage());
        var release = UNKNOWN_RELEASE.matcher(detail);
        if (release.find()) {
            return new Outcome.Refused(
                    otherJdk(Integer.parseInt(release.group(1))) + " (javac: " + detail + ")", detail);
        }
        return new Outcome.Refused(
                "javac " + Runtime.version().feature()
                        + ", which testwatch runs on, refuses the compiler arguments of the build: " + detail,
                detail);
    }

    private static String otherJdk(int wanted) {
        int present = Runtime.version().feature();
        return "the build compiles for Java " + wanted + ", which javac " + present
                + ", that of the JDK that testwatch runs on, does not know: start testwatch with "
                + (wanted > present ? "JDK " + wanted + " or newer" : "an older JDK") + " (JAVA_HOME)";
    }

    private Outcome failed(Throwable failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        var frames = StackFrames.of(cause.getStackTrace());
        var processor = StackFrames.processor(frames);
        if (processor.isPresent()) {
            var place = StackFrames.theirs(frames).or(() -> frames.stream().findFirst());
            return broken("annotation processor " + processor.get() + " failed: " + cause
                    + place.map(at -> "\n  at " + at).orElse(""));
        }
        words.append("\n").append(String.valueOf(cause));
        frames.stream().findFirst().ifPresent(at -> words.append("\n  at ").append(at));
        return unsuccessful();
    }

    private Outcome unsuccessful() {
        return problems.hasErrors()
                ? new Outcome.Erroneous(problems.problems())
                : broken("javac failed: " + firstLines());
    }

    private Outcome broken(String message) {
        var said = words.toString();
        boolean outOfMemory = said.contains("java.lang.OutOfMemoryError") || message.contains("OutOfMemoryError");
        return new Outcome.Broken(message, progress.at(), outOfMemory);
    }

    private String firstLines() {
        var lines = words.toString()
                .lines()
                .filter(line -> !line.isBlank())
                .limit(LINES)
                .toList();
        return lines.isEmpty() ? "it gave no reason" : String.join("\n", lines);
    }

    /** Which sources javac has begun and not finished; the one begun last is the one it is at. */
    private static final class Progress implements TaskListener {

        private final Set<Path> begun = new HashSet<>();
        private Optional<Path> last = Optional.empty();
        private boolean none = true;

        @Override
        public void started(TaskEvent event) {
            none = false;
            source(event).ifPresent(path -> {
                begun.add(path);
                last = Optional.of(path);
            });
        }

        @Override
        public void finished(TaskEvent event) {
            source(event).ifPresent(begun::remove);
        }

        /** Whether javac has not even begun. */
        boolean none() {
            return none;
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
