package dev.testwatch.program;

import dev.testwatch.watch.Change;
import dev.testwatch.watch.SourceWatcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A source file as {@code java} runs it without a compiler being called first. It depends on itself, on what the JVM's
 * arguments name as class path, and where {@code java} compiles several files, on each source file that it could mean by
 * a word.
 */
final class ScriptRecipe implements Recipe {

    /** The first release that compiles what a source file needs, too. */
    private static final int SEVERAL_FILES = 22;

    private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z_$][\\w$]*\\b");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
    private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*import\\s+(?:static\\s+)?([\\w.]+)");

    private final List<String> command;
    private final Path script;
    private final Path directory;
    private final boolean severalFiles;
    private final Sight named;
    private final Attention attention;
    private final AtomicReference<Sight> sight;
    private Optional<SourceWatcher> watcher = Optional.empty();
    private Optional<SourceWatcher.Listener> told = Optional.empty();

    /**
     * @param java the program to run it with
     * @param words the source file and what is passed to it
     * @param named what else is watched
     */
    ScriptRecipe(
            Path java,
            List<String> jvmArguments,
            List<String> words,
            Path directory,
            Sight named,
            Attention attention) {
        var all = new ArrayList<String>(List.of(java.toString()));
        all.addAll(jvmArguments);
        all.addAll(words);
        this.command = List.copyOf(all);
        this.script = directory.resolve(words.get(0)).normalize();
        this.directory = directory;
        this.severalFiles = Runtime.version().feature() >= SEVERAL_FILES;
        this.named = named.and(Sight.below(directory, classPath(jvmArguments)));
        this.attention = attention;
        this.sight = new AtomicReference<>(seen());
    }

    @Override
    public Map<Path, Long> watch(SourceWatcher.Listener listener) {
        told = Optional.of(listener);
        SourceWatcher started = SourceWatcher.start(sight().spec(attention), listener);
        watcher = Optional.of(started);
        return started.contents();
    }

    @Override
    public Change relevant(Change change) {
        return change.only(sight().concerns());
    }

    @Override
    public Prepared prepare(Change change, Batch batch) {
        Sight now = seen();
        if (!now.files().equals(sight().files())) {
            Optional<SourceWatcher> before = watcher;
            sight.set(now);
            // The new one begins before the old one ends, so that nothing falls between them.
            watcher = told.map(listener -> SourceWatcher.start(now.spec(attention), listener));
            before.ifPresent(SourceWatcher::close);
        }
        return new Prepared.Ready(
                new Launch(String.join(" ", command.subList(1, command.size())), command, Map.of(), directory, batch));
    }

    @Override
    public boolean needsChange() {
        return false;
    }

    @Override
    public void close() {
        watcher.ifPresent(SourceWatcher::close);
    }

    private Sight sight() {
        return Objects.requireNonNull(sight.get());
    }

    private Sight seen() {
        return named.and(Sight.only(severalFiles ? needed() : Set.of(script)));
    }

    /** The files that the script could need, those that are not there yet included. */
    private Set<Path> needed() {
        Set<Path> all = new HashSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(script));
        while (!open.isEmpty()) {
            Path file = open.remove();
            if (all.add(file)) {
                open.addAll(mentioned(file));
            }
        }
        return all;
    }

    private static List<Path> mentioned(Path file) {
        String text = text(file);
        Path parent = Objects.requireNonNull(file.getParent());
        List<Path> mentioned = new ArrayList<>();
        TYPE.matcher(text).results().map(MatchResult::group).distinct().forEach(type -> {
            mentioned.add(parent.resolve(type + ".java"));
        });
        Path root = root(parent, text);
        IMPORT.matcher(text).results().map(found -> found.group(1)).forEach(name -> {
            mentioned.add(root.resolve(name.replace('.', '/') + ".java"));
        });
        return mentioned;
    }

    /** The directory in which the packages begin. */
    private static Path root(Path parent, String text) {
        Path root = parent;
        var found = PACKAGE.matcher(text);
        int depth = found.find() ? found.group(1).split("\\.").length : 0;
        for (int i = 0; i < depth; i++) {
            root = Optional.ofNullable(root.getParent()).orElse(root);
        }
        return root;
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return ""; // What cannot be read names nothing; java says so when it is run.
        }
    }

    private static List<String> classPath(List<String> jvmArguments) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i + 1 < jvmArguments.size(); i++) {
            if (CLASS_PATH.contains(jvmArguments.get(i))) {
                entries.addAll(List.of(jvmArguments.get(i + 1).split(java.io.File.pathSeparator)));
            }
        }
        return entries;
    }
}
