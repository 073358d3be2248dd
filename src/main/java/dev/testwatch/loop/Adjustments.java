package dev.testwatch.loop;

import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.TestSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user wants otherwise than the build has it.
 *
 * @param jvmArguments added to those of every fork
 * @param environment variables added for every fork
 * @param triggers what changes of some files lead to
 */
public record Adjustments(List<String> jvmArguments, Map<String, String> environment, List<Trigger> triggers) {

    /** As the build has it. */
    public static final Adjustments NONE = new Adjustments(List.of(), Map.of(), List.of());

    public Adjustments {
        jvmArguments = List.copyOf(jvmArguments);
        environment = Map.copyOf(environment);
        triggers = List.copyOf(triggers);
    }

    /** The project with these arguments and variables; results of before hold only if they are the same as then. */
    Project of(Project project) {
        if (jvmArguments.isEmpty() && environment.isEmpty()) {
            return project;
        }
        return new Project(
                project.root(),
                project.tool(),
                project.modules().stream().map(this::of).toList(),
                project.buildFiles(),
                project.notes());
    }

    private Module of(Module module) {
        TestSettings tests = module.tests();
        List<String> arguments = new ArrayList<>(tests.jvmArguments());
        arguments.addAll(jvmArguments);
        Map<String, String> variables = new HashMap<>(tests.environment());
        variables.putAll(environment);
        var adjusted = new TestSettings(
                tests.java(),
                tests.javaVersion(),
                arguments,
                tests.systemProperties(),
                variables,
                tests.workingDirectory(),
                tests.classPath(),
                tests.classes(),
                tests.includeTags(),
                tests.excludeTags(),
                tests.junit(),
                tests.skipped());
        return new Module(
                module.name(), module.directory(), module.main(), module.test(), adjusted, module.enhancers());
    }

    /** Whether changes of this file are not to be heard of. */
    boolean ignores(Path root, Path file) {
        return triggers.stream().anyMatch(trigger -> trigger.ignores() && trigger.matches(root, file));
    }

    /** Whether changes of this file lead to something, whatever else it is. */
    boolean triggers(Path root, Path file) {
        return triggers.stream().anyMatch(trigger -> !trigger.ignores() && trigger.matches(root, file));
    }
}
