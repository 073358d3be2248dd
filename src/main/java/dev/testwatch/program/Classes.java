package dev.testwatch.program;

import dev.testwatch.compile.Compilation;
import dev.testwatch.compile.Compiler;
import dev.testwatch.compile.CompilerSettings;
import dev.testwatch.compile.Problem;
import dev.testwatch.loop.ProjectSources;
import dev.testwatch.loop.Roots;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.ProjectReader;
import dev.testwatch.project.TestSettings;
import dev.testwatch.report.Notice;
import dev.testwatch.report.PlainText;
import dev.testwatch.watch.Change;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes of a project that is open, kept up to date with its sources. Used by one thread at a time. */
final class Classes implements AutoCloseable {

    private final Project project;
    private final ProjectReader reader;
    private final Compiler compiler;
    private final Consumer<String> messages;
    private Change behind;
    private List<Problem> errors = List.of();

    /**
     * What came of a change.
     *
     * @param errors what does not compile, for people
     * @param published whether anything that a program could see differs now
     */
    record Outcome(List<String> errors, boolean published) {
        Outcome {
            errors = List.copyOf(errors);
        }
    }

    /** What a program is run with. */
    record Surroundings(Path java, List<String> jvmArguments, Map<String, String> environment, String classPath) {
        Surroundings {
            jvmArguments = List.copyOf(jvmArguments);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * @param made the contents of the files when the build tool's output was made
     * @param now the contents as they are
     */
    Classes(
            Project project,
            ProjectReader reader,
            Path state,
            Map<Path, Long> made,
            Map<Path, Long> now,
            Consumer<String> messages) {
        this.project = project;
        this.reader = reader;
        this.messages = messages;
        this.compiler = Compiler.open(project, state, made, CompilerSettings.USUAL, messages);
        this.behind = compiler.behind(now);
    }

    /** Which of the watched files concern the project. */
    Predicate<Path> concerns() {
        return Roots.concerns(project);
    }

    static boolean touchesBuild(Change change) {
        return Stream.concat(change.modified().stream(), change.deleted().stream())
                .anyMatch(ProjectReader::isBuildFile);
    }

    /** Compiles what the change needs, and what was behind when this was opened. */
    Outcome takeIn(Change change) {
        Change all = behind.then(change.only(concerns()));
        behind = Change.NONE;
        if (all.isEmpty() && !compiler.damaged()) {
            return new Outcome(said(), false);
        }
        boolean published = false;
        if (compiler.needsBuildTool(all)) {
            reader.processResources(line -> {}).ifPresent(messages);
            published = !compiler.mirrorResources().isEmpty();
        }
        Compilation compilation = compiler.compile(all, () -> reader.compile(line -> {}));
        errors = compilation.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
        return new Outcome(said(), published || published(compilation));
    }

    private static boolean published(Compilation compilation) {
        if (compilation instanceof Compilation.Succeeded succeeded) {
            return !succeeded.output().isEmpty();
        }
        return compilation instanceof Compilation.Partial partial
                && !partial.output().isEmpty();
    }

    private List<String> said() {
        if (errors.isEmpty()) {
            return List.of();
        }
        var text = new PlainText(new ProjectSources(project.root()));
        return text.lines(new Notice.Problems(0, errors, List.of(), 0)).inOrder().stream()
                .filter(PlainText.Line::error)
                .map(PlainText.Line::text)
                .filter(line -> !line.startsWith(Session.MARK)) // that it is finished needs no line of its own
                .toList();
    }

    /** What a main class is run with: that of the module which has it, else of the last one with tests. */
    Surroundings surroundings(String mainClass) {
        TestSettings settings = module(mainClass).tests().ofFork(1);
        List<String> arguments = new ArrayList<>(settings.jvmArguments());
        new TreeMap<>(settings.systemProperties()).forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        String classPath = compiler.published(settings.classPath()).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return new Surroundings(settings.java(), arguments, settings.environment(), classPath);
    }

    private Module module(String mainClass) {
        String file = mainClass.replace('.', '/') + ".class";
        Optional<Module> owner = project.modules().stream()
                .filter(module -> compiler
                        .published(List.of(module.test().output(), module.main().output()))
                        .stream()
                        .anyMatch(output -> Files.exists(output.resolve(file))))
                .findFirst();
        List<Module> all = project.modules();
        return owner.orElseGet(() -> all.stream()
                .filter(module -> module.tests().skipped().isEmpty())
                .reduce((one, later) -> later)
                .orElseGet(() -> all.get(all.size() - 1)));
    }

    @Override
    public void close() {
        compiler.close();
    }
}
