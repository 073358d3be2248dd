package dev.testwatch.compile;

import dev.testwatch.compile.Compilation.ResourceName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Collects what happened to resources. */
final class ResourceOutput {

    private final Map<ResourceName, Long> written = new HashMap<>();
    private final Set<ResourceName> removed = new HashSet<>();

    void add(String module, Inventory.Update update) {
        update.removedResources().forEach(path -> removed.add(new ResourceName(module, path)));
        update.resources().forEach((path, entry) -> written.put(new ResourceName(module, path), entry.hash()));
    }

    Compilation.Resources resources() {
        removed.removeAll(written.keySet());
        return new Compilation.Resources(written, removed);
    }
}
