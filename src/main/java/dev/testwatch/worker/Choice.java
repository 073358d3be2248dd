package dev.testwatch.worker;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/**
 * What a run was asked for, by the class that it is about, and the classes of it that cannot be loaded: JUnit drops
 * those without a word or stops altogether, depending on its version.
 *
 * @param loadable selectors by class name, or by the selector itself if it names no class
 * @param unloadable why a class cannot be loaded
 */
record Choice(Map<String, List<DiscoverySelector>> loadable, Map<String, Throwable> unloadable) {

    private static final String CLASS = "class:";
    private static final String ID = "id:";

    static Choice of(List<String> selectors) {
        var choice = new Choice(new LinkedHashMap<>(), new LinkedHashMap<>());
        selectors.forEach(choice::add);
        return choice;
    }

    private void add(String selector) {
        if (selector.startsWith(CLASS)) {
            String name = selector.substring(CLASS.length());
            load(name).ifPresent(type -> put(name, DiscoverySelectors.selectClass(type)));
        } else if (selector.startsWith(ID)) {
            String id = selector.substring(ID.length());
            Optional<String> name = className(id);
            if (name.isEmpty() || load(name.get()).isPresent()) {
                put(name.orElse(id), DiscoverySelectors.selectUniqueId(id));
            }
        } else {
            throw new IllegalArgumentException("no selector: " + selector);
        }
    }

    private void put(String name, DiscoverySelector selector) {
        loadable.computeIfAbsent(name, key -> new ArrayList<>()).add(selector);
    }

    /**
     * Loads as JUnit does, without running the static initialiser. Where the JVM does not give away what is nested in a
     * class, JUnit goes on as if nothing were, and would lose those tests without a word.
     */
    private Optional<Class<?>> load(String name) {
        try {
            Class<?> type = Class.forName(name, false, Nodes.loader());
            listNested(type);
            return Optional.of(type);
        } catch (ClassNotFoundException | LinkageError e) {
            unloadable.put(name, e);
            return Optional.empty();
        }
    }

    private static void listNested(Class<?> type) {
        try {
            for (Class<?> nested : type.getDeclaredClasses()) {
                if (!Modifier.isStatic(nested.getModifiers()) && !type.isAssignableFrom(nested)) {
                    listNested(nested);
                }
            }
        } catch (NoClassDefFoundError e) {
            var why = new NoClassDefFoundError(
                    "what is nested in " + type.getName() + " cannot be listed, for " + e.getMessage() + " is missing");
            why.initCause(e);
            throw why;
        }
        Class<?> above = type.getSuperclass();
        if (above != null && above != Object.class) {
            listNested(above);
        }
    }

    /** The class of Jupiter's and Vintage's unique ids. */
    static Optional<String> className(String id) {
        return UniqueId.parse(id).getSegments().stream()
                .filter(segment ->
                        segment.getType().equals("class") || segment.getType().equals("runner"))
                .map(UniqueId.Segment::getValue)
                .findFirst();
    }
}
