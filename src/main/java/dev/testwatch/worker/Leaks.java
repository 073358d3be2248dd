package dev.testwatch.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * What test classes leave behind in this JVM: threads that would keep it alive, child processes, streams and defaults
 * that are not what they were. Each is told once. Not for several threads at once.
 */
final class Leaks {

    /** What is about to end anyway is no leak. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final int MOST_NAMED = 5;

    /** The JDK has such a thread for each process that it has started, and keeps it for a while. */
    private static final String REAPER = "process reaper";

    private static final String JUNITS = "junit-";

    /**
     * How the names of threads begin that do nothing for those who have begun them when these have ended: the JDK's pool
     * comes with the first parallel stream and sleeps when that is over; the JVM listens for agents once one, such as a
     * mocking library's, has been attached; the JDK closes connections that nobody uses.
     */
    private static final List<String> IDLE =
            List.of(JUNITS, REAPER, "ForkJoinPool.commonPool-", "Attach Listener", "Keep-Alive-Timer");

    private static final String DIRECTORY = "user.dir";

    private final OutputCapture capture;
    private Set<Thread> known;
    private final Set<Long> knownChildren = new HashSet<>();
    private Map<String, String> properties = properties();
    private final Locale locale = Locale.getDefault();
    private final Locale display = Locale.getDefault(Locale.Category.DISPLAY);
    private final Locale format = Locale.getDefault(Locale.Category.FORMAT);
    private final TimeZone zone = TimeZone.getDefault();

    private Leaks(OutputCapture capture) {
        this.capture = capture;
        this.known = identitySet(threads());
    }

    /** What is there now is nobody's leak. */
    static Leaks from(OutputCapture capture) {
        return new Leaks(capture);
    }

    /** What has come since the last call; puts back what can be put back. */
    List<String> take() {
        List<String> found = new ArrayList<>();
        try {
            List<Thread> now = threads();
            threads(now, found);
            if (now.stream().anyMatch(thread -> thread.getName().startsWith(REAPER))) {
                children(found);
            }
            found.addAll(capture.restore());
            defaults(found);
            properties(found);
        } catch (SecurityException e) {
            // Tests may forbid to look; then there is nothing to be told.
        }
        return found;
    }

    /** How many threads there are that classes have begun and that may go on with what they were begun for. */
    static int threadCount() {
        return (int) threads().stream()
                .map(Thread::getName)
                .filter(name -> IDLE.stream().noneMatch(name::startsWith))
                .count();
    }

    private static List<Thread> threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] all = new Thread[root.activeCount() + 64];
        int count = root.enumerate(all);
        return List.of(Arrays.copyOf(all, count));
    }

    private void threads(List<Thread> now, List<String> found) {
        long deadline = System.nanoTime() + GRACE_NANOS;
        List<String> names = new ArrayList<>();
        for (Thread thread : now) {
            if (thread.isDaemon() || thread.getName().startsWith(JUNITS) || known.contains(thread)) {
                continue;
            }
            if (!endsBefore(deadline, thread)) {
                StackTraceElement[] stack = thread.getStackTrace();
                names.add(thread.getName() + (stack.length == 0 ? "" : " in " + Rendering.frame(stack[0])));
            }
        }
        known = identitySet(now);
        tell(names, "thread", "threads", found);
    }

    /** Threads are of the tests' classes, and their methods nothing to rely on. */
    private static Set<Thread> identitySet(List<Thread> threads) {
        Set<Thread> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(threads);
        return set;
    }

    private static boolean endsBefore(long deadline, Thread thread) {
        try {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left > 0) {
                thread.join(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void children(List<String> found) {
        List<String> names = new ArrayList<>();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            if (child.isAlive() && knownChildren.add(child.pid())) {
                names.add(child.info().command().orElse("?") + " (pid " + child.pid() + ")");
            }
        }
        tell(names, "child process", "child processes", found);
    }

    private static void tell(List<String> names, String one, String many, List<String> found) {
        if (!names.isEmpty()) {
            List<String> shown = names.subList(0, Math.min(MOST_NAMED, names.size()));
            found.add("left " + names.size() + " " + (names.size() == 1 ? one : many) + ": " + String.join(", ", shown)
                    + (names.size() > shown.size() ? ", ..." : ""));
        }
    }

    private void defaults(List<String> found) {
        if (!Locale.getDefault().equals(locale)
                || !Locale.getDefault(Locale.Category.DISPLAY).equals(display)
                || !Locale.getDefault(Locale.Category.FORMAT).equals(format)) {
            found.add("left the default locale " + Locale.getDefault() + "; it is " + locale + " again");
            Locale.setDefault(locale);
            Locale.setDefault(Locale.Category.DISPLAY, display);
            Locale.setDefault(Locale.Category.FORMAT, format);
        }
        TimeZone current = TimeZone.getDefault();
        if (!current.equals(zone)) {
            found.add("left the default time zone " + current.getID() + "; it is " + zone.getID() + " again");
            TimeZone.setDefault(zone);
        }
    }

    /** New properties are left out: many libraries set some for good when they are first used. */
    private void properties(List<String> found) {
        Map<String, String> now = properties();
        Set<String> changed = new TreeSet<>();
        properties.forEach((key, value) -> {
            if (!value.equals(now.get(key))) {
                changed.add(key);
            }
        });
        String directory = properties.get(DIRECTORY);
        if (changed.remove(DIRECTORY) && directory != null) {
            found.add("left " + DIRECTORY + " at " + now.get(DIRECTORY) + "; it is " + directory + " again");
            System.setProperty(DIRECTORY, directory);
            now.put(DIRECTORY, directory);
        }
        tell(List.copyOf(changed), "changed system property", "changed system properties", found);
        properties = now;
    }

    private static Map<String, String> properties() {
        Properties all = System.getProperties();
        Map<String, String> texts = new HashMap<>();
        all.forEach((key, value) -> {
            // Nothing keeps a program from putting in what is no text.
            if (key instanceof String name && value instanceof String text) {
                texts.put(name, text);
            }
        });
        return texts;
    }
}
