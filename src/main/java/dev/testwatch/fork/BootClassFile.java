package dev.testwatch.fork;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;

import dev.testwatch.worker.BootClass;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes the bytes of {@link BootClass}. */
final class BootClassFile {

    private static final String HOOK_TYPE = Type.getInternalName(IntConsumer.class);
    private static final String FILES_TYPE = Type.getInternalName(BiConsumer.class);
    private static final String CALL = "(I)V";

    /** What is called with a file and with what is done to it. */
    static final String TOUCH_CALL = "(Ljava/lang/Object;Ljava/lang/Object;)V";

    private BootClassFile() {}

    static byte[] bytes() {
        var type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        int flags = ACC_PUBLIC | ACC_FINAL | ACC_SYNTHETIC;
        type.visit(Opcodes.V17, flags, BootClass.NAME, null, "java/lang/Object", null);
        type.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, BootClass.PROBES, "[B", null, null)
                .visitEnd();
        type.visitField(ACC_PUBLIC | ACC_STATIC, BootClass.HOOK, "L" + HOOK_TYPE + ";", null, null)
                .visitEnd();
        type.visitField(ACC_PUBLIC | ACC_STATIC, BootClass.FILE_HOOK, "L" + FILES_TYPE + ";", null, null)
                .visitEnd();
        initialiser(type);
        method(type, BootClass.INIT, BootClass.INITIALISER);
        method(type, BootClass.ENTER, 0);
        method(type, BootClass.EXIT, -1);
        touch(type);
        type.visitEnd();
        return type.toByteArray();
    }

    private static void initialiser(ClassWriter type) {
        MethodVisitor code = type.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        code.visitCode();
        code.visitLdcInsn(BootClass.CAPACITY);
        code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE);
        code.visitFieldInsn(Opcodes.PUTSTATIC, BootClass.NAME, BootClass.PROBES, "[B");
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Hands the probe, with these bits turned over, to the hook. */
    private static void method(ClassWriter type, String name, int bits) {
        MethodVisitor code = type.visitMethod(ACC_PUBLIC | ACC_STATIC, name, CALL, null, null);
        code.visitCode();
        code.visitFieldInsn(Opcodes.GETSTATIC, BootClass.NAME, BootClass.HOOK, "L" + HOOK_TYPE + ";");
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitLdcInsn(bits);
        code.visitInsn(Opcodes.IXOR);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, HOOK_TYPE, "accept", CALL, true);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void touch(ClassWriter type) {
        MethodVisitor code = type.visitMethod(ACC_PUBLIC | ACC_STATIC, BootClass.TOUCH, TOUCH_CALL, null, null);
        code.visitCode();
        code.visitFieldInsn(Opcodes.GETSTATIC, BootClass.NAME, BootClass.FILE_HOOK, "L" + FILES_TYPE + ";");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, FILES_TYPE, "accept", TOUCH_CALL, true);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
