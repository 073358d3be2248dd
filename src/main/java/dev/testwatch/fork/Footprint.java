package dev.testwatch.fork;

import dev.testwatch.worker.Message.How;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of the project ran in a fork until a test class came to its end, as far as that test class is concerned. All
 * numbers are probes: a class that was loaded has {@code count} of them from {@code base} on, one for each method with
 * code, in the order of the class file.
 *
 * @param loaded the classes of the project that the fork has loaded so far
 * @param executed the probes that were hit in the scope of the test class: by its tests and containers, by what is
 *     around them (session, engine), and by threads that others before it have left behind
 * @param methods for each test method or container below the class, by unique id, the probes hit in its own scope;
 *     invocations and dynamic tests count as their method
 * @param initialised by the probe of each static initialiser that has run in this fork, all probes hit meanwhile
 * @param written by the probe of each method that writes static fields (other than a static initialiser) and has run
 *     in this fork, all probes hit while it ran, in whatever scope
 * @param cold whether no other test class was found for this fork, so that {@code executed} alone is the whole truth
 * @param files by probe, the files that anything in this fork has touched so far, and the classes of the project at
 *     whose members anything has looked
 * @param blind why files are not seen; empty if all of them are
 * @param doubt why nothing of this but the files is known; empty if all is
 */
public record Footprint(
        List<Loaded> loaded,
        Probes executed,
        Map<String, Probes> methods,
        Map<Integer, Probes> initialised,
        Map<Integer, Probes> written,
        boolean cold,
        Map<Integer, Touched> files,
        Optional<String> blind,
        Optional<String> doubt) {

    /** One of a fork that knows nothing of files. */
    public Footprint(
            List<Loaded> loaded,
            Probes executed,
            Map<String, Probes> methods,
            Map<Integer, Probes> initialised,
            Map<Integer, Probes> written,
            boolean cold) {
        this(
                loaded,
                executed,
                methods,
                initialised,
                written,
                cold,
                Map.of(),
                Optional.of("nobody looked at them"),
                Optional.empty());
    }

    /** One that tells only which files anything in the fork has touched. */
    static Footprint ofFiles(Map<Integer, Touched> files, Optional<String> blind, String doubt) {
        return new Footprint(
                List.of(), Probes.of(), Map.of(), Map.of(), Map.of(), false, files, blind, Optional.of(doubt));
    }

    /** A file, and what was done to it; or the binary name of a class in place of a file. */
    public record Touched(Path path, How how) {}

    /**
     * The files that anything in this fork has touched before the test class came to its end; of what lies among the
     * project's classes only what it touched itself.
     */
    public List<Touched> touched() {
        return files.entrySet().stream()
                .filter(file -> cold || !isAmongClasses(file.getValue().how()) || executed.contains(file.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isAmongClasses(How how) {
        return how == How.RESOURCE || how == How.SCANNED;
    }

    /** Somebody may have looked at the members of any class. */
    public static final Touched ANY_MEMBERS = new Touched(Path.of(""), How.MEMBERS);

    public Footprint {
        files = Map.copyOf(files);
        loaded = List.copyOf(loaded);
        methods = Map.copyOf(methods);
        initialised = Map.copyOf(initialised);
        written = Map.copyOf(written);
    }

    /**
     * A class as the fork has loaded it.
     *
     * @param name its binary name
     * @param content the hash of its uninstrumented bytes, as the index has it
     * @param base its first probe
     * @param count how many probes it has
     */
    public record Loaded(String name, long content, int base, int count) {}
}
