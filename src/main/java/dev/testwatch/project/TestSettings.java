package dev.testwatch.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the build would run a module's tests. Where it names the number of the fork, that is still to be filled in.
 *
 * @param java the {@code java} program to run them with
 * @param javaVersion its feature release: 17, 21, ...
 * @param jvmArguments the effective argLine, split, without coverage agents
 * @param systemProperties set for the tests, beside those on the command line
 * @param environment variables added to those that testwatch itself has
 * @param classPath in order, beginning with the module's own output directories as in {@link SourceSet#output};
 *     it holds a JUnit launcher and the engines
 * @param classes which classes are test classes
 * @param includeTags tag expressions, one of which must match; empty: all
 * @param excludeTags tag expressions, none of which may match
 * @param junit for people: {@code JUnit 6.1.3}; empty if the module has no JUnit
 * @param skipped why the build runs no tests here; empty: it does
 */
public record TestSettings(
        Path java,
        int javaVersion,
        List<String> jvmArguments,
        Map<String, String> systemProperties,
        Map<String, String> environment,
        Path workingDirectory,
        List<Path> classPath,
        TestClassFilter classes,
        List<String> includeTags,
        List<String> excludeTags,
        String junit,
        String skipped) {

    private static final String NUMBER = "${surefire.forkNumber}";

    public TestSettings {
        jvmArguments = List.copyOf(jvmArguments);
        systemProperties = Map.copyOf(systemProperties);
        environment = Map.copyOf(environment);
        classPath = List.copyOf(classPath);
        includeTags = List.copyOf(includeTags);
        excludeTags = List.copyOf(excludeTags);
    }

    /** Those of one of the forks that run side by side, counted from 1. */
    public TestSettings ofFork(int number) {
        String text = Integer.toString(number);
        return new TestSettings(
                java,
                javaVersion,
                jvmArguments.stream()
                        .map(argument -> argument.replace(NUMBER, text))
                        .toList(),
                numbered(systemProperties, text),
                numbered(environment, text),
                Path.of(workingDirectory.toString().replace(NUMBER, text)),
                classPath,
                classes,
                includeTags,
                excludeTags,
                junit,
                skipped);
    }

    private static Map<String, String> numbered(Map<String, String> values, String number) {
        return values.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .replace(NUMBER, number)));
    }
}
