package dev.testwatch.compile;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came of bringing class files and copied resources up to date with the sources. */
public sealed interface Compilation {

    /** Warnings and errors, errors first. */
    List<Problem> problems();

    /** Everything that had changed is compiled and published. */
    record Succeeded(Output output, List<Problem> problems) implements Compilation {
        public Succeeded {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Some sources have errors; what does not need them is compiled and published all the same.
     *
     * @param blocked the classes that are not up to date because of the errors, each with the error that holds it up
     */
    record Partial(Output output, List<Problem> problems, Map<ClassName, Problem> blocked) implements Compilation {
        public Partial {
            problems = List.copyOf(problems);
            blocked = Map.copyOf(blocked);
        }
    }

    /** Nothing could be compiled: the compiler itself failed or refused its arguments. */
    record Failed(List<Problem> problems) implements Compilation {
        public Failed {
            problems = List.copyOf(problems);
        }
    }

    /** A class of a module: {@code shop} and {@code shop.Money$Rounding}. */
    record ClassName(String module, String binaryName) {}

    /**
     * What was published by one compilation.
     *
     * @param written the class files that are new or differ, with their bytes
     * @param removed the classes that are gone
     * @param resources the copied resources that are new or differ, by path below the output directory
     */
    record Output(Map<ClassName, byte[]> written, Set<ClassName> removed, Resources resources) {
        public Output {
            written = Map.copyOf(written);
            removed = Set.copyOf(removed);
        }

        public boolean isEmpty() {
            return written.isEmpty() && removed.isEmpty() && resources.isEmpty();
        }
    }

    /** A resource of a module by its path below the output directory, with {@code /}: {@code data/prices.json}. */
    record ResourceName(String module, String path) {}

    record Resources(Map<ResourceName, Long> written, Set<ResourceName> removed) {

        public static final Resources NONE = new Resources(Map.of(), Set.of());

        public Resources {
            written = Map.copyOf(written);
            removed = Set.copyOf(removed);
        }

        public boolean isEmpty() {
            return written.isEmpty() && removed.isEmpty();
        }
    }
}
