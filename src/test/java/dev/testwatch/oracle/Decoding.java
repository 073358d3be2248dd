package dev.testwatch.oracle;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Footprint.Loaded;
import dev.testwatch.fork.Probes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** From probes to the methods that they stand for. */
final class Decoding {

    /** A method with code, by its class's binary name; its number among those of its class. */
    record Method(String className, String member, int number) {
        @Override
        public String toString() {
            return className + "." + member;
        }
    }

    private final Map<String, List<Method>> methods = new HashMap<>();

    Decoding(Map<ClassName, byte[]> classes) {
        classes.forEach((name, bytes) -> methods.put(name.binaryName(), methods(name.binaryName(), bytes)));
    }

    /** The methods that were executed for a test class, of the classes that are known here. */
    Set<Method> executed(Footprint footprint) {
        return executed(footprint, footprint.executed());
    }

    /** As {@link #executed(Footprint)}, of the methods behind these probes. */
    Set<Method> executed(Footprint footprint, Probes probes) {
        Set<Method> executed = new HashSet<>();
        for (Loaded loaded : footprint.loaded()) {
            List<Method> own = methods.getOrDefault(loaded.name(), List.of());
            if (own.size() == loaded.count()) {
                probes.stream()
                        .filter(probe -> probe >= loaded.base() && probe < loaded.base() + loaded.count())
                        .forEach(probe -> executed.add(own.get(probe - loaded.base())));
            }
        }
        return executed;
    }

    private static List<Method> methods(String className, byte[] bytes) {
        List<Method> methods = new ArrayList<>();
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] exceptions) {
                                if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
                                    methods.add(new Method(className, name + type, methods.size()));
                                }
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return List.copyOf(methods);
    }
}
