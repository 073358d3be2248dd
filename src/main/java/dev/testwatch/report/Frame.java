package dev.testwatch.report;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stack frame as a stack trace prints it.
 *
 * @param text the whole: {@code shop.Money$Rounding.half(Money.java:41)}
 * @param className {@code shop.Money$Rounding}
 * @param method {@code half}
 * @param file {@code Money.java}; empty for native methods and unknown sources
 * @param line from 1; empty if unknown
 */
record Frame(String text, String className, String method, Optional<String> file, OptionalInt line) {

    static final String STATIC_INITIALISER = "<clinit>";

    /** Never fails: what does not look like a frame has neither file nor line. */
    static Frame of(String text) {
        int open = text.lastIndexOf('(');
        String before = open < 0 ? text : text.substring(0, open);
        String name = before.substring(before.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String className = dot < 0 ? name : name.substring(0, dot);
        String method = dot < 0 ? "" : name.substring(dot + 1);
        int close = text.lastIndexOf(')');
        String where = open < 0 || close < open ? "" : text.substring(open + 1, close);
        int colon = where.lastIndexOf(':');
        String file = colon < 0 ? where : where.substring(0, colon);
        boolean known = !file.isEmpty() && !file.equals("Native Method") && !file.equals("Unknown Source");
        return new Frame(
                text,
                className,
                method,
                known ? Optional.of(file) : Optional.empty(),
                colon < 0 ? OptionalInt.empty() : number(where.substring(colon + 1)));
    }

    /** The top-level class: {@code shop.Money}. */
    String topLevel() {
        return topLevel(className);
    }

    static String topLevel(String className) {
        int dollar = className.indexOf('$', className.lastIndexOf('.') + 2);
        return dollar < 0 ? className : className.substring(0, dollar);
    }

    boolean isStaticInitialiser() {
        return method.equals(STATIC_INITIALISER);
    }

    private static OptionalInt number(String digits) {
        boolean valid =
                !digits.isEmpty() && digits.length() < 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = valid ? Integer.parseInt(digits) : 0;
        return value > 0 ? OptionalInt.of(value) : OptionalInt.empty();
    }
}
