package dev.testwatch.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes that the class path's loader has looked for and that have not been loaded by it since: whoever asked for
 * one would find another answer if the project had a class of this name. Names are those of the JVM: {@code shop/Cart}.
 *
 * <p>Called for each class that is loaded, and from inside the JDK: makes no lambdas.
 */
final class Sought {

    private final Map<String, Boolean> names = new ConcurrentHashMap<>();
    private final ClassLoader loader = ClassLoader.getSystemClassLoader();

    void lookedFor(String name) {
        names.put(name, true);
    }

    /** Of other loaders it does not matter what they have loaded: they may have asked this one first. */
    void loaded(ClassLoader by, String name) {
        if (by == loader) {
            names.remove(name);
        }
    }

    /** Those that were looked for since the last call, as binary names. */
    List<String> take() {
        List<String> taken = new ArrayList<>(names.keySet()); // others may go on asking meanwhile
        taken.forEach(names::remove);
        taken.replaceAll(name -> name.replace('/', '.'));
        return taken;
    }
}
