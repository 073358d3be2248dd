package dev.testwatch.affected;

import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a module's tests depend on besides the project's own classes and resources.
 *
 * @param parts a hash for each of {@link #NAMES}, in that order
 */
record Environment(List<Long> parts) {

    /** What the parts are, for sentences that end in "changed". */
    private static final List<String> NAMES = List.of(
            "the JDK",
            "JVM arguments",
            "system properties",
            "environment variables",
            "the working directory",
            "the class path",
            "the selection of tags");

    /** As many stand for a part in a text. */
    private static final int DIGITS = 16;

    private static final int LARGEST_DIRECTORY = 10_000;

    Environment {
        parts = List.copyOf(parts);
    }

    /** The environments of all modules by name. */
    static Map<String, Environment> of(Project project) {
        Set<Path> outputs = new HashSet<>();
        for (Module module : project.modules()) {
            outputs.add(module.main().output());
            outputs.add(module.test().output());
        }
        Map<Path, Long> hashes = new HashMap<>();
        Map<String, Environment> environments = new HashMap<>();
        for (Module module : project.modules()) {
            environments.put(module.name(), of(module, outputs, hashes));
        }
        return environments;
    }

    private static Environment of(Module module, Set<Path> outputs, Map<Path, Long> hashes) {
        TestSettings tests = module.tests();
        Digest jdk = new Digest().add(tests.java().toString()).add(tests.javaVersion());
        release(tests.java()).ifPresent(jdk::addAll);
        Digest classPath = new Digest().add(tests.junit());
        for (Path entry : tests.classPath()) {
            if (outputs.contains(entry)) {
                continue; // its classes are part of the graph
            }
            classPath.add(entry.toString()).add(hashes.computeIfAbsent(entry, Environment::stamp));
        }
        return new Environment(List.of(
                jdk.value(),
                new Digest().addAll(tests.jvmArguments()).value(),
                ofMap(tests.systemProperties()),
                ofMap(tests.environment()),
                Digest.ofString(tests.workingDirectory().toString()),
                classPath.value(),
                new Digest()
                        .addAll(tests.includeTags())
                        .addAll(tests.excludeTags())
                        .value()));
    }

    /** What a text says that {@link #text} made. */
    static Environment of(String text) {
        List<Long> parts = new ArrayList<>();
        for (int at = 0; at < text.length(); at += DIGITS) {
            long part = 0;
            for (char digit : text.substring(at, at + DIGITS).toCharArray()) {
                part = part << 4 | Character.digit(digit, 16);
            }
            parts.add(part);
        }
        return new Environment(parts);
    }

    /** All parts as hexadecimal digits. */
    String text() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(HexFormat.of().toHexDigits(part)));
        return text.toString();
    }

    /** One number for all parts. */
    long key() {
        Digest digest = new Digest();
        parts.forEach(digest::add);
        return digest.value();
    }

    /** The first thing in which this differs from {@code other}, for people. */
    Optional<String> difference(Environment other) {
        for (int i = 0; i < Math.min(NAMES.size(), Math.min(parts.size(), other.parts.size())); i++) {
            if (!parts.get(i).equals(other.parts.get(i))) {
                return Optional.of(NAMES.get(i));
            }
        }
        return Optional.empty();
    }

    private static long ofMap(Map<String, String> map) {
        Digest digest = new Digest();
        new TreeMap<>(map).forEach((name, value) -> digest.add(name).add(value));
        return digest.value();
    }

    /** What a JDK says of itself, since an update may leave it where it was. */
    private static Optional<List<String>> release(Path java) {
        try {
            Path file = java.toRealPath().resolveSibling("../release").normalize();
            return Files.isRegularFile(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
        } catch (IOException unreadable) {
            // The path and the version stand in for it.
            return Optional.empty();
        }
    }

    /** A hash that differs whenever a jar or a directory of classes may differ. */
    private static long stamp(Path entry) {
        try {
            if (!Files.isDirectory(entry)) {
                return Files.exists(entry) ? ofFile(entry) : 0;
            }
            Digest digest = new Digest();
            try (Stream<Path> files = Files.walk(entry)) {
                List<Path> sorted = new ArrayList<>(files.filter(Files::isRegularFile)
                        .limit(LARGEST_DIRECTORY)
                        .toList());
                sorted.sort(null);
                for (Path file : sorted) {
                    digest.add(file.toString()).add(ofFile(file));
                }
            }
            return digest.value();
        } catch (IOException unreadable) {
            // Equal only to an entry that is as unreadable as this one; its tests could not load a class from it.
            return -1;
        }
    }

    private static long ofFile(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Instant modified = attributes.lastModifiedTime().toInstant();
        return new Digest()
                .add(attributes.size())
                .add(modified.getEpochSecond())
                .add(modified.getNano())
                .value();
    }
}
