package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.compile.Compilation.ResourceName;
import java.util.HashMap;
import java.util.Map;

/** The classes and resources of the project as they are now. */
final class Catalogue {

    final Symbols symbols = new Symbols();
    final Map<ClassName, ClassNode> classes = new HashMap<>();
    final Map<ResourceName, ResourceFacts> resources = new HashMap<>();

    boolean isEmpty() {
        return classes.isEmpty() && resources.isEmpty();
    }
}
