package dev.testwatch.oracle;

import dev.testwatch.oracle.Overriding.Inherited;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * A class that nobody knows, and that fails in all that it overrides: it can matter to a test that looks for classes, and
 * to no other.
 */
final class Subclass {

    private static final int NOT_EXTENDED =
            Opcodes.ACC_FINAL | Opcodes.ACC_ENUM | Opcodes.ACC_RECORD | Opcodes.ACC_ANNOTATION;

    private Subclass() {}

    /**
     * A subclass, or an implementation of an interface; of what cannot have any, a class beside it.
     *
     * @param name its internal name
     * @param overridden methods that it has, all of them failing
     */
    static byte[] of(byte[] parent, String name, List<Inherited> overridden) {
        ClassReader reader = new ClassReader(parent);
        boolean extended = isExtended(reader);
        boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER | Opcodes.ACC_ABSTRACT,
                name,
                null,
                extended && !isInterface ? reader.getClassName() : "java/lang/Object",
                extended && isInterface ? new String[] {reader.getClassName()} : new String[0]);
        if (extended) {
            overridden.forEach(method -> Overriding.fail(writer, method));
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static boolean isExtended(ClassReader reader) {
        AtomicBoolean sealed = new AtomicBoolean();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitPermittedSubclass(String permitted) {
                        sealed.set(true);
                    }
                },
                ClassReader.SKIP_CODE);
        return !sealed.get() && (reader.getAccess() & NOT_EXTENDED) == 0;
    }
}
