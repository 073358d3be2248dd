package dev.testwatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A copy of {@code sample-tests}, but for its slow test, to edit, and to bring back to what it was. */
final class Shop {

    private static final Path ORIGINAL = Path.of("sample-tests").toAbsolutePath();
    private static final Path SLOW = Path.of("src/test/java/shop/CheckoutTest.java");
    private static final Set<String> MADE_BY_TOOLS = Set.of("target", ".testwatch");

    private final Path root;
    private final Map<Path, String> original;

    private Shop(Path root) {
        this.root = root;
        this.original = read(ORIGINAL);
        // All tests run again and again here; there are slow ones in the tests that need some.
        original.computeIfPresent(SLOW, (file, text) -> text.replace("await(1_500", "await(15"));
    }

    /** What is there already, to be brought back to the original. */
    static Shop at(Path root) {
        return new Shop(root);
    }

    /** Copies the sources into a directory below this one. */
    static Shop copyTo(Path directory) {
        try {
            Shop shop =
                    new Shop(Files.createDirectories(directory.resolve("shop")).toRealPath());
            shop.original.forEach((file, text) -> shop.write(shop.root.resolve(file), text));
            return shop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A copy on which testwatch has run all tests already. Such copies are at the same place one after the other,
     * because what testwatch knows is true of one place only; the one before is gone.
     */
    static Shop judged() {
        return Judged.copy();
    }

    Path root() {
        return root;
    }

    Path file(String name) {
        return root.resolve(name);
    }

    Path source(String className) {
        return root.resolve("src/main/java/shop/" + className + ".java");
    }

    Path test(String className) {
        return root.resolve("src/test/java/shop/" + className + ".java");
    }

    String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of the first line that holds this text, from 1. */
    int lineOf(Path file, String text) {
        List<String> lines = text(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i + 1;
            }
        }
        throw new AssertionError(text + " is not in " + file);
    }

    void replace(Path file, String from, String to) {
        String text = text(file);
        if (!text.contains(from)) {
            throw new AssertionError(from + " is not in " + file);
        }
        write(file, text.replace(from, to));
    }

    void replaceFirst(Path file, String from, String to) {
        String text = text(file);
        int at = text.indexOf(from);
        if (at < 0) {
            throw new AssertionError(from + " is not in " + file);
        }
        write(file, text.substring(0, at) + to + text.substring(at + from.length()));
    }

    /** Undoes the edits of one file. */
    void restore(Path file) {
        write(file, original.get(root.relativize(file)));
    }

    /** Puts a file in place whole: what a busy machine makes of half a file is no matter of most tests. */
    void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Path aside = Files.createTempFile(root.getParent(), "written", null);
            Files.writeString(aside, text);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a directory with all that is in it, and with what somebody writes there meanwhile. */
    void deleteAll(Path directory) {
        while (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (UncheckedIOException | DirectoryNotEmptyException | NoSuchFileException e) {
                continue; // it was not the same any more
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Undoes every edit; returns the files that this has changed, made or deleted. */
    Set<Path> restore() {
        Map<Path, String> present = read(root);
        Set<Path> touched = new HashSet<>();
        original.forEach((file, text) -> {
            if (!text.equals(present.get(file))) {
                touched.add(root.resolve(file));
                write(root.resolve(file), text);
            }
        });
        present.keySet().stream()
                .filter(file -> !original.containsKey(file))
                .map(root::resolve)
                .forEach(file -> {
                    touched.add(file);
                    delete(file);
                });
        return touched;
    }

    /** The names at the top of the project, those that tools have made included. */
    Set<String> names() {
        try (var children = Files.list(root)) {
            Set<String> names = new HashSet<>();
            children.forEach(child -> names.add(child.getFileName().toString()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files but those that tools have made, by their relative path. */
    private static Map<Path, String> read(Path root) {
        Map<Path, String> files = new HashMap<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean made =
                            MADE_BY_TOOLS.contains(directory.getFileName().toString());
                    return made ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    files.put(root.relativize(file), Files.readString(file));
                    return FileVisitResult.CONTINUE;
                }
            });
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
