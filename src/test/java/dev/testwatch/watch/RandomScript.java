package dev.testwatch.watch;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Random operations on a tree of files, the same for the same seed. */
final class RandomScript {

    private static final List<String> DIRECTORIES =
            List.of("one", "one/a", "one/a/b", "one/a-b", "one/target", "two", "two/deep", "two/deep/c", "outside");

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("create", (script, one, other) -> script.write(one, script.text())),
            new Operation(
                    "edit", (script, one, other) -> Files.writeString(one, script.text(), StandardOpenOption.WRITE)),
            new Operation("append", (script, one, other) -> Files.writeString(one, "more", StandardOpenOption.APPEND)),
            new Operation(
                    "truncate",
                    (script, one, other) -> Files.write(one, new byte[0], StandardOpenOption.TRUNCATE_EXISTING)),
            new Operation("rewrite same", (script, one, other) -> Files.write(one, Files.readAllBytes(one))),
            new Operation(
                    "touch", (script, one, other) -> Files.setLastModifiedTime(one, FileTime.from(Instant.now()))),
            new Operation(
                    "age",
                    (script, one, other) ->
                            Files.setLastModifiedTime(one, FileTime.from(Instant.EPOCH.plusSeconds(1_000)))),
            new Operation("edit keeping time", RandomScript::editKeepingTime),
            new Operation("save by rename", (script, one, other) -> script.saveByRename(one, script.text())),
            new Operation(
                    "save same by rename", (script, one, other) -> script.saveByRename(one, Files.readString(one))),
            new Operation("save with backup", RandomScript::saveWithBackup),
            new Operation("delete", (script, one, other) -> Files.delete(one)),
            new Operation("delete and recreate", RandomScript::deleteAndRecreate),
            new Operation("copy", (script, one, other) -> Files.copy(one, other, StandardCopyOption.REPLACE_EXISTING)),
            new Operation("move", (script, one, other) -> Files.move(one, other, StandardCopyOption.REPLACE_EXISTING)),
            new Operation(
                    "make deep tree",
                    (script, one, other) -> script.write(
                            one.resolveSibling("deep" + script.random.nextInt(3))
                                    .resolve("x/y/z/Deep.java"),
                            script.text())),
            new Operation("delete tree", (script, one, other) -> deleteTree(one.getParent())),
            new Operation("delete and recreate tree", RandomScript::deleteAndRecreateTree),
            new Operation(
                    "move tree", (script, one, other) -> Files.move(one.getParent(), other.resolveSibling("moved"))),
            new Operation("swap", RandomScript::swap),
            new Operation("file becomes directory", RandomScript::fileBecomesDirectory),
            new Operation("hard link", (script, one, other) -> Files.createLink(other, one)));

    private record Operation(String name, Effect effect) {}

    private final Path root;
    private final long seed;
    private final Random random;
    private final List<String> played = new ArrayList<>();

    RandomScript(Path root, long seed) {
        this.root = root;
        this.seed = seed;
        random = new Random(seed);
    }

    Path root() {
        return root;
    }

    void play(int operations) {
        for (int i = 0; i < operations; i++) {
            Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
            Path one = file();
            Path other = file();
            played.add(operation.name + " " + one + " " + other);
            try {
                operation.effect.on(this, one, other);
            } catch (IOException e) {
                // Not possible now: there is nothing to delete, or a directory is where a file should go.
                played.add("  " + e);
            }
        }
    }

    private interface Effect {
        void on(RandomScript script, Path one, Path other) throws IOException;
    }

    private Path file() {
        String directory = DIRECTORIES.get(random.nextInt(DIRECTORIES.size()));
        return root.resolve(directory).resolve("F" + random.nextInt(8) + ".java");
    }

    private String text() {
        return "content " + random.nextInt(50);
    }

    private void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void editKeepingTime(Path one, Path other) throws IOException {
        FileTime time = Files.getLastModifiedTime(one);
        Files.writeString(one, text());
        Files.setLastModifiedTime(one, time);
    }

    private void saveByRename(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling("temporary~");
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void saveWithBackup(Path one, Path other) throws IOException {
        Path backup = one.resolveSibling(one.getFileName() + "~");
        Files.move(one, backup, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(one, text());
    }

    private void deleteAndRecreate(Path one, Path other) throws IOException {
        String text = Files.readString(one);
        Files.delete(one);
        Files.writeString(one, text);
    }

    private void deleteAndRecreateTree(Path one, Path other) throws IOException {
        deleteTree(one.getParent());
        write(one, text());
    }

    private void swap(Path one, Path other) throws IOException {
        Path temporary = root.resolve("swap");
        Files.move(one, temporary);
        try {
            Files.move(other, one);
        } finally {
            Files.move(
                    temporary,
                    Files.exists(one) ? root.resolve("outside-swap") : one,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void fileBecomesDirectory(Path one, Path other) throws IOException {
        try {
            Files.delete(one);
            write(one.resolve("Inner.java"), text());
        } catch (DirectoryNotEmptyException e) {
            deleteTree(one);
            write(one, text());
        }
    }

    static void deleteTree(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    @Override
    public String toString() {
        return "seed " + seed + "\n" + String.join("\n", played);
    }
}
