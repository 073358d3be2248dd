package dev.testwatch.compile;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** Turns javac's diagnostics into problems while javac still knows what they are about. */
final class ProblemCollector implements DiagnosticListener<JavaFileObject> {

    private final Set<Problem> problems = new LinkedHashSet<>();

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    @Override
    public void report(Diagnostic<? extends JavaFileObject> diagnostic) {
        switch (diagnostic.getKind()) {
            case ERROR -> problems.add(problem(diagnostic, Problem.Severity.ERROR));
            case WARNING, MANDATORY_WARNING -> problems.add(problem(diagnostic, Problem.Severity.WARNING));
            case NOTE, OTHER -> {
                // Notes only say that warnings could be switched on.
            }
        }
    }

    private static Problem problem(Diagnostic<? extends JavaFileObject> diagnostic, Problem.Severity severity) {
        var file = file(diagnostic.getSource());
        return new Problem(
                file,
                file.isEmpty() ? 0 : (int) Math.max(0, diagnostic.getLineNumber()),
                file.isEmpty() ? 0 : column(diagnostic),
                severity,
                diagnostic.getMessage(null));
    }

    private static Optional<Path> file(@Nullable JavaFileObject source) {
        if (source instanceof ProjectFiles.Source given) {
            return Optional.of(given.source().path());
        }
        return source != null && "file".equals(source.toUri().getScheme())
                ? Optional.of(Path.of(source.toUri()))
                : Optional.empty();
    }

    /** javac's own column counts a tab as up to eight. */
    private static int column(Diagnostic<? extends JavaFileObject> diagnostic) {
        long position = diagnostic.getPosition();
        if (diagnostic.getSource() instanceof ProjectFiles.Source given && position >= 0) {
            return given.source().column((int) position);
        }
        return (int) Math.max(0, diagnostic.getColumnNumber());
    }
}
