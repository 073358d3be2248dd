package dev.testwatch.oracle;

import dev.testwatch.affected.Selection.TestClass;
import dev.testwatch.compile.Compilation.ClassName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * A selection that is wrong on purpose: a test class is taken only if it, or a class nested in it, itself names the
 * changed class. What it misses shows that the oracle would find out.
 */
final class DirectUsers {

    private static final int CLASS_TAG = 7;

    private final Map<TestClass, Set<String>> named = new HashMap<>();

    DirectUsers(Subject subject) {
        Map<ClassName, byte[]> classes = subject.everything().written();
        for (TestClass test : subject.tests()) {
            Set<String> names = new HashSet<>();
            classes.forEach((name, bytes) -> {
                boolean own = name.binaryName().equals(test.name())
                        || name.binaryName().startsWith(test.name() + "$");
                if (own && name.module().equals(test.module())) {
                    names.add(name.binaryName());
                    names.addAll(names(bytes));
                }
            });
            named.put(test, names);
        }
    }

    Set<TestClass> of(Set<ClassName> changed) {
        Set<TestClass> tests = new HashSet<>();
        named.forEach((test, names) -> {
            if (changed.stream().anyMatch(name -> names.contains(name.binaryName()))) {
                tests.add(test);
            }
        });
        return tests;
    }

    private static Set<String> names(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        char[] buffer = new char[reader.getMaxStringLength()];
        Set<String> names = new HashSet<>();
        for (int item = 1; item < reader.getItemCount(); item++) {
            int offset = reader.getItem(item);
            if (offset > 0 && reader.readByte(offset - 1) == CLASS_TAG) {
                names.add(reader.readUTF8(offset, buffer).replace('/', '.'));
            }
        }
        return names;
    }
}
