package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;

/**
 * Hashes a method: its declaration and its code apart, and finds what the code names. A label counts by the number of
 * instructions before it, so that labels which only mark lines or scopes of variables leave no trace. In place of
 * methods of the same class that {@code invokedynamic} names there is only a mark, since the names of lambdas change
 * with the lambdas before them.
 */
final class MethodDigest extends MethodVisitor {

    /** Code with more instructions may become too long for a class file when it is instrumented. */
    private static final int MOST_INSTRUCTIONS = 12_000;

    final int access;
    /** Name and descriptor. */
    final String member;

    final MethodUses uses;
    final DirectoryLookups lookups = new DirectoryLookups();
    private final String self;
    private final Digest digest;
    private final Digest code = new Digest();
    private final Declared declared;
    private final List<Label> targets = new ArrayList<>();
    /** Types that the declaration names, those of annotations left out. */
    final Set<String> types = new LinkedHashSet<>();

    private int instructions;
    private boolean hasCode;
    private boolean annotated;

    /** Of each parameter, by its slot, the name that debuggers know. */
    private final @Nullable String[] parameters;

    private final boolean managed;

    /**
     * Takes the hash of what has been read of the declaration.
     *
     * @param managed whether the class is annotated for some framework
     */
    MethodDigest(int access, String member, String self, Digest declaration, Declared declared, boolean managed) {
        super(Fingerprint.API);
        this.managed = managed;
        int slots = Type.getArgumentsAndReturnSizes(member.substring(member.indexOf('('))) >> 2;
        this.parameters = new String[slots];
        this.access = access;
        this.member = member;
        this.self = self;
        this.digest = declaration;
        this.declared = declared;
        this.uses = new MethodUses(self);
    }

    boolean hasCode() {
        return hasCode;
    }

    /** Whether anybody who looks for annotations finds it, or there is something about it that is not understood. */
    boolean isAnnotated() {
        return annotated;
    }

    /** Whether its code is so long that no probe may fit in. */
    boolean isLong() {
        return instructions + targets.size() > MOST_INSTRUCTIONS;
    }

    /** The hash of everything but the code. */
    long declaration() {
        return digest.value();
    }

    /** The hash of the code, without the methods that {@link MethodUses#handles} are. */
    long code() {
        return code.value();
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
        annotated = true;
        digest.add(41);
        return new AnnotationDigest(digest, declared, named -> {});
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        annotated = true;
        return AnnotationDigest.on(digest, declared, descriptor);
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(
            int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
        annotated = true;
        return AnnotationDigest.onType(digest, declared, typeRef, path, descriptor);
    }

    @Override
    public void visitAnnotableParameterCount(int count, boolean visible) {
        digest.add(42).add(count);
    }

    @Override
    public AnnotationVisitor visitParameterAnnotation(int parameter, String descriptor, boolean visible) {
        annotated = true;
        digest.add(43).add(parameter);
        return AnnotationDigest.on(digest, declared, descriptor);
    }

    @Override
    public void visitAttribute(Attribute attribute) {
        annotated = true;
        digest.add(44).add(attribute.type);
    }

    // ---- code

    @Override
    public void visitCode() {
        hasCode = true;
    }

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
        uses.type(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        instruction(opcode).add(owner).add(name).add(descriptor);
        uses.field(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        lookups.call(owner, name);
        instruction(opcode).add(owner).add(name).add(descriptor).add(isInterface ? 1 : 0);
        uses.call(opcode, owner, name, descriptor);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        instruction(186).add(name).add(descriptor).add(bootstrap.toString()).add(arguments.length);
        array(descriptor);
        uses.handle(bootstrap);
        for (Object argument : arguments) {
            if (argument instanceof Handle handle && handle.getOwner().equals(self) && isMethod(handle)) {
                code.add(47).add(handle.getTag()).add(handle.getDesc());
                uses.handles.add(handle.getName() + handle.getDesc());
            } else {
                constant(code, argument);
            }
            uses.constant(argument);
            if (argument instanceof Handle handle) {
                lookups.handle(handle);
            }
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
        if (lookups.hasLoaded() && targets.contains(label)) {
            lookups.join();
        }
    }

    @Override
    public void visitLdcInsn(Object value) {
        constant(instruction(18), value);
        lookups.load(value);
        uses.constant(value);
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
        array(descriptor);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        code.add(45).add(type);
        if (type != null) {
            uses.caught(type);
        }
        targets.addAll(List.of(start, end, handler));
    }

    @Override
    public void visitLocalVariable(
            String name, String descriptor, @Nullable String signature, Label start, Label end, int index) {
        // What is no parameter comes behind them; without an object, slots begin one earlier.
        if (index < parameters.length - ((access & Opcodes.ACC_STATIC) == 0 ? 0 : 1)) {
            parameters[index] = name;
        }
    }

    /** Some frameworks bind by the names of parameters, and take them from there if they are nowhere else. */
    private void addParameters() {
        if ((managed || annotated) && (access & Opcodes.ACC_SYNTHETIC) == 0) {
            for (String name : parameters) {
                digest.add(name);
            }
        }
    }

    @Override
    public void visitEnd() {
        addParameters();
        code.add(46).add(instructions);
        for (Label target : targets) {
            // The reader visits every label that anything refers to, and it does so before the end.
            code.add(target.info instanceof Integer position ? position : -3);
        }
    }

    private static boolean isMethod(Handle handle) {
        return handle.getTag() >= Opcodes.H_INVOKEVIRTUAL;
    }

    private void array(String descriptor) {
        uses.array(descriptor);
    }

    private Digest instruction(int opcode) {
        instructions++;
        lookups.next();
        return code.add(opcode);
    }
}
