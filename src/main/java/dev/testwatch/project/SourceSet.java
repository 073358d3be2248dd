package dev.testwatch.project;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sources that are compiled together into one output directory.
 *
 * @param kind main or test
 * @param sources source roots, generated ones too; some may not exist yet
 * @param resources where resources come from
 * @param output the build tool's own output directory ({@code target/classes}); testwatch reads it, never writes it
 * @param classPath what the sources are compiled against, in order, without {@code output}; other modules stand in it
 *     as their {@code output} directories, whatever the build tool called them
 * @param compilerArguments effective arguments of javac without paths: {@code --release 17 -parameters -encoding ...}
 * @param processorPath explicit annotation processor path; empty: processors are looked for on the class path, unless
 *     the arguments say {@code -proc:none}
 * @param foreign languages in the source roots that javac does not compile ({@code kotlin}, {@code groovy}, ...)
 * @param beside directories of sources in these languages that the build tool does not name as source roots
 */
public record SourceSet(
        Kind kind,
        List<Path> sources,
        List<ResourceRoot> resources,
        Path output,
        List<Path> classPath,
        List<String> compilerArguments,
        List<Path> processorPath,
        List<String> foreign,
        List<Path> beside) {

    public SourceSet {
        sources = List.copyOf(sources);
        resources = List.copyOf(resources);
        classPath = List.copyOf(classPath);
        compilerArguments = List.copyOf(compilerArguments);
        processorPath = List.copyOf(processorPath);
        foreign = List.copyOf(foreign);
        beside = List.copyOf(beside);
    }

    /** All directories of sources, in whatever language. */
    public List<Path> roots() {
        return Stream.concat(sources.stream(), beside.stream()).toList();
    }

    public enum Kind {
        MAIN,
        TEST
    }

    /**
     * A directory of resources.
     *
     * @param targetPath where below the output directory they go; empty: at its top
     * @param filtered whether the build tool replaces expressions in them, so that only it can copy them
     * @param includes Ant patterns; empty: all
     * @param excludes Ant patterns
     */
    public record ResourceRoot(
            Path directory, String targetPath, boolean filtered, List<String> includes, List<String> excludes) {
        public ResourceRoot {
            includes = List.copyOf(includes);
            excludes = List.copyOf(excludes);
        }
    }
}
