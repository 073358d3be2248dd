package dev.testwatch.oracle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds the places of a class file that can be changed in a small way, and changes one of them. */
final class Mutator {

    /**
     * A place and what would be done there.
     *
     * @param member the method or field; empty: the class itself
     * @param number counts all sites of the class file from 0
     */
    record Site(String member, String what, int number, boolean inCode) {}

    private static final int NOTHING = -1;

    /** How it begins what is told of a method that was not there before. */
    static final String ADDED = "added ";

    static final String REMOVED = "removed method";

    private final byte[] original;

    Mutator(byte[] original) {
        this.original = original.clone();
    }

    List<Site> sites() {
        Pass pass = new Pass(new ClassWriter(0), NOTHING);
        reader().accept(pass, 0);
        return List.copyOf(pass.sites);
    }

    byte[] mutate(Site site) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        reader().accept(new Pass(writer, site.number()), 0);
        return writer.toByteArray();
    }

    private ClassReader reader() {
        return new ClassReader(original);
    }

    /** Counts sites as it copies the class, and changes the one whose number comes up. */
    private final class Pass extends ClassVisitor implements Sites {

        private final int target;
        private final List<Site> sites = new ArrayList<>();
        private int fields;
        private int movedField = NOTHING;
        private int fieldCount;
        private boolean isInterface;
        private boolean hasText;

        Pass(ClassVisitor next, int target) {
            super(Opcodes.ASM9, next);
            this.target = target;
            reader().accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public @Nullable FieldVisitor visitField(
                                        int access, String name, String type, String signature, Object value) {
                                    fieldCount++;
                                    return null;
                                }
                            },
                            ClassReader.SKIP_CODE);
        }

        @Override
        public boolean here(String member, String what, boolean inCode) {
            sites.add(new Site(member, what, sites.size(), inCode));
            return sites.size() - 1 == target;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        /** Methods that nobody calls by their names: at the end, so that all other sites keep their numbers. */
        @Override
        public void visitEnd() {
            int instance = isInterface ? Opcodes.ACC_STATIC : 0;
            if (here("", ADDED + "a private method", false)) {
                add(Opcodes.ACC_PRIVATE | instance, "added$");
            }
            if (here("", ADDED + "a public method", false)) {
                add(Opcodes.ACC_PUBLIC | instance, "added$");
            }
            if (here("", ADDED + "a static method", false)) {
                add(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "added$");
            }
            if (!isInterface && !hasText && here("", ADDED + "a method that overrides one", false)) {
                add(Opcodes.ACC_PUBLIC, "toString");
            }
            super.visitEnd();
        }

        private void add(int access, String name) {
            MethodVisitor code = super.visitMethod(access, name, "()Ljava/lang/String;", null, null);
            code.visitCode();
            code.visitLdcInsn("added");
            code.visitInsn(Opcodes.ARETURN);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
            return visible && here("", "dropped annotation " + type, false)
                    ? null
                    : super.visitAnnotation(type, visible);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String type, String signature, @Nullable Object value) {
            int position = fields++;
            if (position == movedField) {
                return null;
            }
            if (position + 1 < fieldCount && here(name, "swapped with the next field", false)) {
                movedField = position + 1;
                emitField(movedField);
            }
            Object changed = value;
            if (value != null && here(name, "changed constant " + value, false)) {
                changed = Instructions.changed(value);
            }
            return new FieldVisitor(Opcodes.ASM9, super.visitField(access, name, type, signature, changed)) {
                @Override
                public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    return visible && here(name, "dropped annotation " + annotation, false)
                            ? null
                            : super.visitAnnotation(annotation, visible);
                }
            };
        }

        private void emitField(int position) {
            ClassVisitor out = cv;
            reader().accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                private int seen;

                                @Override
                                public @Nullable FieldVisitor visitField(
                                        int access, String name, String type, String signature, Object value) {
                                    return seen++ == position
                                            ? out.visitField(access, name, type, signature, value)
                                            : null;
                                }
                            },
                            ClassReader.SKIP_CODE);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean overrides =
                    (access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNTHETIC))
                                    == 0
                            && !name.startsWith("<");
            String member = name + descriptor;
            hasText |= member.equals("toString()Ljava/lang/String;");
            if (overrides && here(member, REMOVED, false)) {
                return null;
            }
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new Instructions(next, member, descriptor, this);
        }
    }

    /** Asked at each place that can be changed. */
    interface Sites {
        /** @return whether it is to be changed */
        boolean here(String member, String what, boolean inCode);
    }
}
