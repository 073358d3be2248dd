package dev.testwatch.worker;

import java.util.List;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.ValueWrapper;

/** What an assertion has compared, if it says so: one of opentest4j's, or a comparison of JUnit 3 or 4. */
record Compared(Optional<String> expected, Optional<String> actual) {

    private static final Compared NOTHING = new Compared(Optional.empty(), Optional.empty());

    static Compared by(Throwable thrown) {
        try {
            if (thrown instanceof AssertionFailedError failed) {
                return new Compared(
                        text(failed.isExpectedDefined(), failed.getExpected()),
                        text(failed.isActualDefined(), failed.getActual()));
            }
            return isComparison(thrown.getClass())
                    ? new Compared(read(thrown, "getExpected"), read(thrown, "getActual"))
                    : NOTHING;
        } catch (Throwable e) {
            // Its methods may be the user's, and without JUnit there are no such classes at all.
            return NOTHING;
        }
    }

    /** The failures that an assertion has gathered. */
    static List<? extends Throwable> several(Throwable thrown) {
        try {
            return thrown instanceof MultipleFailuresError gathered ? List.copyOf(gathered.getFailures()) : List.of();
        } catch (Throwable e) {
            return List.of();
        }
    }

    private static Optional<String> text(boolean defined, ValueWrapper value) {
        return defined ? Optional.of(value.getStringRepresentation()) : Optional.empty();
    }

    private static boolean isComparison(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals("org.junit.ComparisonFailure")
                    || each.getName().equals("junit.framework.ComparisonFailure")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> read(Throwable thrown, String getter) throws ReflectiveOperationException {
        return Optional.ofNullable((String) thrown.getClass().getMethod(getter).invoke(thrown));
    }
}
