package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Class files of a project of any size, made when asked for: main classes with ten methods, each of which calls a class
 * of the same neighbourhood or, one in twenty, any that comes before it; and tests that do the same.
 */
final class GeneratedClasses {

    static final String MODULE = "app";
    static final int METHODS = 10;

    private static final int NEIGHBOURS = 24;

    private final int classes;
    private final int tests;

    /** Of {@code classes} classes the last {@code tests} are tests. */
    GeneratedClasses(int classes, int tests) {
        this.classes = classes;
        this.tests = tests;
    }

    int mains() {
        return classes - tests;
    }

    ClassName name(int number) {
        String suffix = number < mains() ? "" : "Test";
        return new ClassName(MODULE, "com.acme.part" + number / NEIGHBOURS % 500 + ".Thing" + number + suffix);
    }

    /** What the methods of a class call, method by method. */
    List<Integer> uses(int number) {
        Random random = new Random(number * 7919L);
        int place = number < mains() ? number : (int) ((long) (number - mains()) * mains() / tests);
        int first = place / NEIGHBOURS * NEIGHBOURS;
        List<Integer> uses = new ArrayList<>();
        for (int i = 0; i < METHODS; i++) {
            int near = Math.min(mains() - 1, first + random.nextInt(NEIGHBOURS));
            uses.add(random.nextInt(20) == 0 ? random.nextInt(place + 1) : near);
        }
        return uses;
    }

    byte[] bytes(int number) {
        return bytes(number, 0, uses(number), 0);
    }

    /**
     * A class with another body in its first method, or with other fields.
     *
     * @param content a number in the code of its first method
     * @param fields how many fields it has
     */
    byte[] bytes(int number, int content, List<Integer> uses, int fields) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, internal(number), null, "java/lang/Object", null);
        for (int i = 0; i < fields; i++) {
            writer.visitField(0, "field" + i, "I", null, null);
        }
        MethodVisitor made = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        made.visitInsn(Opcodes.RETURN);
        made.visitMaxs(1, 1);
        for (int i = 0; i < METHODS; i++) {
            MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "method" + i, "(I)I", null, null);
            code.visitIntInsn(Opcodes.SIPUSH, i == 0 ? content % 30_000 : i);
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, internal(uses.get(i)), "method" + (number + i) % METHODS, "(I)I", false);
            code.visitInsn(Opcodes.IRETURN);
            code.visitMaxs(1, 1);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private String internal(int number) {
        return name(number).binaryName().replace('.', '/');
    }
}
