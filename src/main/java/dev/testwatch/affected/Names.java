package dev.testwatch.affected;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds binary names of classes in descriptors and signatures; those of {@code java.*} are left out. */
final class Names {

    private Names() {}

    /** Adds a class by its internal name. */
    static void add(@Nullable String internalName, Collection<String> names) {
        if (internalName != null && !internalName.startsWith("java/")) {
            names.add(internalName.replace('/', '.'));
        }
    }

    /** Adds every class in a descriptor or a generic signature; perhaps also a few names that nobody has. */
    static void types(@Nullable String descriptor, Collection<String> names) {
        if (descriptor == null) {
            return;
        }
        int length = descriptor.length();
        for (int at = descriptor.indexOf('L'); at >= 0 && at < length; at = descriptor.indexOf('L', at)) {
            int end = at + 1;
            while (end < length && ";<:".indexOf(descriptor.charAt(end)) < 0) {
                end++;
            }
            if (end > at + 1) {
                add(descriptor.substring(at + 1, end), names);
            }
            at = end;
        }
    }
}
