package dev.testwatch.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes that the class path's loader, or anybody else, has looked for in the project's directories of classes and
 * that this loader has not loaded since: whoever asked for one would find another answer if the project had a class of
 * this name, or had it no more. Names are those of the JVM: {@code shop/Cart}. Whoever goes on making up names is not
 * followed.
 *
 * <p>What is called for each class, from inside the JDK, makes no lambdas.
 */
final class Sought {

    /** In place of more names than these: any. */
    static final String ANY = "";

    private static final int MOST = 1_000;

    private final Map<String, Boolean> names = new ConcurrentHashMap<>();
    /** As the JVM calls them: some are looked for again and again. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private final ClassLoader loader = ClassLoader.getSystemClassLoader();

    void lookedFor(String name) {
        if (names.size() <= MOST) {
            names.put(name, true);
        }
    }

    /** Of other loaders it does not matter what they have loaded: they may have asked this one first. */
    void loaded(ClassLoader by, String name) {
        if (by == loader) {
            names.remove(name);
        }
    }

    /** Those that were looked for and have not been told before, as binary names; {@link #ANY} if they are too many. */
    List<String> take() {
        List<String> fresh = new ArrayList<>(names.keySet()); // others may go on asking meanwhile
        fresh.forEach(names::remove);
        fresh.removeIf(name -> !told.add(name));
        if (told.size() > MOST) {
            return List.of(ANY);
        }
        fresh.replaceAll(name -> name.replace('/', '.'));
        return fresh;
    }
}
