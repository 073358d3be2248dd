package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The project's modules, and which of them the tests of each can see. */
final class Modules {

    /** How the names of their jars begin. */
    private static final List<String> CODE_READERS = List.of("spring-modulith-", "jmolecules-archunit");

    private final Map<String, Module> byName = new LinkedHashMap<>();
    private final Map<String, Set<String>> visible = new HashMap<>();
    /** Those whose tests have a library on their class path that reads code. */
    private final Set<String> codeRead = new HashSet<>();

    private final Libraries libraries;
    private final Map<String, Predicate<String>> filters = new HashMap<>();
    /** By module: of the classes whose names have been {@link #asked}, by symbol, those that are test classes by name. */
    private final Map<String, BitSet> matches = new HashMap<>();

    private final Map<String, BitSet> asked = new HashMap<>();

    Modules(Project project) {
        this.libraries = Libraries.of(project);
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
            if (module.tests().classPath().stream().anyMatch(Modules::isCodeReader)) {
                codeRead.add(module.name());
            }
        }
    }

    List<String> names() {
        return new ArrayList<>(byName.keySet());
    }

    /** The modules on the class path of this module's tests, itself included. */
    Set<String> visible(String module) {
        return visible.getOrDefault(module, Set.of(module));
    }

    /** Whether a framework on the class path of this module's tests may look into the code of classes, unasked. */
    boolean hasCodeReader(String module) {
        return codeRead.contains(module);
    }

    /**
     * Whether anything may use the class that a test runs, without naming it: what stands for a package or a module, and
     * what takes the place of a library's class.
     */
    boolean isShared(ClassNode node) {
        return node.isInfo() || (libraries.haveAny() && libraries.have(node.binaryName()));
    }

    /** The same of one that may be gone. */
    boolean isShared(ClassName name) {
        return ClassNode.isInfo(name) || isLibrarys(name.binaryName());
    }

    /** Whether a library has a class of this binary name. */
    boolean isLibrarys(String name) {
        return libraries.have(name);
    }

    private static boolean isCodeReader(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return CODE_READERS.stream().anyMatch(name::startsWith);
    }

    /** Whether the build would run this class as a test class. */
    boolean runs(ClassNode node) {
        Module module = byName.get(node.module);
        boolean nested = node.is(Trait.NESTED)
                || (node.is(Trait.UNREAD) && node.binaryName().indexOf('$') >= 0);
        return module != null
                && !node.isMain()
                && !nested
                && !node.is(Trait.ABSTRACT)
                && module.tests().skipped().isEmpty()
                && matches(node);
    }

    private boolean matches(ClassNode node) {
        BitSet known = asked.computeIfAbsent(node.module, any -> new BitSet());
        BitSet taken = matches.computeIfAbsent(node.module, any -> new BitSet());
        if (!known.get(node.symbol)) {
            known.set(node.symbol);
            taken.set(
                    node.symbol,
                    filters.getOrDefault(node.module, none -> false).test(node.binaryName()));
        }
        return taken.get(node.symbol);
    }
}
