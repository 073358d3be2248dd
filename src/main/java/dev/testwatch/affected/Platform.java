package dev.testwatch.affected;

import java.util.List;
import java.util.Set;

/** What the use of a member of the JDK says of a class. */
final class Platform {

    private static final List<String> DEFINING = List.of(
            "java/lang/ClassLoader.defineClass",
            "java/lang/ClassLoader.<init>",
            "java/lang/invoke/MethodHandles$Lookup.define",
            "java/net/URLClassLoader.",
            "java/security/SecureClassLoader.",
            "java/lang/ModuleLayer.define",
            "java/lang/instrument/",
            "javax/tools/",
            "javax/script/",
            "com/sun/tools/");

    private static final List<String> DESERIALISING = List.of("java/io/ObjectInputStream.");

    private static final List<String> ALLOCATING =
            List.of("java/beans/XMLDecoder.", "sun/misc/Unsafe.", "sun/reflect/", "jdk/");

    private static final List<String> SHARING = List.of(
            "java/lang/System.set",
            "java/lang/System.clearProperty",
            "java/lang/System.getProperties",
            "java/lang/reflect/Field.set",
            "java/lang/invoke/MethodHandles$Lookup.findStaticSetter",
            "java/lang/invoke/MethodHandles$Lookup.findStaticVarHandle",
            "java/lang/invoke/MethodHandles$Lookup.unreflectSetter",
            "java/lang/invoke/MethodHandles$Lookup.unreflectVarHandle",
            "java/beans/Introspector.",
            "java/beans/PropertyEditorManager.",
            "java/util/Locale.setDefault",
            "java/util/TimeZone.setDefault",
            "java/util/ResourceBundle.",
            "java/util/ServiceLoader.",
            "java/util/logging/LogManager.",
            "java/util/logging/Logger.add",
            "java/util/logging/Logger.set",
            "java/util/prefs/",
            "java/lang/Thread.set",
            "java/lang/Thread.getContextClassLoader",
            "java/lang/Runtime.addShutdownHook",
            "java/lang/management/",
            "java/net/URL.setURLStreamHandlerFactory",
            "java/net/ProxySelector.setDefault",
            "java/net/Authenticator.setDefault",
            "java/net/CookieHandler.setDefault",
            "java/security/Security.",
            "java/sql/",
            "javax/");

    private static final List<String> REFLECTING = List.of(
            "java/lang/reflect/",
            "java/beans/",
            "java/lang/invoke/MethodHandles$Lookup.",
            "java/lang/Class.getAnnotat",
            "java/lang/Class.getConstructor",
            "java/lang/Class.getClasses",
            "java/lang/Class.getDeclar",
            "java/lang/Class.getEnclosing",
            "java/lang/Class.getEnumConstants",
            "java/lang/Class.getField",
            "java/lang/Class.getGeneric",
            "java/lang/Class.getInterfaces",
            "java/lang/Class.getMethod",
            "java/lang/Class.getNest",
            "java/lang/Class.getPermitted",
            "java/lang/Class.getRecord",
            "java/lang/Class.getSuperclass",
            "java/lang/Class.isAnnotationPresent");

    private static final List<String> STARTING = List.of("java/lang/ProcessBuilder.", "java/lang/Runtime.exec");

    private static final Set<String> LOADING = Set.of(
            "java/lang/Class.forName",
            "java/lang/Class.newInstance",
            "java/lang/ClassLoader.loadClass",
            "java/lang/reflect/Constructor.newInstance",
            "java/lang/invoke/MethodHandles$Lookup.findConstructor",
            "java/lang/invoke/MethodHandles$Lookup.findClass");

    private Platform() {}

    /** Adds what {@code member} ({@code java/lang/Class.forName}) means for a class or method that uses it. */
    static void traits(String member, Set<Trait> traits) {
        if (LOADING.contains(member)) {
            traits.add(Trait.LOADS);
        }
        add(traits, Trait.STARTS_PROCESSES, member, STARTING);
        add(traits, Trait.DEFINES_CLASSES, member, DEFINING);
        add(traits, Trait.DESERIALISES, member, DESERIALISING);
        add(traits, Trait.ALLOCATES, member, ALLOCATING);
        add(traits, Trait.SHARES, member, SHARING);
        add(traits, Trait.REFLECTS, member, REFLECTING);
    }

    private static void add(Set<Trait> traits, Trait trait, String member, List<String> beginnings) {
        for (String beginning : beginnings) {
            if (member.startsWith(beginning)) {
                traits.add(trait);
            }
        }
    }
}
