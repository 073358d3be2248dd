package dev.testwatch.worker;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * The one class that instrumented code of any loader and module can reach. It is made of bytes that lie beside this
 * class, for no compiler may put a class into {@code java.lang}.
 */
public final class BootClass {

    /** Its internal name; no other class is called so. */
    public static final String NAME = "java/lang/$Tw";

    /** The array with a byte for each probe, {@code 1} if it was hit. */
    public static final String PROBES = "P";

    /** Where the methods go, each with its probe and {@link #INITIALISER}, nothing, or the complement of the probe. */
    public static final String HOOK = "hook";

    /** A static initialiser with this probe begins. */
    public static final String INIT = "init";

    /** A writer of static fields with this probe begins. */
    public static final String ENTER = "enter";

    /** One of the two ends. */
    public static final String EXIT = "exit";

    /** Where the JDK's methods go that touch files. */
    public static final String FILE_HOOK = "files";

    /** One of the JDK's methods is about to touch a file: gets the file, and what is done to it. */
    public static final String TOUCH = "touch";

    /** What the hook gets beside the probe of a static initialiser. */
    public static final int INITIALISER = 1 << 30;

    /** The resource that holds its bytes. */
    public static final String RESOURCE = "boot-class.bin";

    /** How many probes there is room for. */
    public static final int CAPACITY = 1 << 20;

    private BootClass() {}

    /**
     * Defines it.
     *
     * @param hook called by the project's classes
     * @param files called by the JDK's methods that are made to do so
     * @return its array of probes
     */
    static byte[] define(Instrumentation instrumentation, IntConsumer hook, BiConsumer<Object, Object> files)
            throws IOException, ReflectiveOperationException {
        Module base = Object.class.getModule();
        instrumentation.redefineModule(
                base, Set.of(), Map.of(), Map.of("java.lang", Set.of(BootClass.class.getModule())), Set.of(), Map.of());
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
        Class<?> type = lookup.defineClass(bytes());
        lookup.findStaticVarHandle(type, HOOK, IntConsumer.class).set(hook);
        lookup.findStaticVarHandle(type, FILE_HOOK, BiConsumer.class).set(files);
        return (byte[]) lookup.findStaticVarHandle(type, PROBES, byte[].class).get();
    }

    private static byte[] bytes() throws IOException {
        try (InputStream in = BootClass.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("no " + RESOURCE + " beside the worker");
            }
            return in.readAllBytes();
        }
    }
}
