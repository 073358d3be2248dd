package dev.testwatch.program;

import dev.testwatch.watch.Change;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What changed since the run before.
 *
 * @param files by path; the same file only once
 */
record Batch(List<File> files) {

    static final Batch NONE = new Batch(List.of());

    Batch {
        files = List.copyOf(files);
    }

    enum Kind {
        CREATED,
        MODIFIED,
        DELETED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record File(Path path, Kind kind) {}

    /** @param known the files that were there before */
    static Batch of(Change change, Collection<Path> known) {
        Set<Path> before = new HashSet<>(known);
        Stream<File> written = change.modified().stream()
                .map(path -> new File(path, before.contains(path) ? Kind.MODIFIED : Kind.CREATED));
        Stream<File> deleted = change.deleted().stream().map(path -> new File(path, Kind.DELETED));
        return new Batch(Stream.concat(written, deleted)
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .toList());
    }

    /** This batch, then the later one. A file that came and went again in between is told as gone. */
    Batch then(Batch later) {
        Set<Path> again = later.files.stream().map(File::path).collect(Collectors.toSet());
        Set<Path> created = files.stream()
                .filter(file -> file.kind() == Kind.CREATED)
                .map(File::path)
                .collect(Collectors.toSet());
        Stream<File> kept = files.stream().filter(file -> !again.contains(file.path()));
        Stream<File> added = later.files.stream()
                .map(file -> file.kind() == Kind.MODIFIED && created.contains(file.path())
                        ? new File(file.path(), Kind.CREATED)
                        : file);
        return new Batch(Stream.concat(kept, added)
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .toList());
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    List<Path> paths() {
        return files.stream().map(File::path).toList();
    }

    /** {@code created}, {@code modified}, {@code deleted}; {@code mixed} for several kinds at once. */
    String kind() {
        List<String> kinds =
                files.stream().map(file -> file.kind().word()).distinct().toList();
        return kinds.size() > 1 ? "mixed" : kinds.stream().findFirst().orElse("");
    }

    /** For people: {@code Money.java changed}, {@code 3 files changed}. */
    String described() {
        if (files.size() != 1) {
            return files.size() + " files changed";
        }
        File only = files.get(0);
        String verb =
                switch (only.kind()) {
                    case CREATED -> " is new";
                    case MODIFIED -> " changed";
                    case DELETED -> " was deleted";
                };
        return only.path().getFileName() + verb;
    }

    /** One line for each file: its kind, a tab, its absolute path. */
    List<String> lines() {
        return files.stream()
                .map(file -> file.kind().word() + "\t" + file.path())
                .toList();
    }
}
