package shop;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** Checks the components of a record against their annotations. */
final class Checks {

    private Checks() {}

    /** What is wrong with a record, a sentence each; nothing if all is well. */
    static List<String> problemsOf(Record value) {
        List<String> problems = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            AtMost limit = component.getAnnotation(AtMost.class);
            if (limit != null && read(component, value) > limit.value()) {
                problems.add(component.getName() + " is " + read(component, value) + ", at most " + limit.value());
            }
        }
        return problems;
    }

    private static int read(RecordComponent component, Record value) {
        try {
            return (int) component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component.getName(), e);
        }
    }
}
