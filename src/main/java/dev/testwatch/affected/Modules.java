package dev.testwatch.affected;

import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The project's modules, and which of them the tests of each can see. */
final class Modules {

    private final Map<String, Module> byName = new LinkedHashMap<>();
    private final Map<String, Set<String>> visible = new HashMap<>();
    private final Map<String, Predicate<String>> filters = new HashMap<>();
    private final Map<String, Map<String, Boolean>> matches = new HashMap<>();

    Modules(Project project) {
        Map<Path, String> outputs = new HashMap<>();
        for (Module module : project.modules()) {
            byName.put(module.name(), module);
            filters.put(module.name(), module.tests().classes().classes());
            outputs.put(module.main().output(), module.name());
            outputs.put(module.test().output(), module.name());
        }
        for (Module module : project.modules()) {
            Set<String> seen = new LinkedHashSet<>(List.of(module.name()));
            for (Path entry : module.tests().classPath()) {
                String other = outputs.get(entry);
                if (other != null) {
                    seen.add(other);
                }
            }
            visible.put(module.name(), seen);
        }
    }

    List<String> names() {
        return new ArrayList<>(byName.keySet());
    }

    /** The modules on the class path of this module's tests, itself included. */
    Set<String> visible(String module) {
        return visible.getOrDefault(module, Set.of(module));
    }

    /** Whether the build would run this class as a test class. */
    boolean runs(ClassNode node) {
        Module module = byName.get(node.name.module());
        boolean nested = node.is(Trait.NESTED)
                || (node.is(Trait.UNREAD) && node.name.binaryName().indexOf('$') >= 0);
        return module != null
                && !node.isMain()
                && !nested
                && !node.is(Trait.ABSTRACT)
                && module.tests().skipped().isEmpty()
                && matches(module.name(), node.name.binaryName());
    }

    private boolean matches(String module, String binaryName) {
        return matches.computeIfAbsent(module, any -> new HashMap<>())
                .computeIfAbsent(binaryName, any -> filters.getOrDefault(module, none -> false)
                        .test(binaryName));
    }
}
