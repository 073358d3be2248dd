package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the user wants to see run; absolute: nothing outside it is run, whatever its state.
 *
 * @param classes found in the class name (with {@code .} or {@code /}), ignoring case; empty: all
 * @param names found in method or display name; empty: all
 */
record Filter(Optional<String> classes, Optional<String> names) {

    static final Filter NONE = new Filter(Optional.empty(), Optional.empty());

    boolean isEmpty() {
        return classes.isEmpty() && names.isEmpty();
    }

    Filter withClasses(String pattern) {
        return new Filter(given(pattern), names);
    }

    Filter withNames(String pattern) {
        return new Filter(classes, given(pattern));
    }

    boolean matches(TestClass test) {
        return classes.map(pattern -> finder(pattern).test(test.name())).orElse(true);
    }

    /** The name filter as a regular expression that JUnit's side can use as it is. */
    Optional<String> nameExpression() {
        return names.map(pattern -> "(?i)" + (isExpression(pattern) ? pattern : Pattern.quote(pattern)));
    }

    Optional<String> description() {
        if (isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((classes.orElse("") + names.map(name -> " #" + name).orElse("")).strip());
    }

    private static Optional<String> given(String pattern) {
        return pattern.isBlank() ? Optional.empty() : Optional.of(pattern.strip());
    }

    private static Predicate<String> finder(String pattern) {
        if (!isExpression(pattern)) {
            String wanted = pattern.toLowerCase(Locale.ROOT).replace('/', '.');
            return name -> name.toLowerCase(Locale.ROOT).contains(wanted);
        }
        Pattern expression = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        return name -> expression.matcher(name).find()
                || expression.matcher(name.replace('.', '/')).find();
    }

    /** A half-typed expression is taken as plain text rather than refused. */
    private static boolean isExpression(String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
