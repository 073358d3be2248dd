package dev.testwatch.report;

import dev.testwatch.fork.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a test is called: for people by what they wrote, for programs and consoles that make links by Java names. */
public final class TestName {

    private static final int LONGEST = 500;

    private TestName() {}

    /** {@code PriceTest › rounds half up}, {@code Outer › Inner › rounds › [2] 12.345}. */
    public static String of(TestResult test) {
        var parts = new ArrayList<>(List.of(simple(test.className()).split("\\$")));
        boolean invocation = isInvocation(test);
        if (test.methodName().isPresent() && (test.container() || invocation)) {
            parts.add(test.methodName().get());
        }
        if (!test.container() || (test.methodName().isPresent() && invocation)) {
            parts.add(display(test));
        }
        return String.join(Glyphs.CHEVRON, parts);
    }

    /** {@code shop.PriceTest.roundsHalfUp}, {@code shop.PriceTest.rounds [2] 12.345}. */
    static String java(TestResult test) {
        String method = test.methodName().map(name -> "." + name).orElse("");
        return test.className() + method + (isInvocation(test) ? " " + Neutral.head(test.displayName(), LONGEST) : "");
    }

    /**
     * The same without the class: {@code rounds [2] 12.345}; of a class that failed as a whole what report readers call
     * that.
     */
    static String member(TestResult test) {
        String name = test.methodName().orElse("initializationError");
        return isInvocation(test) ? name + " " + Neutral.head(test.displayName(), LONGEST) : name;
    }

    /** The class without its package; nested ones as {@code Outer$Inner}. */
    static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static String display(TestResult test) {
        String name = Neutral.head(test.displayName(), LONGEST);
        Optional<String> method = test.methodName();
        boolean generated = method.isPresent() && name.startsWith(method.get() + "(") && name.endsWith(")");
        return generated ? method.get() : name;
    }

    /** Whether the display name tells one of several executions of a method. */
    private static boolean isInvocation(TestResult test) {
        String last = test.id().substring(test.id().lastIndexOf("/[") + 1);
        return last.startsWith("[test-template-invocation:")
                || last.startsWith("[dynamic-test:")
                || last.startsWith("[dynamic-container:");
    }
}
