package dev.testwatch.worker;

import dev.testwatch.worker.Message.How;
import dev.testwatch.worker.Message.Seen;
import java.io.File;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Hears of every file that this JVM touches, on any thread, from inside the JDK: gives each a number and hits it as a
 * probe is hit, so that files belong to the same scopes as code. So it does with the project's classes of which somebody
 * looks at the members. Never opens a file in a way that it would hear of, and
 * never fails.
 */
final class FilesSeen implements BiConsumer<Object, Object> {

    /** So many names are remembered: a test that touches more of them is not followed. */
    private static final int MOST = 1 << 16;

    /** A directory of more resources than this counts as one of classes. */
    private static final int MOST_RESOURCES = 1_000;

    private static final int NONE = -1;
    private static final Integer READ_ONLY = 1;

    private final Territory territory;
    private final byte[] probes;
    private final Supplier<OptionalInt> numbers;
    private final Predicate<String> ownClasses;
    private final Sought sought;
    private final Opened opened;
    private final AtomicReference<Optional<String>> blind;
    private final AtomicInteger names = new AtomicInteger();

    /** By what is done, by name as it comes: the number, or none if it is not worth telling of. */
    private final Map<How, Map<String, Integer>> known = new EnumMap<>(How.class);
    /** By what is done, by absolute name. */
    private final Map<How, Map<String, Integer>> told = new EnumMap<>(How.class);

    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    /** Directories in which something was made or removed. */
    private final Set<String> altered = ConcurrentHashMap.newKeySet();

    private final Queue<Seen> fresh = new ConcurrentLinkedQueue<>();
    /** Whether this thread is at work here, and what it touches is our own doing. */
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    /**
     * @param probes the array to hit them in
     * @param numbers gives out numbers
     * @param ownClasses knows the binary names of the project's classes
     * @param sought told of each class that is looked for among the project's
     * @param opened told of each of these of which the file is opened
     * @param blind where to say why not everything is seen
     */
    FilesSeen(
            Territory territory,
            byte[] probes,
            Supplier<OptionalInt> numbers,
            Predicate<String> ownClasses,
            Sought sought,
            Opened opened,
            AtomicReference<Optional<String>> blind) {
        this.territory = territory;
        this.probes = probes;
        this.numbers = numbers;
        this.ownClasses = ownClasses;
        this.sought = sought;
        this.opened = opened;
        this.blind = blind;
        for (How how : How.values()) {
            known.put(how, new ConcurrentHashMap<>());
            told.put(how, new ConcurrentHashMap<>());
        }
    }

    /** The files and classes that are new since the last call, or of which something else is known. */
    List<Seen> take() {
        sought.take().forEach(name -> number(How.SOUGHT, name));
        List<Seen> taken = new ArrayList<>();
        for (Seen one = fresh.poll(); one != null; one = fresh.poll()) {
            taken.add(one);
        }
        return taken;
    }

    /**
     * Each class that is loaded and each look at one come here: what is of no interest or known already is to cost next
     * to nothing. Makes no lambdas, of which the first would come here itself.
     */
    @Override
    public void accept(Object what, Object how) {
        How done = done(how);
        boolean members = done == How.MEMBERS;
        String name = members ? className(what) : name(what);
        if ((done == How.CHECKED || done == How.READ) && territory.isOwnClass(name)) {
            ownClass(name, done);
            return;
        }
        Integer number = known(done).get(name);
        if (number != null) {
            hit(number);
        } else if (inside.get() == null) {
            inside.set(true);
            try {
                if (members) {
                    lookedAt(name);
                } else {
                    see(what, done, FileHooks.MADE.equals(how));
                }
            } catch (Throwable e) {
                // Who opens a file is none the worse for it.
                lost(String.valueOf(e));
            } finally {
                inside.remove();
            }
        }
    }

    private void ownClass(String file, How done) {
        String name = territory.className(file);
        if (done == How.READ) {
            opened.opened(name);
        } else {
            sought.lookedFor(name);
        }
    }

    /** Class files that were opened and not loaded are hit now: what of the tests is running reads them. */
    void settle() {
        for (String name : opened.take()) {
            if (told(How.CLASS_FILE).size() > MOST) {
                lost("more than " + MOST + " class files are read in one JVM");
            } else {
                hit(number(How.CLASS_FILE, name.replace('/', '.')));
            }
        }
    }

    /** {@link How#OWN} stands for all that changes a file. */
    private static How done(Object how) {
        if (how instanceof String word) {
            return switch (word) {
                case FileHooks.CHECKED -> How.CHECKED;
                case FileHooks.READ -> How.READ;
                case FileHooks.LISTED -> How.LISTED;
                case FileHooks.STARTED -> How.PROCESS;
                case FileHooks.MEMBERS -> How.MEMBERS;
                default -> How.OWN;
            };
        }
        boolean reads = how instanceof Set<?> options
                ? !options.contains(StandardOpenOption.WRITE) && !options.contains(StandardOpenOption.APPEND)
                : READ_ONLY.equals(how);
        return reads ? How.READ : How.OWN;
    }

    private static String name(Object what) {
        return what instanceof File file ? file.getPath() : String.valueOf(what);
    }

    private static String className(Object what) {
        return (what instanceof Class<?> type ? type : what.getClass()).getName();
    }

    /**
     * Somebody looks at the members of a class. Not of interest is whose class it is: of this name it may be any. Most
     * are JUnit's and the JDK's, and of these there are only so many, unless somebody goes on making new ones.
     */
    void lookedAt(String name) {
        Map<String, Integer> looked = known(How.MEMBERS);
        boolean own = ownClasses.test(name);
        int number = own ? number(How.MEMBERS, name) : NONE;
        if (own || looked.size() < MOST) {
            looked.put(name, number);
        }
        hit(number);
    }

    /** It cannot be heard who looks at the members of classes. */
    void lookedAtAny() {
        hit(number(How.MEMBERS, ""));
    }

    private Map<String, Integer> known(How how) {
        return Objects.requireNonNull(known.get(how));
    }

    private Map<String, Integer> told(How how) {
        return Objects.requireNonNull(told.get(how));
    }

    private void hit(int number) {
        if (number != NONE) {
            probes[number] = 1;
        }
    }

    private void lost(String why) {
        blind.compareAndSet(Optional.empty(), Optional.of(why));
    }

    private void see(Object what, How done, boolean made) {
        if (name(what).indexOf('\0') >= 0) {
            return; // the JDK does not even ask the system for it
        }
        if (names.incrementAndGet() > MOST) {
            lost("more than " + MOST + " of them are used in one JVM");
        } else if (what instanceof ProcessBuilder process) {
            if (territory.isNamedIn(process.command())) {
                hit(number(How.PROCESS, ""));
            }
        } else if (done == How.OWN) {
            change(territory.absolute(name(what)), made);
        } else {
            look(name(what), done);
        }
    }

    private void look(String name, How done) {
        String absolute = territory.absolute(name);
        int number = NONE;
        if (done == How.LISTED && territory.isOfClasses(absolute)) {
            number = number(holdsClasses(absolute) ? How.SCANNED : How.RESOURCES, absolute);
        } else if (isFollowed(absolute) && !isOwn(absolute)) {
            number = number(territory.holds(absolute) ? found(absolute, done) : How.RESOURCE, absolute);
        } else if (done != How.LISTED && territory.isOwnClass(absolute)) {
            // The JVM calls it by another name when it loads it.
            String binaryName = territory.className(absolute).replace('/', '.');
            number = number(done == How.READ ? How.CLASS_FILE : How.SOUGHT, binaryName);
        }
        known(done).put(name, number);
        hit(number);
    }

    /** Somebody else may make it or take it away before the tests end, and then nobody could say what was found. */
    private static How found(String absolute, How done) {
        return done == How.LISTED || new File(absolute).exists() ? done : How.MISSED;
    }

    private boolean isFollowed(String absolute) {
        return territory.holds(absolute) || territory.holdsResource(absolute);
    }

    private static boolean holdsClasses(String directory) {
        String[] names = new File(directory).list();
        return names != null
                && (names.length > MOST_RESOURCES || Arrays.stream(names).anyMatch(name -> name.endsWith(".class")));
    }

    private int number(How how, String absolute) {
        Map<String, Integer> numbered = told(how);
        Integer present = numbered.get(absolute);
        if (present != null) {
            return present;
        }
        OptionalInt next = numbers.get();
        if (next.isEmpty()) {
            lost("there is no room for more of them");
            return NONE;
        }
        Integer other = numbered.putIfAbsent(absolute, next.getAsInt());
        if (other != null) {
            return other;
        }
        boolean rewritten = how == How.LISTED && altered.contains(absolute);
        fresh.add(new Seen(next.getAsInt(), absolute, rewritten ? How.REWRITTEN : how));
        return next.getAsInt();
    }

    /** What this JVM has made or written before anybody looked at it is nothing that a test depends on. */
    private boolean isOwn(String absolute) {
        return written.contains(absolute) || isMade(absolute);
    }

    /** Whether it was not there when this JVM began, or lies in a directory that was not. */
    private boolean isMade(String absolute) {
        int end = made.isEmpty() ? 0 : absolute.length();
        while (end > 0) {
            if (made.contains(absolute.substring(0, end))) {
                return true;
            }
            end = absolute.lastIndexOf('/', end - 1);
        }
        return false;
    }

    private void change(String absolute, boolean maybeMade) {
        if (!isFollowed(absolute)) {
            return;
        }
        File file = new File(absolute);
        if (maybeMade && file.isDirectory()) {
            look(absolute, How.CHECKED); // it was there before, and so was what is in it
            return;
        }
        boolean first = written.add(absolute);
        boolean present = (first || maybeMade) && file.exists();
        if (maybeMade && !present) {
            made.add(absolute);
        }
        if (first) {
            if (present && !isMade(absolute)) {
                hit(number(How.OWN, absolute)); // for the sake of others who read it
            }
            amend(How.CHECKED, absolute, How.OWN);
            amend(How.MISSED, absolute, How.OWN);
            amend(How.READ, absolute, How.REWRITTEN);
            amend(How.LISTED, absolute, How.REWRITTEN);
            amend(How.RESOURCE, absolute, How.OWN);
            int slash = absolute.lastIndexOf('/');
            if (slash > 0) {
                altered.add(absolute.substring(0, slash));
                amend(How.LISTED, absolute.substring(0, slash), How.REWRITTEN);
            }
        }
    }

    private void amend(How how, String absolute, How now) {
        Integer number = told(how).get(absolute);
        if (number != null) {
            fresh.add(new Seen(number, absolute, now));
        }
    }
}
