package dev.testwatch.watch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which paths concern the watcher. It judges names only and never touches the disk; it is immutable. */
final class Scope {

    private static final Set<String> OTHER_PEOPLES_DIRECTORIES = Set.of(".git", ".hg", ".svn", ".idea", ".testwatch");

    private final Set<Path> roots;
    private final Set<Path> files;
    private final Set<Path> excluded;
    /** Every directory above something watched. */
    private final Set<Path> above;

    Scope(WatchSpec spec) {
        roots = spec.directories();
        files = spec.files();
        excluded = spec.excluded();
        above = wanted().flatMap(Scope::parents).collect(Collectors.toUnmodifiableSet());
    }

    Set<Path> roots() {
        return roots;
    }

    Set<Path> files() {
        return files;
    }

    /** Roots and single files. */
    Stream<Path> wanted() {
        return Stream.concat(roots.stream(), files.stream());
    }

    /** Whether the directory lies above something watched. */
    boolean leadsToWanted(Path directory) {
        return above.contains(directory);
    }

    boolean isRoot(Path directory) {
        return roots.contains(directory);
    }

    /** Whether something that happens to this path can matter. */
    boolean concerns(Path path, boolean directory) {
        return files.contains(path)
                || leadsToWanted(path)
                || (isInsideRoot(path) && (directory || !isEditorsOwn(nameOf(path))));
    }

    /** Whether the path is a root, or lies below one with no excluded directory between. */
    boolean isInsideRoot(Path path) {
        return rootOf(path).isPresent();
    }

    /** The nearest root at or above the path, if no excluded directory lies between. */
    Optional<Path> rootOf(Path path) {
        for (Path at = path; at != null; at = at.getParent()) {
            if (roots.contains(at)) {
                return Optional.of(at);
            }
            if (!enters(at)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether a directory met below a root is looked into. */
    boolean enters(Path directory) {
        Path name = directory.getFileName();
        return roots.contains(directory)
                || (name != null
                        && !OTHER_PEOPLES_DIRECTORIES.contains(name.toString())
                        && !excluded.contains(directory)
                        && !excluded.contains(name));
    }

    /** Whether a file met below a root counts: temporary and backup files of editors do not. */
    boolean takes(Path file) {
        return files.contains(file) || !isEditorsOwn(nameOf(file));
    }

    /** What is watched at or below this directory. */
    Stream<Path> wantedBelow(Path directory) {
        return wanted().filter(path -> path.startsWith(directory));
    }

    /** The deepest directory that holds everything watched; none when that would be a whole disk. */
    Optional<Path> commonDirectory() {
        Optional<Path> common =
                wanted().flatMap(path -> Stream.ofNullable(path.getParent())).reduce(Scope::commonDirectory);
        return common.filter(directory -> directory.getNameCount() >= 2);
    }

    /** The paths that do not lie below another one of them. */
    static Set<Path> topmost(Collection<Path> paths) {
        var all = new HashSet<>(paths);
        return all.stream()
                .filter(path -> parents(path).noneMatch(all::contains))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Path commonDirectory(Path one, Path other) {
        Path common = one;
        while (!other.startsWith(common) && common.getParent() != null) {
            common = common.getParent();
        }
        return common;
    }

    static Stream<Path> parents(Path path) {
        return Stream.iterate(path, at -> at.getParent() != null, Path::getParent)
                .map(Path::getParent);
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private static boolean isEditorsOwn(String name) {
        return name.equals(".DS_Store")
                // Vim makes a file of this name to find out whether it may.
                || name.equals("4913")
                || name.endsWith("~")
                || name.startsWith(".#")
                || (name.startsWith("#") && name.endsWith("#"))
                || name.endsWith(".swp")
                || name.endsWith(".swo")
                || name.endsWith(".swx")
                || name.endsWith("___jb_tmp___")
                || name.endsWith("___jb_old___")
                || name.startsWith(".goutputstream-");
    }
}
