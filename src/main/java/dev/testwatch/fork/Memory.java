package dev.testwatch.fork;

import java.util.List;

/** What is known of how much memory a JVM was given. */
final class Memory {

    private static final List<String> OPTIONS = List.of(
            "-Xmx", "-Xms", "-Xss", "-XX:MaxMetaspaceSize", "-XX:MaxDirectMemorySize", "-XX:MaxRAM", "-XX:MaxHeapSize");

    private Memory() {}

    /** {@code ; the JVM runs with -Xmx64m, see the build's argLine}. */
    static String hint(List<String> jvmArguments) {
        List<String> given = jvmArguments.stream()
                .filter(argument -> OPTIONS.stream().anyMatch(argument::startsWith))
                .toList();
        return given.isEmpty()
                ? "; the build's argLine sets no -Xmx, so that the JVM's default is the limit"
                : "; the JVM runs with " + String.join(" ", given) + ", from the build's argLine";
    }
}
