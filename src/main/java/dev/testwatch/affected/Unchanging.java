package dev.testwatch.affected;

import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;

/** Types whose objects hold nothing that could differ later, or nothing that a test could see. */
final class Unchanging {

    private static final Set<String> TYPES = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Class",
            "java.lang.Package",
            "java.lang.System$Logger",
            "java.lang.invoke.MethodHandle",
            "java.lang.invoke.MethodType",
            "java.lang.invoke.VarHandle",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.math.MathContext",
            "java.math.RoundingMode",
            "java.net.URI",
            "java.nio.charset.Charset",
            "java.nio.file.Path",
            "java.util.Currency",
            "java.util.Locale",
            "java.util.OptionalDouble",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.UUID",
            "java.util.concurrent.TimeUnit",
            "java.util.logging.Logger",
            "java.util.regex.Pattern",
            "org.apache.commons.logging.Log",
            "org.apache.logging.log4j.Logger",
            "org.slf4j.Logger");

    private static final List<String> PACKAGES = List.of("java.time.", "java.nio.charset.");

    private Unchanging() {}

    /** Whether a field of this descriptor is known to hold nothing that changes. An array's elements may. */
    static boolean isKnown(String descriptor) {
        Type type = Type.getType(descriptor);
        return switch (type.getSort()) {
            case Type.ARRAY -> false;
            case Type.OBJECT -> isKnownName(type.getClassName());
            default -> true;
        };
    }

    private static boolean isKnownName(String name) {
        return TYPES.contains(name) || PACKAGES.stream().anyMatch(name::startsWith);
    }
}
