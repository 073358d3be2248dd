package dev.testwatch.program;

import dev.testwatch.watch.WatchSpec;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files concern a program, from what was said with {@code --watch} and {@code --exclude}: a path, a name such as
 * <code>*.sql</code> that counts in every directory, or a glob below a directory such as <code>db/**</code>. Without any,
 * everything below the directory.
 *
 * @param roots directories to look at
 * @param files single files to look at
 * @param concerns which of the files that are seen count
 */
record Sight(Set<Path> roots, Set<Path> files, Predicate<Path> concerns) {

    /** Directories that hold what tools make: never looked into, unless they are named. */
    private static final Set<Path> NEVER =
            Set.of(Path.of("target"), Path.of("node_modules"), Path.of(".testwatch"), Path.of(".git"));

    private static final Pattern MAGIC = Pattern.compile("[*?\\[{]");

    Sight {
        roots = Set.copyOf(roots);
        files = Set.copyOf(files);
    }

    /** @throws java.util.regex.PatternSyntaxException if a glob cannot be understood; the message names it */
    static Sight of(Path directory, List<String> watched, List<String> excluded) {
        Sight all =
                watched.isEmpty() ? new Sight(Set.of(directory), Set.of(), file -> true) : below(directory, watched);
        return all.without(directory, excluded);
    }

    /** Nothing but these files. */
    static Sight only(Set<Path> files) {
        return new Sight(Set.of(), files, files::contains);
    }

    /** What is named; nothing else. */
    static Sight below(Path directory, List<String> watched) {
        Set<Path> roots = new HashSet<>();
        Set<Path> files = new HashSet<>();
        List<Predicate<Path>> any = new ArrayList<>();
        for (String each : watched) {
            Path literal = directory.resolve(literal(each)).normalize();
            if (MAGIC.matcher(each).find()) {
                roots.add(literal);
            } else if (Files.isDirectory(literal)) {
                roots.add(literal);
            } else {
                files.add(literal);
            }
            any.add(matcher(directory, each));
        }
        return new Sight(roots, files, file -> any.stream().anyMatch(one -> one.test(file)));
    }

    /** This and the other. */
    Sight and(Sight other) {
        Set<Path> allRoots = new HashSet<>(roots);
        allRoots.addAll(other.roots);
        Set<Path> allFiles = new HashSet<>(files);
        allFiles.addAll(other.files);
        return new Sight(allRoots, allFiles, concerns.or(other.concerns));
    }

    Sight without(Path directory, List<String> excluded) {
        List<Predicate<Path>> none =
                excluded.stream().map(each -> matcher(directory, each)).toList();
        return new Sight(roots, files, concerns.and(file -> none.stream().noneMatch(one -> one.test(file))));
    }

    WatchSpec spec(Attention attention) {
        return new WatchSpec(roots, files, NEVER, attention.mode(), attention.quiet(), attention.interval());
    }

    /** The part of a glob that is a plain path, up to its last separator. */
    private static String literal(String glob) {
        var magic = MAGIC.matcher(glob);
        if (!magic.find()) {
            return glob;
        }
        int separator = glob.lastIndexOf('/', magic.start());
        return separator < 0 ? "" : glob.substring(0, separator + 1);
    }

    private static Predicate<Path> matcher(Path directory, String said) {
        FileSystem system = directory.getFileSystem();
        String text = said.endsWith("/") ? said.substring(0, said.length() - 1) : said;
        if (!text.contains("/") && MAGIC.matcher(text).find()) {
            PathMatcher name = system.getPathMatcher("glob:" + text);
            return file -> namesBelow(directory, file).anyMatch(name::matches);
        }
        if (!MAGIC.matcher(text).find()) {
            Path path = directory.resolve(text).normalize();
            boolean bare = !text.contains("/");
            return file -> file.startsWith(path)
                    || (bare && namesBelow(directory, file).anyMatch(Path.of(text)::equals));
        }
        String whole = directory.resolve(literal(text)).normalize() + "/"
                + text.substring(literal(text).length());
        List<PathMatcher> globs = Stream.of(whole, whole.replace("/**/", "/"))
                .distinct()
                .map(glob -> system.getPathMatcher("glob:" + glob))
                .toList();
        return file -> globs.stream().anyMatch(glob -> glob.matches(file));
    }

    /** The names of the file and of the directories that it lies in. */
    private static Stream<Path> namesBelow(Path directory, Path file) {
        Path shown = file.startsWith(directory) ? directory.relativize(file) : file;
        return Stream.iterate(0, i -> i < shown.getNameCount(), i -> i + 1).map(shown::getName);
    }
}
