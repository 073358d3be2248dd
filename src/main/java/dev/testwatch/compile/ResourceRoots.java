package dev.testwatch.compile;

import dev.testwatch.project.SourceSet;
import dev.testwatch.project.SourceSet.ResourceRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Which files of a source set are resources, and where below the output directory they go. */
final class ResourceRoots {

    private final List<Root> roots;

    ResourceRoots(SourceSet set) {
        roots = set.resources().stream().map(Root::of).toList();
    }

    /**
     * A file as a resource.
     *
     * @param target path below the output directory, with {@code /}
     * @param filtered whether only the build tool can make it
     */
    record Resource(String target, boolean filtered) {}

    Optional<Resource> resource(Path file) {
        for (var root : roots) {
            if (file.startsWith(root.directory())) {
                var inside = slashed(root.directory().relativize(file));
                if (root.takes(inside)) {
                    return Optional.of(new Resource(root.prefix() + inside, root.filtered()));
                }
            }
        }
        return Optional.empty();
    }

    /** The existing file that is copied to a place below the output directory; where there are several, the last. */
    Optional<Path> origin(String target) {
        var lastFirst = new ArrayList<>(roots);
        Collections.reverse(lastFirst);
        for (var root : lastFirst) {
            if (!root.filtered() && target.startsWith(root.prefix())) {
                var inside = target.substring(root.prefix().length());
                var file = root.directory().resolve(inside);
                if (root.takes(inside) && Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    static String slashed(Path relative) {
        var names = new ArrayList<String>();
        relative.forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }

    private record Root(
            Path directory, String prefix, boolean filtered, List<AntPattern> includes, List<AntPattern> excludes) {

        static Root of(ResourceRoot root) {
            var target = root.targetPath().replace('\\', '/');
            return new Root(
                    root.directory(),
                    target.isEmpty() || target.endsWith("/") ? target : target + "/",
                    root.filtered(),
                    root.includes().stream().map(AntPattern::of).toList(),
                    root.excludes().stream().map(AntPattern::of).toList());
        }

        boolean takes(String inside) {
            return (includes.isEmpty() || includes.stream().anyMatch(pattern -> pattern.matches(inside)))
                    && excludes.stream().noneMatch(pattern -> pattern.matches(inside));
        }
    }
}
