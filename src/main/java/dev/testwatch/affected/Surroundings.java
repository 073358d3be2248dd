package dev.testwatch.affected;

import dev.testwatch.affected.Used.Aspect;
import dev.testwatch.fork.Footprint.Touched;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.watch.ContentHash;
import dev.testwatch.worker.Message.How;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What files are that tests use beside classes, as of the last {@link #look}. What lies in a directory where builds put
 * what they make is no work of the user's, so that it may change while tests run. Confined to one thread.
 */
final class Surroundings {

    /** Time stamps come from a clock that is a little late. */
    private static final Duration LATE = Duration.ofMillis(20);

    /** A file may be written twice within the precision of its time stamp. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private static final long ABSENT = 1;
    private static final long DIRECTORY = 2;
    private static final long OTHER = 3;
    private static final long UNREADABLE = 4;

    /** The edition of a file of which nothing was known before tests wrote it. */
    private static final long FIRST_EDITION = 5;

    /** Of a module in the state directory: its name, and which of its source sets. */
    private static final int PUBLISHED = 2;

    private final InstantSource clock;
    private final Path root;
    private final Path state;
    /** Where the state directory ought to be; what earlier runs found there is not looked at if it is not. */
    private final Path usual;

    private final Set<Path> built = new HashSet<>();
    private final Map<Used, Long> states = new HashMap<>();
    /** What those were that have been found to be different since the last look. */
    private final Map<Used, Long> before = new HashMap<>();
    /** Those that were not known then. */
    private final Set<Used> fresh = new HashSet<>();

    /** What tests themselves have written and left. */
    private final Map<Path, Left> left = new HashMap<>();

    private final Map<Path, Content> contents = new HashMap<>();
    /** The directories in which tests run. */
    private final Set<Path> homes = new HashSet<>();
    /** By one of these: the names that were in it when somebody last looked, in small letters; where that is known. */
    private final Map<Path, Set<String>> present = new HashMap<>();

    private Instant looked;

    /**
     * @param state what it is
     * @param edition what it was when somebody else changed it last; for those who write it that is what counts
     */
    private record Left(long state, long edition) {}

    private record Content(long size, FileTime modified, Optional<Object> key, boolean unsure, long hash) {}

    /** @param state where testwatch publishes classes and resources */
    Surroundings(Project project, Path state, InstantSource clock) {
        this.clock = clock;
        this.root = project.root();
        this.state = state.toAbsolutePath().normalize();
        this.usual = root.toAbsolutePath().normalize().resolve(".testwatch");
        this.looked = clock.instant();
        homes.add(project.root());
        for (Module module : project.modules()) {
            homes.add(module.directory());
            built.add(module.directory().resolve("target"));
            for (Path output : List.of(module.main().output(), module.test().output())) {
                Optional.ofNullable(output.getParent())
                        .filter(parent -> !module.directory().startsWith(parent))
                        .ifPresent(built::add);
            }
        }
        lookAround();
    }

    /** Takes note of the names where tests run: for these it would be too late when somebody has asked for one. */
    private void lookAround() {
        present.clear();
        for (Path home : homes) {
            try {
                Map<String, Boolean> names = names(home);
                states.putIfAbsent(new Used(home, Aspect.NAMES), number(names));
                present.put(
                        home, names.keySet().stream().map(Surroundings::small).collect(Collectors.toSet()));
            } catch (IOException e) {
                // Nobody can tell what is missing there.
            }
        }
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** What it is; a number that only says whether it is the same again. */
    long state(Used used) {
        Long known = states.get(used);
        if (known != null) {
            return known;
        }
        long found = find(used);
        states.put(used, found);
        fresh.add(used);
        return found;
    }

    /** Looks at all of these again, and returns those that are not what they were. Whatever else was known is forgotten. */
    Set<Used> look(Collection<Used> all) {
        looked = clock.instant();
        before.clear();
        fresh.clear();
        Set<Used> changed = new HashSet<>();
        Map<Used, Long> now = new HashMap<>();
        for (Used used : all) {
            long found = now.computeIfAbsent(used, this::find);
            Long known = states.get(used);
            if (known != null && known != found) {
                changed.add(used);
            }
        }
        states.clear();
        states.putAll(now);
        lookAround();
        contents.keySet()
                .removeIf(file -> !now.containsKey(new Used(file, Aspect.CONTENT))
                        && !now.containsKey(new Used(file, Aspect.EDITION)));
        left.keySet().removeIf(file -> !now.containsKey(new Used(file, Aspect.EDITION)));
        return changed;
    }

    /**
     * What tests that have just ended depended on, after they have touched these files.
     *
     * @param changed to which those are added that are not what they were any more
     */
    Inputs after(Collection<Touched> touched, Set<Used> changed) {
        Map<Used, Long> inputs = new HashMap<>();
        for (Touched one : touched) {
            if (one.how() == How.REWRITTEN || one.how() == How.OWN) {
                writtenBy(one, inputs);
                known(one.path()).forEach(other -> after(other, Writing.ANY_TIME, changed));
            } else if (isInput(one.how())) {
                Used used = new Used(one.path(), aspect(one));
                inputs.put(used, after(used, writing(one), changed));
            }
            if (one.how() == How.RESOURCES) {
                for (Path file : children(one.path())) {
                    Used read = new Used(file, Aspect.CONTENT);
                    inputs.put(read, after(read, Writing.ANY_TIME, changed));
                }
            }
        }
        return new Inputs(inputs);
    }

    /** Who writes a file must not run again because another test has written it, or they would take turns for ever. */
    private void writtenBy(Touched one, Map<Used, Long> inputs) {
        Used used = new Used(one.path(), Aspect.EDITION);
        boolean input = one.how() == How.REWRITTEN && !isBuilt(one.path());
        if (input || states.containsKey(used)) {
            long edition = states.getOrDefault(used, FIRST_EDITION);
            left.put(one.path(), new Left(whole(one.path()), edition));
            states.put(used, edition);
            if (input) {
                inputs.put(used, edition);
            }
        }
    }

    /** What is known of a file to those who do not write it. */
    private List<Used> known(Path path) {
        return Stream.of(Aspect.PRESENCE, Aspect.CONTENT, Aspect.NAMES)
                .map(aspect -> new Used(path, aspect))
                .filter(states::containsKey)
                .toList();
    }

    /** When a file is written, by others than the tests that have touched it. */
    private enum Writing {
        /** By the user, or by who knows whom: whatever happens to it while tests run puts them in doubt. */
        BEFORE_ALL,
        /** By nobody yet when the tests looked for it. */
        NOT_YET,
        /** By who builds, just before the tests run. */
        BEFORE_THE_RUN,
        /** Also while tests run: what it is in the end counts. */
        ANY_TIME
    }

    private Writing writing(Touched one) {
        return switch (one.how()) {
            case RESOURCE -> Writing.BEFORE_THE_RUN;
            case RESOURCES, REWRITTEN, OWN -> Writing.ANY_TIME;
            case MISSED -> isBuilt(one.path()) ? Writing.ANY_TIME : Writing.NOT_YET;
            case CHECKED, READ, LISTED, PROCESS, SCANNED, MEMBERS -> writing(one.path());
        };
    }

    private Writing writing(Path path) {
        return isBuilt(path) ? Writing.ANY_TIME : Writing.BEFORE_ALL;
    }

    /**
     * Who asks which resources there are may read any of them, by names that no class file shows. Where they cannot be
     * told any more, their directory is not what it was either.
     */
    private static List<Path> children(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** The same files as of an earlier run. */
    Inputs again(Inputs earlier, Set<Used> changed) {
        Map<Used, Long> inputs = new HashMap<>();
        earlier.states().keySet().forEach(used -> inputs.put(used, after(used, writing(used.path()), changed)));
        return new Inputs(inputs);
    }

    private static boolean isInput(How how) {
        return switch (how) {
            case CHECKED, MISSED, READ, LISTED, RESOURCES, RESOURCE -> true;
            case REWRITTEN, OWN, PROCESS, SCANNED, MEMBERS -> false;
        };
    }

    private static Aspect aspect(Touched one) {
        return switch (one.how()) {
            case CHECKED, MISSED -> Aspect.PRESENCE;
            case LISTED, RESOURCES -> Aspect.NAMES;
            case REWRITTEN, OWN -> Aspect.EDITION;
            case READ, RESOURCE, PROCESS, SCANNED, MEMBERS -> Aspect.CONTENT;
        };
    }

    private long after(Used used, Writing writing, Set<Used> changed) {
        Optional<Long> then = fresh.contains(used)
                ? Optional.empty()
                : Optional.ofNullable(before.get(used)).or(() -> Optional.ofNullable(states.get(used)));
        Optional<Long> known = Optional.ofNullable(states.get(used));
        long now = find(used);
        if (known.filter(state -> state != now).isPresent()) {
            before.putIfAbsent(used, known.orElseThrow());
            changed.add(used);
        }
        if (known.isEmpty()) {
            fresh.add(used);
        }
        states.put(used, now);
        boolean same = writing == Writing.ANY_TIME
                || then.map(state -> state == now).orElseGet(() -> wasUntouched(used, writing, now));
        return same ? now : Inputs.UNSURE;
    }

    /** Whether a file of which nothing was known when somebody last looked was the same then. */
    private boolean wasUntouched(Used used, Writing writing, long now) {
        return writing == Writing.BEFORE_THE_RUN
                || (writing == Writing.NOT_YET && now == ABSENT)
                || wasMissing(used, now)
                || !changedSinceLook(used);
    }

    /** Whether it is missing, and was when somebody last looked; what came and went in between is no more known of others. */
    private boolean wasMissing(Used used, long now) {
        return now == ABSENT
                && present.entrySet().stream().anyMatch(home -> isMissing(used.path(), home.getKey(), home.getValue()));
    }

    private static boolean isMissing(Path path, Path home, Set<String> names) {
        return path.startsWith(home)
                && !path.equals(home)
                && !names.contains(small(home.relativize(path).getName(0).toString()));
    }

    private boolean isBuilt(Path path) {
        return built.stream().anyMatch(path::startsWith);
    }

    private boolean changedSinceLook(Used used) {
        Path at = used.path();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent(); // where something may have been removed
        }
        Instant limit = looked.minus(LATE);
        try {
            BasicFileAttributes attributes = Files.readAttributes(at, BasicFileAttributes.class);
            if (at.equals(used.path()) && attributes.isDirectory() && used.aspect() != Aspect.NAMES) {
                return false;
            }
            return attributes.lastModifiedTime().toInstant().isAfter(limit)
                    || (!attributes.isDirectory()
                            && changed(at).filter(time -> time.isAfter(limit)).isPresent());
        } catch (IOException e) {
            return true;
        }
    }

    /** When anything about it changed, be it by putting another file into its place. */
    private static Optional<Instant> changed(Path path) throws IOException {
        try {
            return Files.getAttribute(path, "unix:ctime") instanceof FileTime time
                    ? Optional.of(time.toInstant())
                    : Optional.empty();
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty(); // not on this system
        }
    }

    /** Its path as people of this project know it; a published resource by the name by which code asks for it. */
    String name(Path path) {
        if (path.startsWith(state) && path.getNameCount() > state.getNameCount() + PUBLISHED) {
            return path.subpath(state.getNameCount() + PUBLISHED, path.getNameCount())
                    .toString();
        }
        return path.startsWith(root) && !path.equals(root)
                ? root.relativize(path).toString()
                : path.toString();
    }

    /** What is in a file, or the names in a directory. */
    private long whole(Path path) {
        return find(new Used(path, Files.isDirectory(path) ? Aspect.NAMES : Aspect.CONTENT));
    }

    private long edition(Path path) {
        long now = whole(path);
        Left known = left.get(path);
        return known != null && known.state() == now ? known.edition() : now;
    }

    private long find(Used used) {
        if (used.path().startsWith(usual) && !state.equals(usual)) {
            return UNREADABLE; // nobody publishes there now
        }
        if (used.aspect() == Aspect.EDITION) {
            return edition(used.path());
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(used.path(), BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                return used.aspect() == Aspect.NAMES ? number(names(used.path())) : DIRECTORY;
            } else if (!attributes.isRegularFile()) {
                return OTHER;
            }
            return switch (used.aspect()) {
                case CONTENT -> content(used.path(), attributes);
                case PRESENCE ->
                    different(new Digest().add("file").add(attributes.size()).value());
                case NAMES, EDITION -> OTHER;
            };
        } catch (NoSuchFileException e) {
            return ABSENT;
        } catch (IOException e) {
            return Files.exists(used.path()) ? UNREADABLE : ABSENT;
        }
    }

    /** None of the numbers with a meaning. */
    private static long different(long value) {
        return value >= 0 && value <= FIRST_EDITION ? value + FIRST_EDITION + 1 : value;
    }

    /** What is in a directory, and whether that is one, too. */
    private static Map<String, Boolean> names(Path directory) throws IOException {
        Map<String, Boolean> names = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            all.forEach(path -> names.put(path.getFileName().toString(), Files.isDirectory(path)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return names;
    }

    private static long number(Map<String, Boolean> names) {
        Digest digest = new Digest();
        names.forEach((name, isDirectory) -> digest.add(name).add(isDirectory ? 1 : 0));
        return different(digest.value());
    }

    private long content(Path file, BasicFileAttributes attributes) throws IOException {
        Content known = contents.get(file);
        Optional<Object> key = Optional.ofNullable(attributes.fileKey());
        if (known != null
                && !known.unsure()
                && known.size() == attributes.size()
                && known.modified().equals(attributes.lastModifiedTime())
                && known.key().equals(key)) {
            return known.hash();
        }
        Instant begun = clock.instant();
        long hash = different(ContentHash.of(file));
        boolean unsure = attributes.lastModifiedTime().toInstant().isAfter(begun.minus(COARSE));
        contents.put(file, new Content(attributes.size(), attributes.lastModifiedTime(), key, unsure, hash));
        return hash;
    }
}
