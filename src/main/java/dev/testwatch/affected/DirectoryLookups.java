package dev.testwatch.affected;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;

/**
 * Whether a method may ask for the place where classes lie as for a resource, so that it can list them. A name that is
 * loaded right before it is asked for is known. Any other may be each string of the class that names such a place, but
 * for those that are only looked for in other strings, or appended where they are empty.
 */
final class DirectoryLookups {

    private static final Set<String> OWNERS =
            Set.of("java/lang/Class", "java/lang/ClassLoader", "java/lang/Module", "java/net/URLClassLoader");

    /** Of a string's methods those of which none returns what it is handed. */
    private static final Set<String> LOOKING =
            Set.of("startsWith", "endsWith", "equals", "contains", "indexOf", "lastIndexOf", "split", "replace");

    /** What the last instruction has loaded, if that was a string. */
    private @Nullable String loaded;
    /** Whether something else may have been loaded in its place. */
    private boolean joined;

    private boolean asksForDirectory;
    private boolean asksForAny;
    private boolean holdsDirectory;

    /** Whether it asks for such a place by its name. */
    boolean asksForDirectory() {
        return asksForDirectory;
    }

    /** Whether it asks for something whose name is not known. */
    boolean asksForAny() {
        return asksForAny;
    }

    /** Whether it has the name of such a place, and does something with it that is not known. */
    boolean holdsDirectory() {
        return holdsDirectory;
    }

    /** Whether this string, taken for a resource, is the place where classes lie. */
    static boolean isDirectory(String text) {
        return text.isEmpty() || text.equals(".") || text.equals("/");
    }

    /** Whether a member, as its owner, a dot and its name, asks for resources. */
    static boolean isLookup(String member) {
        int dot = member.lastIndexOf('.');
        return isLookup(member.substring(0, dot), member.substring(dot + 1));
    }

    /** The last instruction has loaded a constant. */
    void load(Object constant) {
        loaded = constant instanceof String text ? text : null;
        joined = false;
    }

    /** Whether the last instruction has loaded a string. */
    boolean hasLoaded() {
        return loaded != null;
    }

    /** There are other ways to get here. */
    void join() {
        joined = true;
    }

    /** Before the next instruction, which calls a method. */
    void call(String owner, String name) {
        if (isLookup(owner, name)) {
            asksForAny |= loaded == null || joined;
            asksForDirectory |= loaded != null && isDirectory(loaded);
            loaded = null;
        } else if (isHarmless(owner, name)) {
            loaded = null;
        }
    }

    /** A method that is handed on may be called with anything. */
    void handle(Handle handle) {
        asksForAny |= isLookup(handle.getOwner(), handle.getName());
    }

    /** Before the next instruction of any kind. */
    void next() {
        holdsDirectory |= loaded != null && isDirectory(loaded);
        loaded = null;
    }

    private static boolean isLookup(String owner, String name) {
        return OWNERS.contains(owner)
                && (name.startsWith("getResource") || name.startsWith("getSystemResource") || name.equals("resources"));
    }

    private boolean isHarmless(String owner, String name) {
        return switch (owner) {
            case "java/lang/String" -> LOOKING.contains(name);
            case "java/lang/StringBuilder", "java/lang/StringBuffer" -> name.equals("append") && "".equals(loaded);
            default -> false;
        };
    }
}
