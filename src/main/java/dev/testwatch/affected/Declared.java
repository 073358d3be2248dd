package dev.testwatch.affected;

import java.util.LinkedHashSet;
import java.util.Set;

/** What the declarations of a class and its members name, code apart. */
final class Declared {

    /** Strings inside annotations. */
    final Set<String> strings = new LinkedHashSet<>();
    /** Types of supertypes, members, annotations, nested and permitted classes. */
    final Set<String> types = new LinkedHashSet<>();
    /** Types that a look at the annotations may initialise: of enum constants and class values, and names in strings. */
    final Set<String> annotated = new LinkedHashSet<>();
    /** Types of instance fields of objects of this class that may hold what changes. */
    final Set<String> held = new LinkedHashSet<>();
}
