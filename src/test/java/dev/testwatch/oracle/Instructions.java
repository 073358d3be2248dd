package dev.testwatch.oracle;

import dev.testwatch.oracle.Mutator.Sites;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Copies a method; what is to be changed it changes so that the types on the stack stay what they were. */
final class Instructions extends MethodVisitor {

    private final String member;
    private final Type returned;
    private final Sites sites;

    Instructions(MethodVisitor next, String member, String descriptor, Sites sites) {
        super(Opcodes.ASM9, next);
        this.member = member;
        this.returned = Type.getReturnType(descriptor);
        this.sites = sites;
    }

    private boolean here(String what) {
        return sites.here(member, what, true);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
        return visible && sites.here(member, "dropped annotation " + type, false)
                ? null
                : super.visitAnnotation(type, visible);
    }

    @Override
    public void visitInsn(int opcode) {
        boolean constant = opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.DCONST_1;
        boolean result = opcode >= Opcodes.IRETURN && opcode <= Opcodes.ARETURN;
        if (constant && here("changed a number")) {
            changeNumber(opcode);
            return;
        }
        if (result && here("changed what it returns")) {
            changeReturned(opcode);
        }
        super.visitInsn(opcode);
    }

    private void changeNumber(int opcode) {
        if (opcode == Opcodes.ICONST_5) {
            super.visitIntInsn(Opcodes.BIPUSH, 6);
        } else if (opcode < Opcodes.ICONST_5 || opcode == Opcodes.LCONST_0 || opcode == Opcodes.DCONST_0) {
            super.visitInsn(opcode + 1);
        } else if (opcode == Opcodes.LCONST_1 || opcode == Opcodes.DCONST_1) {
            super.visitInsn(opcode - 1);
        } else {
            super.visitInsn(opcode == Opcodes.FCONST_0 ? Opcodes.FCONST_1 : Opcodes.FCONST_0);
        }
    }

    private void changeReturned(int opcode) {
        if (returned.getSort() == Type.BOOLEAN) {
            super.visitInsn(Opcodes.ICONST_1);
            super.visitInsn(Opcodes.IXOR);
            return;
        }
        super.visitInsn(returned.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        if (returned.getDescriptor().equals("Ljava/lang/String;")) {
            super.visitLdcInsn("");
        } else if (opcode == Opcodes.ARETURN) {
            super.visitInsn(Opcodes.ACONST_NULL);
        } else if (opcode == Opcodes.LRETURN) {
            super.visitInsn(Opcodes.LCONST_0);
        } else if (opcode == Opcodes.FRETURN) {
            super.visitInsn(Opcodes.FCONST_0);
        } else {
            super.visitInsn(opcode == Opcodes.DRETURN ? Opcodes.DCONST_0 : Opcodes.ICONST_0);
        }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        if (opcode != Opcodes.NEWARRAY && here("changed " + operand)) {
            super.visitIntInsn(opcode, operand == 127 || operand == Short.MAX_VALUE ? operand - 1 : operand + 1);
        } else {
            super.visitIntInsn(opcode, operand);
        }
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        super.visitIincInsn(variable, here("changed the sign of an increment") ? -increment : increment);
    }

    @Override
    public void visitLdcInsn(Object value) {
        boolean changes = value instanceof Number || value instanceof String;
        super.visitLdcInsn(changes && here("changed " + quoted(value)) ? changed(value) : value);
    }

    /** Another constant of the same type. */
    static Object changed(Object value) {
        if (value instanceof Integer number) {
            return number + 1;
        } else if (value instanceof Long number) {
            return number + 1;
        } else if (value instanceof Float number) {
            return number + 1;
        } else if (value instanceof Double number) {
            return number + 1;
        }
        return value + "'";
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        if (name.equals("makeConcatWithConstants") && here("changed " + quoted(arguments[0]))) {
            Object[] others = arguments.clone();
            others[0] = changed(arguments[0]);
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, others);
        } else {
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        }
    }

    private static String quoted(Object value) {
        String text = String.valueOf(value)
                .codePoints()
                .map(c -> c < ' ' || c > '~' ? '.' : c)
                .limit(30)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return value instanceof String ? '"' + text + '"' : text;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        boolean onNull = opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL;
        boolean conditional = onNull || opcode <= Opcodes.IF_ACMPNE;
        if (conditional && here("negated a condition")) {
            super.visitJumpInsn(onNull ? opcode ^ 1 : ((opcode + 1) ^ 1) - 1, label);
        } else {
            super.visitJumpInsn(opcode, label);
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
        boolean nothing = Type.getReturnType(descriptor).equals(Type.VOID_TYPE) && !name.equals("<init>");
        if (nothing && here("dropped the call of " + name)) {
            Type[] arguments = Type.getArgumentTypes(descriptor);
            for (int i = arguments.length - 1; i >= 0; i--) {
                drop(arguments[i]);
            }
            if (opcode != Opcodes.INVOKESTATIC) {
                super.visitInsn(Opcodes.POP);
            }
        } else {
            super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
        }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        boolean writes = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
        if (writes && here("dropped the assignment of " + name)) {
            drop(Type.getType(descriptor));
            if (opcode == Opcodes.PUTFIELD) {
                super.visitInsn(Opcodes.POP);
            }
        } else {
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }
    }

    private void drop(Type type) {
        super.visitInsn(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
}
