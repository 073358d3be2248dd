package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;

/**
 * Hashes all of a class that can change what it does: declarations, annotations, code with resolved operands. Not
 * hashed: lines, local variable names, the source file's name, the order of constants, stack maps. So a comment or
 * another layout is no difference. (A method that reads its own line numbers escapes.)
 *
 * <p>On the way it collects what only a full reading shows: annotations, strings inside them, nesting.
 */
final class Fingerprint extends ClassVisitor {

    static final int API = Opcodes.ASM9;

    private final Digest digest = new Digest();
    private final List<String> annotations = new ArrayList<>();
    private final Set<String> annotationStrings = new LinkedHashSet<>();
    private String self = "";
    private String sourceFile = "";
    private boolean nested;

    private Fingerprint() {
        super(API);
    }

    /**
     * Reads a whole class file.
     *
     * @throws RuntimeException of any kind if the file is damaged or newer than this reader
     */
    static Fingerprint of(byte[] bytes) {
        Fingerprint fingerprint = new Fingerprint();
        new ClassReader(bytes).accept(fingerprint, ClassReader.SKIP_FRAMES);
        return fingerprint;
    }

    long value() {
        return digest.value();
    }

    /** Types of the class's own run-time annotations; of those that hand it to extensions, only doubtful ones. */
    List<String> annotations() {
        return annotations;
    }

    Set<String> annotationStrings() {
        return annotationStrings;
    }

    String sourceFile() {
        return sourceFile;
    }

    boolean nested() {
        return nested;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        self = name;
        digest.add(version).add(access).add(name).add(signature).add(superName).add(interfaces);
    }

    @Override
    public void visitSource(@Nullable String source, @Nullable String debug) {
        sourceFile = source == null ? "" : source;
    }

    @Override
    public void visitOuterClass(String owner, @Nullable String name, @Nullable String descriptor) {
        nested = true;
        digest.add(1).add(owner).add(name).add(descriptor);
    }

    @Override
    public void visitInnerClass(String name, @Nullable String outer, @Nullable String inner, int access) {
        boolean own = name.equals(self);
        nested |= own;
        if (own || self.equals(outer)) {
            digest.add(2).add(name).add(outer).add(inner).add(access);
        }
    }

    @Override
    public void visitPermittedSubclass(String permitted) {
        digest.add(3).add(permitted);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        digest.add(4).add(descriptor).add(visible ? 1 : 0);
        String type = Type.getType(descriptor).getClassName();
        boolean extender = Frameworks.isExtender(type);
        if (visible && !extender && !Frameworks.isInert(type)) {
            annotations.add(type);
        }
        return new AnnotationDigest(digest, annotationStrings, named -> {
            if (extender && !Frameworks.isSelfContained(named)) {
                annotations.add(type);
            }
        });
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(
            int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
        return AnnotationDigest.onType(digest, annotationStrings, typeRef, path, descriptor);
    }

    @Override
    public void visitAttribute(Attribute attribute) {
        digest.add(5).add(attribute.type);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, @Nullable String signature) {
        digest.add(6).add(name).add(descriptor).add(signature);
        return new RecordComponentVisitor(API) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return AnnotationDigest.on(digest, annotationStrings, type);
            }

            @Override
            public AnnotationVisitor visitTypeAnnotation(
                    int typeRef, @Nullable TypePath path, String type, boolean visible) {
                return AnnotationDigest.onType(digest, annotationStrings, typeRef, path, type);
            }
        };
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        digest.add(7).add(access).add(name).add(descriptor).add(signature);
        MethodDigest.constant(digest, value);
        return new FieldVisitor(API) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return AnnotationDigest.on(digest, annotationStrings, type);
            }

            @Override
            public AnnotationVisitor visitTypeAnnotation(
                    int typeRef, @Nullable TypePath path, String type, boolean visible) {
                return AnnotationDigest.onType(digest, annotationStrings, typeRef, path, type);
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        digest.add(8).add(access).add(name).add(descriptor).add(signature).add(exceptions);
        return new MethodDigest(digest, annotationStrings);
    }
}
