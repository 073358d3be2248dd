package dev.testwatch.loop;

import dev.testwatch.compile.CompilerSettings.Maker;
import dev.testwatch.project.Module;
import dev.testwatch.report.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a user is told of a project that has just been opened. */
final class Readiness {

    private Readiness() {}

    static Notice.Ready ready(Workspace workspace, Tally tally, Duration took) {
        var project = workspace.project();
        return new Notice.Ready(
                String.valueOf(project.root().getFileName()),
                about(workspace),
                workspace.classCount(),
                workspace.testClasses().size(),
                tally.known(),
                workspace.staleClasses(),
                took);
    }

    private static String about(Workspace workspace) {
        List<Module> modules = workspace.project().modules();
        List<String> words = new ArrayList<>();
        words.add(workspace.project().tool());
        if (modules.size() > 1) {
            words.add(modules.size() + " modules");
        }
        words.add("JDK "
                + modules.stream()
                        .map(module -> module.tests().javaVersion())
                        .distinct()
                        .map(String::valueOf)
                        .collect(Collectors.joining("/")));
        modules.stream()
                .map(module -> module.tests().junit())
                .filter(junit -> !junit.isEmpty())
                .distinct()
                .forEach(words::add);
        return String.join(", ", words);
    }

    /** What is unusual about it. */
    static List<String> notes(Workspace workspace) {
        List<String> notes = new ArrayList<>(workspace.project().notes());
        for (Module module : workspace.project().modules()) {
            if (!module.tests().skipped().isEmpty()) {
                notes.add("no tests are run in " + module.name() + ": "
                        + module.tests().skipped());
            }
        }
        workspace.project().modules().forEach(module -> enhanced(module, workspace.maker())
                .ifPresent(notes::add));
        if (workspace.maker() == Maker.JAVAC) {
            workspace.project().modules().forEach(module -> foreign(module).ifPresent(notes::add));
        } else if (workspace.maker() == Maker.OTHERS) {
            notes.add("nothing is compiled here: class files are taken from the output directories when they change"
                    + " there, whatever becomes of the sources");
        }
        if (workspace.testClasses().isEmpty()) {
            notes.add("no test classes found: " + workspace.classCount()
                    + " classes looked at, none matches Surefire's includes; add one, it will be seen");
        }
        return notes;
    }

    /** That class files are not what the compiler makes of the sources. */
    private static Optional<String> enhanced(Module module, Maker maker) {
        if (module.enhancers().isEmpty() || maker == Maker.OTHERS) {
            return Optional.empty();
        }
        String change =
                String.join(", ", module.enhancers()) + (module.enhancers().size() == 1 ? " changes" : " change")
                        + " class files of " + module.name() + " after the compiler";
        return Optional.of(
                maker == Maker.BUILD
                        ? change + ": Maven compiles what you save; --compile=javac is faster and does without that"
                        : change + ": sources that you save are compiled without that");
    }

    /** That testwatch compiles Java alone. */
    private static Optional<String> foreign(Module module) {
        List<String> languages = Stream.of(module.main(), module.test())
                .flatMap(set -> set.foreign().stream())
                .distinct()
                .sorted()
                .toList();
        return languages.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", languages) + " sources in " + module.name()
                        + " are not compiled here: their classes are taken as the build tool made them;"
                        + " compile them with it, then start testwatch again, or start it with --compile=build");
    }
}
