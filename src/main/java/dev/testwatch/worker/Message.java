package dev.testwatch.worker;

import java.util.List;
import java.util.Optional;

/**
 * Everything that a fork and its parent say to each other. Immutable; strings may be of any length up to the codec's
 * limit and hold any character.
 */
public sealed interface Message {

    // ---- to the fork

    /**
     * Run these tests, then say {@link Ended} and die.
     *
     * @param selectors what to run: {@code class:binary.Name} or {@code id:<unique id>}
     * @param includeTags tag expressions of which one must match; empty: all
     * @param excludeTags tag expressions of which none may match
     * @param name a regular expression found in method or display name; empty: all
     * @param recording what to record with; empty: nothing is recorded
     */
    record Run(
            List<String> selectors,
            List<String> includeTags,
            List<String> excludeTags,
            Optional<String> name,
            Optional<Recording> recording)
            implements Message {

        /** With nothing recorded. */
        public Run(List<String> selectors, List<String> includeTags, List<String> excludeTags, Optional<String> name) {
            this(selectors, includeTags, excludeTags, name, Optional.empty());
        }

        public Run {
            selectors = List.copyOf(selectors);
            includeTags = List.copyOf(includeTags);
            excludeTags = List.copyOf(excludeTags);
        }
    }

    /**
     * With what to record.
     *
     * @param table the files of a {@link ProbeTable}
     * @param within absolute paths, first the project's: files at or below one of them are told of
     * @param without absolute paths, among them those of the project's classes: but no files at or below one of these
     */
    record Recording(String table, String data, List<String> within, List<String> without) {
        public Recording {
            within = List.copyOf(within);
            without = List.copyOf(without);
        }

        /** Tells of no files. */
        public Recording(String table, String data) {
            this(table, data, List.of(), List.of());
        }
    }

    /** Say where all threads are; may come at any time during a run. */
    record Dump() implements Message {}

    // ---- from the fork

    /** The first word of a fork after it has proven who it is. */
    record Hello(long pid, String javaVersion, String platformVersion) implements Message {}

    /** JUnit is loaded and warm; no class of the project has been touched. */
    record Ready() implements Message {}

    /** The test plan after discovery; parents come before their children. */
    record Planned(List<Node> nodes) implements Message {
        public Planned {
            nodes = List.copyOf(nodes);
        }
    }

    /** A test or container that came into being during execution (dynamic tests, invocations). */
    record Registered(Node node) implements Message {}

    /** Written before any code of the test runs, so that a crash can be attributed. */
    record Started(String id) implements Message {}

    record Skipped(String id, String reason) implements Message {}

    record Finished(String id, Status status, long nanos, Optional<Thrown> thrown) implements Message {}

    /** Text that a test (or, with no id, something else in the JVM) wrote to System.out or System.err. */
    record Output(Optional<String> id, boolean error, String text) implements Message {}

    /** So many bytes of what a test wrote, behind what has been told and before what comes next, are left out. */
    record Omitted(Optional<String> id, long bytes) implements Message {}

    /** A sign of life, once a second while a run goes on. */
    record Pulse() implements Message {}

    /**
     * The answer to {@link Dump}.
     *
     * @param stacks the threads in which anything but the JDK is at work, those that run tests first
     * @param deadlocks who waits for whom, a sentence a thread; empty if nobody waits in a circle
     * @param others the names of the other threads
     */
    record Stacks(List<Stack> stacks, List<String> deadlocks, List<String> others) implements Message {
        public Stacks {
            stacks = List.copyOf(stacks);
            deadlocks = List.copyOf(deadlocks);
            others = List.copyOf(others);
        }
    }

    /**
     * Where a thread is.
     *
     * @param state for people: {@code waits for java.lang.Object@1f2e, held by "main"}
     * @param test the unique id of the test or container that it runs
     * @param frames as in {@link Thrown}
     */
    record Stack(String thread, String state, Optional<String> test, List<String> frames) {
        public Stack {
            frames = List.copyOf(frames);
        }
    }

    /**
     * Something outlives the test class that brought it into being.
     *
     * @param testClass the top-level class; empty if several ran at the time
     * @param what for people, to be read behind the class's name: {@code left 2 threads: ...}
     */
    record Leak(String testClass, List<String> what) implements Message {
        public Leak {
            what = List.copyOf(what);
        }
    }

    /**
     * What of the project has run since the last such message. All that there is to say of a test class has been said
     * with the message that holds the scope of its outermost container, which comes before the container's end.
     *
     * @param loaded classes that have got their probes
     * @param scopes tests and containers that have ended; {@link #EVERYBODY}: what was outside of all
     * @param initialised by the probe of a static initialiser, what was hit while it ran
     * @param written by the probe of another method that writes static fields, what was ever hit while it ran
     * @param files files and what was done to them, each with a number among those of probes; a later one with the
     *     same number takes the place of an earlier one
     * @param unusable why all this but the files is not the whole truth, nor will be what comes in this JVM's life
     * @param blind the same for the files
     */
    record Touched(
            List<Loaded> loaded,
            List<Scope> scopes,
            List<Span> initialised,
            List<Span> written,
            List<Seen> files,
            Optional<String> unusable,
            Optional<String> blind)
            implements Message {

        public static final String EVERYBODY = "";

        public Touched {
            loaded = List.copyOf(loaded);
            scopes = List.copyOf(scopes);
            initialised = List.copyOf(initialised);
            written = List.copyOf(written);
            files = List.copyOf(files);
        }

        /** With no word of files. */
        public Touched(
                List<Loaded> loaded,
                List<Scope> scopes,
                List<Span> initialised,
                List<Span> written,
                Optional<String> unusable) {
            this(loaded, scopes, initialised, written, List.of(), unusable, Optional.empty());
        }
    }

    /** A file, absolute, or a class, and what was done to it by whoever has hit this probe. */
    record Seen(int probe, String path, How how) {}

    /** What is done to files and directories. */
    enum How {
        /** Its existence, kind or size was asked for. */
        CHECKED,
        /** It was looked for or opened, and was not there the first time. */
        MISSED,
        /** It was opened to be read. */
        READ,
        /** A directory was listed. */
        LISTED,
        /** It was read or listed, and has also been changed by this JVM since. */
        REWRITTEN,
        /** It is of this JVM's own making, or was written before it was read: whoever seems to depend on it does not. */
        OWN,
        /** No file: a process was started that can see the project's classes. */
        PROCESS,
        /** A directory of the project's classes was listed. What is in it counts as classes, and not as files. */
        SCANNED,
        /** A directory that lies among the project's classes was listed, but no class lies in it. */
        RESOURCES,
        /** A file that lies among the project's classes and is none was read, or looked for. */
        RESOURCE,
        /** No file: somebody looked at methods or constructors of a class with this binary name; if empty, of any. */
        MEMBERS,
        /** No file: the file of a class with this binary name was read, by somebody who has not loaded it. */
        CLASS_FILE,
        /** No file: a class of this binary name was looked for among the project's, and not loaded since; if empty, any. */
        SOUGHT;

        /**
         * Whether what lies at this path below a directory of the class path is told of as {@link #RESOURCE}. What is
         * below {@code META-INF} any library may read, so that it is everybody's anyway.
         */
        public static boolean isResource(String path) {
            return !path.endsWith(".class") && !path.equals("META-INF") && !path.startsWith("META-INF/");
        }
    }

    /**
     * A class of the project in this JVM.
     *
     * @param content {@link ProbeTable#content} of its bytes without probes
     * @param base its first probe
     * @param count how many it has
     */
    record Loaded(String name, long content, int base, int count) {}

    /** What was hit in a test or container itself, by unique id. */
    record Scope(String id, Numbers probes) {}

    /** What was hit while the method with this probe ran. */
    record Span(int probe, Numbers probes) {}

    /** JUnit itself failed, for example an engine in discovery; tests of other engines go on where possible. */
    record Broken(Thrown thrown) implements Message {}

    /**
     * Something is ending the JVM before the run is over.
     *
     * @param frames the stack of the thread that called {@code System.exit}, its caller first; empty if none did
     */
    record Exiting(List<String> frames) implements Message {
        public Exiting {
            frames = List.copyOf(frames);
        }
    }

    /**
     * The last word: what the fork has counted, to be compared with what arrived. Tests only, not containers.
     *
     * @param trace the sum of {@link #trace} over all ends, so that not even two mistakes that cancel out in the
     *     counts go unnoticed
     */
    record Ended(int planned, int started, int successful, int failed, int aborted, int skipped, long trace)
            implements Message {

        private static final long BASIS = 0xcbf29ce484222325L;
        private static final long PRIME = 0x100000001b3L;

        /** A number for how a test ended, {@code SKIPPED} or the name of a {@link Status}. */
        public static long trace(String id, String end) {
            long trace = BASIS;
            for (int i = 0; i < id.length(); i++) {
                trace = (trace ^ id.charAt(i)) * PRIME;
            }
            return (trace ^ end.hashCode()) * PRIME;
        }
    }

    enum Status {
        SUCCESSFUL,
        FAILED,
        ABORTED
    }

    enum Kind {
        TEST,
        CONTAINER,
        CONTAINER_AND_TEST
    }

    /**
     * One entry of a test plan.
     *
     * @param id JUnit's unique id
     * @param parent the parent's unique id; empty for an engine
     * @param testClass the top-level class that was selected and led here: that of the outermost ancestor (or itself)
     *     that has a class for its source; empty above classes
     * @param className the class that holds the test, as in JUnit's source, nested classes with {@code $}
     * @param methodName the method, without parameters; empty for containers that are no methods
     */
    record Node(
            String id,
            Optional<String> parent,
            Kind kind,
            String displayName,
            Optional<String> testClass,
            Optional<String> className,
            Optional<String> methodName) {

        /** For people: {@code MoneyTest › rounds}. */
        public String title() {
            String name = testClass.orElse("");
            return name.substring(name.lastIndexOf('.') + 1) + " › " + displayName;
        }
    }

    /**
     * An exception as strings, made in the fork with every call into user code guarded.
     *
     * @param type the exception's class name
     * @param message its message, capped; empty if it has none
     * @param frames the stack, innermost first, as {@link StackTraceElement#toString()} prints it without module or
     *     loader: {@code shop.Money.rounded(Money.java:41)}
     * @param expected the string form of what an assertion expected, if it said so
     */
    record Thrown(
            String type,
            Optional<String> message,
            List<String> frames,
            Optional<Thrown> cause,
            List<Thrown> suppressed,
            Optional<String> expected,
            Optional<String> actual) {
        public Thrown {
            frames = List.copyOf(frames);
            suppressed = List.copyOf(suppressed);
        }
    }
}
