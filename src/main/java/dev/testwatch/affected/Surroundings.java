package dev.testwatch.affected;

import dev.testwatch.affected.Used.Aspect;
import dev.testwatch.fork.Footprint.Touched;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.worker.Message.How;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What files are that tests use beside classes, as of the last {@link #look}. What lies in a directory where builds put
 * what they make is no work of the user's, so that it may change while tests run. Confined to one thread.
 */
final class Surroundings {

    /** Time stamps come from a clock that is a little late. */
    private static final Duration LATE = Duration.ofMillis(20);

    /** Of a module in the state directory: its name, and which of its source sets. */
    private static final int PUBLISHED = 2;

    private final InstantSource clock;
    private final Path root;
    private final Path state;
    private final FileStates files;

    private final Set<Path> built = new HashSet<>();
    private final Map<Used, Long> states = new HashMap<>();
    /** What those were that have been found to be different since the last look. */
    private final Map<Used, Long> before = new HashMap<>();
    /** Those that were not known then. */
    private final Set<Used> fresh = new HashSet<>();

    /** The directories in which tests run. */
    private final Set<Path> homes = new HashSet<>();
    /** By one of these: the names that were in it when somebody last looked, in small letters; where that is known. */
    private final Map<Path, Set<String>> present = new HashMap<>();

    private Instant looked;

    /** @param state where testwatch publishes classes and resources */
    Surroundings(Project project, Path state, InstantSource clock) {
        this.clock = clock;
        this.root = project.root();
        this.state = state.toAbsolutePath().normalize();
        this.files = new FileStates(root, this.state, clock);
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
                Map<String, Boolean> names = FileStates.names(home);
                states.putIfAbsent(new Used(home, Aspect.NAMES), FileStates.number(names));
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
        long found = files.find(used);
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
            long found = now.computeIfAbsent(used, files::find);
            Long known = states.get(used);
            if (known != null && known != found) {
                changed.add(used);
            }
        }
        states.clear();
        states.putAll(now);
        lookAround();
        files.retain(now.keySet());
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
            long edition = states.getOrDefault(used, FileStates.FIRST_EDITION);
            files.leave(one.path(), edition);
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
            case RESOURCE, SCANNED -> Writing.BEFORE_THE_RUN;
            case RESOURCES, REWRITTEN, OWN -> Writing.ANY_TIME;
            case MISSED -> isBuilt(one.path()) ? Writing.ANY_TIME : Writing.NOT_YET;
            case CHECKED, READ, LISTED, PROCESS, MEMBERS, CLASS_FILE, SOUGHT -> writing(one.path());
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
            case CHECKED, MISSED, READ, LISTED, SCANNED, RESOURCES, RESOURCE -> true;
            case REWRITTEN, OWN, PROCESS, MEMBERS, CLASS_FILE, SOUGHT -> false;
        };
    }

    private static Aspect aspect(Touched one) {
        return switch (one.how()) {
            case CHECKED, MISSED -> Aspect.PRESENCE;
            case LISTED, SCANNED, RESOURCES -> Aspect.NAMES;
            case REWRITTEN, OWN -> Aspect.EDITION;
            case READ, RESOURCE, PROCESS, MEMBERS, CLASS_FILE, SOUGHT -> Aspect.CONTENT;
        };
    }

    private long after(Used used, Writing writing, Set<Used> changed) {
        Optional<Long> then = fresh.contains(used)
                ? Optional.empty()
                : Optional.ofNullable(before.get(used)).or(() -> Optional.ofNullable(states.get(used)));
        Optional<Long> known = Optional.ofNullable(states.get(used));
        long now = files.find(used);
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
                || (writing == Writing.NOT_YET && now == FileStates.ABSENT)
                || wasMissing(used, now)
                || !changedSinceLook(used);
    }

    /** Whether it is missing, and was when somebody last looked; what came and went in between is no more known of others. */
    private boolean wasMissing(Used used, long now) {
        return now == FileStates.ABSENT
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
}
