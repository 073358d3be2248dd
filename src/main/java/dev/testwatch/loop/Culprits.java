package dev.testwatch.loop;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.report.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What makes a test class fail that passes by itself, in words.
 *
 * @param classes the test classes that have to run before it, in order
 */
record Culprits(Suspect suspect, List<TestClass> classes) {

    Culprits {
        classes = List.copyOf(classes);
    }

    Notice notice(int cycle) {
        return new Notice.FailsAfter(
                cycle,
                suspect.test().test().name(),
                classes.stream().map(TestClass::name).toList(),
                command(),
                text());
    }

    String text() {
        String after = classes.stream().map(Suspect::simple).collect(Collectors.joining(" and "));
        return suspect.name() + " fails only after " + after + "; to repeat it:\n  " + command();
    }

    /** Names are whole, since two packages may have classes of one name. */
    private String command() {
        TestClass test = suspect.test().test();
        List<String> names =
                new ArrayList<>(classes.stream().map(TestClass::name).toList());
        names.add(test.name());
        String module = suspect.failure().job().launches().size() > 1 ? " --module " + test.module() : "";
        return "java -jar testwatch.jar --once --all" + module + " --test '" + String.join(",", names) + "'";
    }
}
