package dev.testwatch.affected;

import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The names of the classes on the class paths of a project's tests that are not its own. A class of the project that has
 * such a name takes the place of the library's: the library's own code uses it then, which no class file of the
 * project's shows.
 */
final class Libraries {

    private static final String SUFFIX = ".class";

    /** Below it is a directory for each version of the JDK, with classes that are for it. */
    private static final String VERSIONS = "META-INF/versions/";

    /** In ascending order, one number for each name. */
    private final CompletableFuture<long[]> names;

    private Libraries(CompletableFuture<long[]> names) {
        this.names = names;
    }

    /** Reads what is in jars and directories on another thread; who asks first waits for it. */
    static Libraries of(Project project) {
        Set<Path> entries = new LinkedHashSet<>();
        for (Module module : project.modules()) {
            entries.addAll(module.tests().classPath());
        }
        for (Module module : project.modules()) {
            entries.remove(module.main().output());
            entries.remove(module.test().output());
        }
        return new Libraries(CompletableFuture.supplyAsync(() -> entries.stream()
                .flatMapToLong(Libraries::names)
                .sorted()
                .distinct()
                .toArray()));
    }

    boolean haveAny() {
        return names.join().length > 0;
    }

    /** Whether one of them has a class of this binary name. */
    boolean have(String binaryName) {
        return Arrays.binarySearch(names.join(), Digest.ofString(binaryName)) >= 0;
    }

    private static LongStream names(Path entry) {
        try {
            return Files.isDirectory(entry) ? ofDirectory(entry) : ofJar(entry);
        } catch (IOException | UncheckedIOException | IllegalArgumentException unreadable) {
            return LongStream.empty(); // for the JVM, too
        }
    }

    private static LongStream ofJar(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return LongStream.of(names(zip.stream().map(ZipEntry::getName)));
        }
    }

    private static LongStream ofDirectory(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return LongStream.of(
                    names(files.map(file -> directory.relativize(file).toString())));
        }
    }

    private static long[] names(Stream<String> files) {
        return files.filter(file -> file.endsWith(SUFFIX))
                .map(file -> file.replace(File.separatorChar, '/'))
                .map(Libraries::withoutVersion)
                .mapToLong(file -> Digest.ofString(
                        file.substring(0, file.length() - SUFFIX.length()).replace('/', '.')))
                .toArray();
    }

    private static String withoutVersion(String file) {
        return file.startsWith(VERSIONS) ? file.substring(file.indexOf('/', VERSIONS.length()) + 1) : file;
    }
}
