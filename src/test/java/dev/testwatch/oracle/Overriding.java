package dev.testwatch.oracle;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Gives classes methods of their own in place of those that they inherit: another method runs then, though none that ran
 * before has changed.
 */
final class Overriding {

    private static final int NOT_INHERITED = Opcodes.ACC_STATIC
            | Opcodes.ACC_PRIVATE
            | Opcodes.ACC_FINAL
            | Opcodes.ACC_ABSTRACT
            | Opcodes.ACC_NATIVE
            | Opcodes.ACC_SYNTHETIC;
    private static final int SEEN_EVERYWHERE = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;
    private static final String FAILURE = "java/lang/IllegalStateException";

    /** By internal name, also of those of several modules: any of them. */
    private final Map<String, Type> types = new HashMap<>();

    /** A method that a class could override. */
    record Inherited(String name, String descriptor, int access) {

        String member() {
            return name + descriptor;
        }
    }

    private record Type(String name, List<String> supertypes, List<Inherited> methods) {}

    /** @param classes all of the project */
    Overriding(Map<ClassName, byte[]> classes) {
        classes.values().forEach(bytes -> {
            Type type = read(bytes);
            types.put(type.name(), type);
        });
    }

    /** What a class inherits with code from classes and interfaces of the project, in order. */
    List<Inherited> inherited(ClassName name) {
        Type type = types.get(name.binaryName().replace('.', '/'));
        if (type == null) {
            return List.of();
        }
        Set<String> taken = new HashSet<>();
        type.methods().forEach(method -> taken.add(method.member()));
        List<Inherited> inherited = new ArrayList<>();
        List<String> waiting = new ArrayList<>(type.supertypes());
        Set<String> met = new HashSet<>();
        while (!waiting.isEmpty()) {
            Type next = types.get(waiting.remove(0));
            if (next != null && met.add(next.name())) {
                for (Inherited method : next.methods()) {
                    if (taken.add(method.member()) && isInherited(method, next, type)) {
                        inherited.add(method);
                    }
                }
                waiting.addAll(next.supertypes());
            }
        }
        return inherited;
    }

    /** What a subclass in the same package could override: its own methods and those that it inherits. */
    List<Inherited> overridable(ClassName name) {
        Type type = types.get(name.binaryName().replace('.', '/'));
        if (type == null) {
            return List.of();
        }
        List<Inherited> overridable = new ArrayList<>(type.methods());
        overridable.removeIf(method -> !isInherited(method, type, type));
        overridable.addAll(inherited(name));
        return overridable;
    }

    private static boolean isInherited(Inherited method, Type from, Type to) {
        boolean seen = (method.access() & SEEN_EVERYWHERE) != 0
                || inPackage(from.name()).equals(inPackage(to.name()));
        return seen && !method.name().startsWith("<") && (method.access() & NOT_INHERITED) == 0;
    }

    private static String inPackage(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /** The same class with a method of its own that does nothing but fail. */
    static byte[] override(byte[] original, Inherited method) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(original)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visitEnd() {
                                fail(writer, method);
                                super.visitEnd();
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    /** Gives a class this method, which does nothing but fail. */
    static void fail(ClassWriter writer, Inherited method) {
        MethodVisitor code =
                writer.visitMethod(method.access() & SEEN_EVERYWHERE, method.name(), method.descriptor(), null, null);
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, FAILURE);
        code.visitInsn(Opcodes.DUP);
        code.visitLdcInsn("overridden");
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, FAILURE, "<init>", "(Ljava/lang/String;)V", false);
        code.visitInsn(Opcodes.ATHROW);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static Type read(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        List<String> supertypes = new ArrayList<>();
        if (reader.getSuperName() != null) {
            supertypes.add(reader.getSuperName());
        }
        supertypes.addAll(List.of(reader.getInterfaces()));
        List<Inherited> methods = new ArrayList<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        methods.add(new Inherited(name, descriptor, access));
                        return null;
                    }
                },
                ClassReader.SKIP_CODE);
        return new Type(reader.getClassName(), List.copyOf(supertypes), List.copyOf(methods));
    }
}
