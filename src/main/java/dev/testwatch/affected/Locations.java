package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.SourceSet;
import dev.testwatch.project.SourceSet.Kind;
import dev.testwatch.project.SourceSet.ResourceRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the files behind names. Made anew for each update, since it remembers what directories hold.
 */
final class Locations {

    private static final long LARGEST_TEXT = 256 * 1024;

    private final Map<String, Module> modules;
    private final Map<Path, Set<String>> listings = new HashMap<>();

    Locations(Project project) {
        this.modules =
                project.modules().stream().collect(Collectors.toMap(Module::name, module -> module, (a, b) -> a));
    }

    /**
     * The source set that a class comes from: the one that has its source file; else the one that has its class file;
     * else test if the class would run as a test, since taking too much for tests is harmless.
     */
    Kind kind(ClassName name, String sourceFile) {
        Module module = modules.get(name.module());
        if (module == null) {
            return Kind.MAIN;
        }
        String outermost = ClassNode.outermost(name.binaryName());
        String directory =
                outermost.substring(0, outermost.lastIndexOf('.') + 1).replace('.', '/');
        String source = sourceFile.isEmpty() ? ClassNode.sourceFile(name) : sourceFile;
        String classFile = name.binaryName().substring(directory.length()) + ".class";
        if (anyHolds(module.test().roots(), directory, source)) {
            return Kind.TEST;
        } else if (anyHolds(module.main().roots(), directory, source)) {
            return Kind.MAIN;
        } else if (holds(module.test().output(), directory, classFile)) {
            return Kind.TEST;
        } else if (holds(module.main().output(), directory, classFile)) {
            return Kind.MAIN;
        }
        return module.tests().classes().matches(name.binaryName()) ? Kind.TEST : Kind.MAIN;
    }

    /** The text of a resource, if it is found and of a size that people write. */
    Optional<String> text(ResourceName name) {
        Module module = modules.get(name.module());
        if (module == null) {
            return Optional.empty();
        }
        return Stream.of(module.test(), module.main())
                .flatMap(set -> candidates(set, name.path()))
                .flatMap(file -> read(file).stream())
                .findFirst();
    }

    private static Stream<Path> candidates(SourceSet set, String path) {
        List<Path> files = new ArrayList<>();
        for (ResourceRoot root : set.resources()) {
            String target = root.targetPath().isEmpty() || root.targetPath().endsWith("/")
                    ? root.targetPath()
                    : root.targetPath() + "/";
            if (path.startsWith(target)) {
                files.add(root.directory().resolve(path.substring(target.length())));
            }
        }
        files.add(set.output().resolve(path));
        return files.stream();
    }

    private static Optional<String> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_TEXT) {
                return Optional.empty();
            }
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            // It may be gone again: then the next change says so. Its content's hash is known in any case.
            return Optional.empty();
        }
    }

    private boolean anyHolds(List<Path> roots, String directory, String file) {
        return roots.stream().anyMatch(root -> holds(root, directory, file));
    }

    private boolean holds(Path root, String directory, String file) {
        return listings.computeIfAbsent(root.resolve(directory), Locations::list)
                .contains(file);
    }

    private static Set<String> list(Path directory) {
        String[] names = directory.toFile().list();
        return names == null ? Set.of() : Set.of(names);
    }
}
