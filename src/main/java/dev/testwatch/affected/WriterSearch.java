package dev.testwatch.affected;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Whether a method with code writes static fields. A counter of its own class that it counts up or down does not count:
 * what it leaves behind is a number that depends on nothing but how often it was called. Where it decides something
 * it may decide by that number, and it counts.
 */
final class WriterSearch extends MethodVisitor {

    private static final String NOTHING = "";

    private final String owner;
    private final Consumer<Boolean> result;
    private boolean hasCode;
    private boolean writes;

    /** The counter that was read, as long as nothing else was done since but counting. */
    private String counter = NOTHING;

    private boolean one;
    private boolean counted;

    private boolean counts;
    private boolean decides;

    /** @param result told at the end, if there is code */
    WriterSearch(String owner, Consumer<Boolean> result) {
        super(Fingerprint.API);
        this.owner = owner;
        this.result = result;
    }

    @Override
    public void visitCode() {
        hasCode = true;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        boolean number = owner.equals(this.owner) && (descriptor.equals("I") || descriptor.equals("J"));
        boolean counting = counted && counter.equals(name);
        if (opcode == Opcodes.PUTSTATIC) {
            counts |= counting;
            writes |= !counting;
        }
        counter = opcode == Opcodes.GETSTATIC && number ? name : NOTHING;
        one = false;
        counted = false;
    }

    @Override
    public void visitInsn(int opcode) {
        switch (opcode) {
            case Opcodes.DUP, Opcodes.DUP2 -> {}
            case Opcodes.ICONST_1, Opcodes.LCONST_1 -> one = !counter.isEmpty();
            case Opcodes.IADD, Opcodes.LADD, Opcodes.ISUB, Opcodes.LSUB -> counted = one;
            default -> other();
        }
    }

    private void other() {
        counter = NOTHING;
        one = false;
        counted = false;
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        other();
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        other();
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        other();
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        other();
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrap, @Nullable Object... arguments) {
        other();
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        decides |= opcode != Opcodes.GOTO;
        other();
    }

    @Override
    public void visitLabel(Label label) {
        other();
    }

    @Override
    public void visitLdcInsn(Object value) {
        other();
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        other();
    }

    @Override
    public void visitEnd() {
        if (hasCode) {
            result.accept(writes || (counts && decides));
        }
    }
}
