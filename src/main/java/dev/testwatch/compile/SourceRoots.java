package dev.testwatch.compile;

import dev.testwatch.project.SourceSet;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which files of a source set are Java sources, and in which encoding. */
final class SourceRoots {

    static final String MODULE_INFO = "module-info.java";

    private final List<Path> roots;
    private final Charset encoding;

    SourceRoots(SourceSet set) {
        roots = set.sources();
        encoding = encoding(set.compilerArguments());
    }

    Charset encoding() {
        return encoding;
    }

    boolean contains(Path file) {
        return file.toString().endsWith(".java") && roots.stream().anyMatch(file::startsWith);
    }

    static boolean isModuleInfo(Path file) {
        return file.endsWith(MODULE_INFO);
    }

    /** The existing source of a class, from what its class file or a stack frame says. */
    Optional<Path> source(String packageName, String fileName) {
        for (var root : roots) {
            var file = root.resolve(packageName.replace('.', '/')).resolve(fileName);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** The class that a source of this name holds, whether it is there or not. */
    Optional<String> className(Path file) {
        return roots.stream()
                .filter(root -> contains(file) && file.startsWith(root))
                .map(root -> ResourceRoots.slashed(root.relativize(file)))
                .map(inside ->
                        inside.substring(0, inside.length() - ".java".length()).replace('/', '.'))
                .findFirst();
    }

    private static Charset encoding(List<String> arguments) {
        int at = arguments.lastIndexOf("-encoding");
        if (at >= 0 && at + 1 < arguments.size() && Charset.isSupported(arguments.get(at + 1))) {
            return Charset.forName(arguments.get(at + 1));
        }
        return Charset.defaultCharset();
    }
}
