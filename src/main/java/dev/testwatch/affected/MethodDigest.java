package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.TypePath;

/**
 * Adds a method to a hash. A label counts by the number of instructions before it, so that labels which only mark
 * lines or scopes of variables leave no trace.
 */
final class MethodDigest extends MethodVisitor {

    private final Digest digest;
    private final Set<String> strings;
    private final List<Label> targets = new ArrayList<>();
    private int instructions;

    MethodDigest(Digest digest, Set<String> strings) {
        super(Fingerprint.API);
        this.digest = digest;
        this.strings = strings;
    }

    /** Adds a constant of any kind that a class file can hold. */
    static void constant(Digest digest, @Nullable Object value) {
        if (value == null) {
            digest.add(-2);
        } else if (value instanceof Double number) {
            digest.add(30).add(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            digest.add(31).add(Float.floatToRawIntBits(number));
        } else {
            digest.add(value.getClass().getName()).add(text(value));
        }
    }

    private static String text(Object value) {
        return switch (value.getClass().getName()) {
            case "[Z" -> Arrays.toString((boolean[]) value);
            case "[B" -> Arrays.toString((byte[]) value);
            case "[C" -> Arrays.toString((char[]) value);
            case "[S" -> Arrays.toString((short[]) value);
            case "[I" -> Arrays.toString((int[]) value);
            case "[J" -> Arrays.toString((long[]) value);
            case "[F" -> Arrays.toString((float[]) value);
            case "[D" -> Arrays.toString((double[]) value);
            default -> value.toString();
        };
    }

    // ---- declaration

    @Override
    public void visitParameter(@Nullable String name, int access) {
        digest.add(40).add(name).add(access);
    }

    @Override
    public AnnotationVisitor visitAnnotationDefault() {
        digest.add(41);
        return new AnnotationDigest(digest, strings, named -> {});
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return AnnotationDigest.on(digest, strings, descriptor);
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(
            int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
        return AnnotationDigest.onType(digest, strings, typeRef, path, descriptor);
    }

    @Override
    public void visitAnnotableParameterCount(int count, boolean visible) {
        digest.add(42).add(count);
    }

    @Override
    public AnnotationVisitor visitParameterAnnotation(int parameter, String descriptor, boolean visible) {
        digest.add(43).add(parameter);
        return AnnotationDigest.on(digest, strings, descriptor);
    }

    @Override
    public void visitAttribute(Attribute attribute) {
        digest.add(44).add(attribute.type);
    }

    // ---- code

    @Override
    public void visitInsn(int opcode) {
        instruction(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        instruction(opcode).add(operand);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        instruction(opcode).add(variable);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        instruction(opcode).add(type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        instruction(opcode).add(owner).add(name).add(descriptor);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        instruction(opcode).add(owner).add(name).add(descriptor).add(isInterface ? 1 : 0);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        instruction(186).add(name).add(descriptor).add(bootstrap.toString()).add(arguments.length);
        for (Object argument : arguments) {
            constant(digest, argument);
        }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        instruction(opcode);
        targets.add(label);
    }

    @Override
    public void visitLabel(Label label) {
        label.info = instructions;
    }

    @Override
    public void visitLdcInsn(Object value) {
        constant(instruction(18), value);
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        instruction(132).add(variable).add(increment);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        instruction(170).add(min).add(max);
        targets.add(otherwise);
        targets.addAll(List.of(labels));
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        instruction(171).add(Arrays.toString(keys));
        targets.add(otherwise);
        targets.addAll(List.of(labels));
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        instruction(197).add(descriptor).add(dimensions);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        digest.add(45).add(type);
        targets.addAll(List.of(start, end, handler));
    }

    @Override
    public void visitEnd() {
        digest.add(46).add(instructions);
        for (Label target : targets) {
            // The reader visits every label that anything refers to, and it does so before the end.
            digest.add(target.info instanceof Integer position ? position : -3);
        }
    }

    private Digest instruction(int opcode) {
        instructions++;
        return digest.add(opcode);
    }
}
