package dev.testwatch.oracle;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Changes of a class file that nobody would notice who runs it: they serve to ask whom such a change would concern. */
final class Marking {

    private static final String MARK = "a mark that is in no other class";

    private Marking() {}

    /** The class with another body of the method of this number, counting those with code. */
    static byte[] body(byte[] bytes, int number) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            private int seen;

                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] exceptions) {
                                MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
                                boolean code = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
                                return code && seen++ == number ? marked(next) : next;
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private static MethodVisitor marked(MethodVisitor next) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitCode() {
                super.visitCode();
                super.visitLdcInsn(MARK);
                super.visitInsn(Opcodes.POP);
            }
        };
    }

    /** The class with one more field. */
    static byte[] shape(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visitEnd() {
                                int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
                                super.visitField(access, "marked", "I", null, 1).visitEnd();
                                super.visitEnd();
                            }
                        },
                        0);
        return writer.toByteArray();
    }
}
