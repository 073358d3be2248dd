package dev.testwatch.affected;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import java.util.Map;
import java.util.Set;

/**
 * What is asked when tests are to be selected.
 *
 * @param changedClasses what the compilations of this cycle wrote or removed; decides reasons and order only, never
 *     whether a test is selected
 * @param changedResources the same for resources
 * @param parked test classes that are not to run again as long as their key is this one
 * @param blocked classes that are not up to date because of errors; tests that need one are left out
 * @param rerunFailed whether tests that are known to fail with the present content are selected too
 */
public record Question(
        Set<ClassName> changedClasses,
        Set<ResourceName> changedResources,
        Map<TestClass, Long> parked,
        Set<ClassName> blocked,
        boolean rerunFailed) {

    public Question {
        changedClasses = Set.copyOf(changedClasses);
        changedResources = Set.copyOf(changedResources);
        parked = Map.copyOf(parked);
        blocked = Set.copyOf(blocked);
    }
}
