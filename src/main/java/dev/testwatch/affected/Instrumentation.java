package dev.testwatch.affected;

import dev.testwatch.worker.BootClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts a probe at the start of each method: four instructions that set a byte. Nothing else of the class changes: no
 * members, no frames, no line numbers. The number of a probe is a constant of its own, so that it can be set where the
 * class is loaded.
 */
final class Instrumentation {

    private static final int INTEGER = 3;
    private static final int SENTINEL = 0x7e57_0000;

    private Instrumentation() {}

    /** Empty if the class cannot have probes: its file is not understood, or would become too large. */
    static Optional<Probed> of(byte[] raw) {
        try {
            var reader = new ClassReader(raw);
            var methods = new Methods(reader.getClassName());
            reader.accept(methods, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return Optional.of(methods.found.isEmpty() ? new Probed(new byte[0], 0, 0) : probed(reader, methods.found));
        } catch (RuntimeException unreadable) {
            // The library tells of damage, unknown versions and methods that grew too large in many ways.
            return Optional.empty();
        }
    }

    private static Probed probed(ClassReader reader, List<Probe> methods) {
        int first = freeNumbers(reader, methods.size());
        var writer = new ClassWriter(reader, 0);
        int constant = writer.newConst(first);
        for (int i = 1; i < methods.size(); i++) {
            if (writer.newConst(first + i) != constant + i) {
                throw new IllegalStateException("constants are not side by side");
            }
        }
        reader.accept(new Inserting(writer, methods, first), 0);
        byte[] bytes = writer.toByteArray();
        return new Probed(bytes, new ClassReader(bytes).getItem(constant) - 1, methods.size());
    }

    /** The first of as many numbers in a row that the class itself does not use. */
    private static int freeNumbers(ClassReader reader, int count) {
        Set<Integer> used = new HashSet<>();
        for (int i = 1; i < reader.getItemCount(); i++) {
            int at = reader.getItem(i);
            if (at > 0 && reader.readByte(at - 1) == INTEGER) {
                used.add(reader.readInt(at));
            }
        }
        int first = SENTINEL;
        for (int i = 0; i < count; i++) {
            if (used.contains(first + i)) {
                first += i + 1;
                i = -1;
            }
        }
        return first;
    }

    /** What a method gets. */
    enum Probe {
        PLAIN,
        /** It says when it begins and ends, as what it leaves in static fields outlives it. */
        WRITER,
        INITIALISER
    }

    /** Finds the methods with code, in order. */
    private static final class Methods extends ClassVisitor {
        private final String owner;
        private final List<Probe> found = new ArrayList<>();

        Methods(String owner) {
            super(Fingerprint.API);
            this.owner = owner;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new WriterSearch(
                    owner,
                    writes -> found.add(
                            name.equals("<clinit>") ? Probe.INITIALISER : writes ? Probe.WRITER : Probe.PLAIN));
        }
    }

    private static final class Inserting extends ClassVisitor {
        private final List<Probe> methods;
        private final int first;
        private int next;

        Inserting(ClassWriter writer, List<Probe> methods, int first) {
            super(Fingerprint.API, writer);
            this.methods = methods;
            this.first = first;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor to = super.visitMethod(access, name, descriptor, signature, exceptions);
            if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
                return to;
            }
            int index = next++;
            return new Prologue(to, first + index, methods.get(index));
        }
    }

    private static final class Prologue extends MethodVisitor {
        private static final String CALL = "(I)V";

        private final int number;
        private final Probe probe;

        Prologue(MethodVisitor to, int number, Probe probe) {
            super(Fingerprint.API, to);
            this.number = number;
            this.probe = probe;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (probe != Probe.PLAIN) {
                call(probe == Probe.WRITER ? BootClass.ENTER : BootClass.INIT);
            }
            super.visitFieldInsn(Opcodes.GETSTATIC, BootClass.NAME, BootClass.PROBES, "[B");
            super.visitLdcInsn(number);
            super.visitInsn(Opcodes.ICONST_1);
            super.visitInsn(Opcodes.BASTORE);
        }

        @Override
        public void visitInsn(int opcode) {
            if (probe != Probe.PLAIN && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                call(BootClass.EXIT);
            }
            super.visitInsn(opcode);
        }

        private void call(String method) {
            super.visitLdcInsn(number);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, BootClass.NAME, method, CALL, false);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            super.visitMaxs(Math.max(3, probe == Probe.PLAIN ? stack : stack + 1), locals);
        }
    }
}
