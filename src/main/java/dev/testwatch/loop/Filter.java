package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.project.TestChoice;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the user wants to see run; absolute: nothing outside it is run, whatever its state.
 *
 * @param classes found in the class name (with {@code .} or {@code /}), ignoring case; empty: all
 * @param names found in method or display name; empty: all
 * @param tags a tag expression of JUnit's; empty: all
 * @param module found in the module's name, ignoring case; empty: all
 * @param tests in the syntax of Surefire's {@code -Dtest}; empty: all
 */
record Filter(
        Optional<String> classes,
        Optional<String> names,
        Optional<String> tags,
        Optional<String> module,
        Optional<TestChoice> tests) {

    static final Filter NONE =
            new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final String MODULE = "module ";

    /** What a search has found: {@code module shop}, {@code shop.PriceTest} or {@code shop.PriceTest#rounds}. */
    static Filter found(String what) {
        if (what.startsWith(MODULE)) {
            return NONE.withModule(what.substring(MODULE.length()));
        }
        int hash = what.indexOf('#');
        return hash < 0
                ? NONE.withClasses(what)
                : NONE.withClasses(what.substring(0, hash)).withNames(what.substring(hash + 1));
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    Filter withClasses(String pattern) {
        return new Filter(given(pattern), names, tags, module, tests);
    }

    Filter withNames(String pattern) {
        return new Filter(classes, given(pattern), tags, module, tests);
    }

    Filter withTags(String expression) {
        return new Filter(classes, names, given(expression), module, tests);
    }

    Filter withModule(String pattern) {
        return new Filter(classes, names, tags, given(pattern), tests);
    }

    Filter withTests(Optional<TestChoice> choice) {
        return new Filter(classes, names, tags, module, choice);
    }

    boolean matches(TestClass test) {
        return classes.map(pattern -> finder(pattern).test(test.name())).orElse(true)
                && module.map(pattern -> finder(pattern).test(test.module())).orElse(true)
                && tests.map(choice -> choice.matches(test.name())).orElse(true);
    }

    /** The name filter as a regular expression that JUnit's side can use as it is. */
    Optional<String> nameExpression() {
        return names.map(pattern -> "(?i)" + (isExpression(pattern) ? pattern : Pattern.quote(pattern)))
                .or(() -> tests.flatMap(TestChoice::methods));
    }

    Optional<String> description() {
        String all = Stream.of(
                        module.map(name -> MODULE + name),
                        tests.map(TestChoice::text),
                        classes,
                        names.map(name -> "#" + name),
                        tags.map(expression -> "tags " + expression))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
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
        return Mistake.inExpression(pattern).isEmpty();
    }
}
