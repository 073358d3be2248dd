package dev.testwatch.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Finds out whether the JDK tells of every way to look at methods and constructors of a class. */
final class MemberHooks {

    /** The classes of the JDK that tell. */
    static final Set<String> CLASSES = Set.of("java.lang.Class", "java.lang.invoke.MethodHandles$Lookup");

    private static final MethodType NOTHING = MethodType.methodType(void.class);

    private MemberHooks() {}

    /** Looked at by nobody else. */
    static class Looked {

        public Looked() {}

        public void ofObject() {}

        public static void ofClass() {}
    }

    private interface Attempt {
        Object find() throws ReflectiveOperationException;
    }

    /**
     * Looks at a class in all ways that there are, and at once again.
     *
     * @param listener to whom the JDK tells; something else hears it until the answer is there
     */
    static boolean areHeard(AtomicReference<BiConsumer<Object, Object>> listener) {
        var heard = new ConcurrentLinkedQueue<String>();
        BiConsumer<Object, Object> before = listener.getAndSet((what, how) -> {
            if (FileHooks.MEMBERS.equals(how)) {
                heard.add(
                        what instanceof Class<?> type
                                ? type.getName()
                                : what.getClass().getName());
            }
        });
        Class<?> type = Looked.class;
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            return isHeard(heard, type::getMethods)
                    && isHeard(heard, type::getDeclaredMethods)
                    && isHeard(heard, () -> type.getMethod("ofObject"))
                    && isHeard(heard, () -> type.getDeclaredMethod("ofClass"))
                    && isHeard(heard, type::getConstructors)
                    && isHeard(heard, type::getDeclaredConstructors)
                    && isHeard(heard, type::getConstructor)
                    && isHeard(heard, type::getDeclaredConstructor)
                    && isHeard(heard, () -> lookup.findVirtual(type, "ofObject", NOTHING))
                    && isHeard(heard, () -> lookup.findStatic(type, "ofClass", NOTHING))
                    && isHeard(heard, () -> lookup.findConstructor(type, NOTHING))
                    && isHeard(heard, () -> lookup.bind(new Looked(), "ofObject", NOTHING));
        } catch (ReflectiveOperationException e) {
            return false;
        } finally {
            listener.set(before);
        }
    }

    /** Twice: the JDK keeps what it has found. */
    private static boolean isHeard(ConcurrentLinkedQueue<String> heard, Attempt attempt)
            throws ReflectiveOperationException {
        boolean all = true;
        for (int time = 0; time < 2; time++) {
            heard.clear();
            boolean found = attempt.find() != null;
            all &= found && heard.contains(Looked.class.getName());
        }
        return all;
    }
}
