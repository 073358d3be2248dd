package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
 * Hashes all of a class that can change what it does: declarations, annotations, code with resolved operands; as a
 * whole, and by part. Not hashed: lines, local variable names, the source file's name, the order of constants and of
 * methods, stack maps, the names of lambdas. So a comment or another layout is no difference. (A method that reads its
 * own line numbers escapes.)
 *
 * <p>On the way it collects what only a full reading shows: annotations, strings inside them, nesting.
 */
final class Fingerprint extends ClassVisitor {

    static final int API = Opcodes.ASM9;

    /** Superclasses that bring no state along. */
    private static final Set<String> PLAIN = Set.of("java/lang/Object", "java/lang/Enum", "java/lang/Record");

    /** Types of the JDK that declare no methods but those of {@code Object}, and never will. */
    private static final Set<String> BARE =
            Set.of("java/lang/Object", "java/lang/Record", "java/io/Serializable", "java/lang/Cloneable");

    private final Digest digest = new Digest();
    private final List<String> annotations = new ArrayList<>();
    private final List<String> extensions = new ArrayList<>();
    private final Declared declared = new Declared();
    private final List<MethodDigest> methods = new ArrayList<>();
    private boolean changeable;
    private boolean inherits;
    private int access;
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

    /** The class by part. */
    PartFacts parts() {
        return PartFacts.of(digest.value(), access, declared, methods);
    }

    /** Whether objects of this class may differ later from what they were made as. */
    boolean changeable() {
        return changeable;
    }

    /** Whether it may have methods of types of the JDK of which it is not known which these are. */
    boolean inherits() {
        return inherits;
    }

    /** Whether there is a method so long that no probe may fit in. */
    boolean hasLongMethod() {
        return methods.stream().anyMatch(MethodDigest::isLong);
    }

    /** Types of the class's own run-time annotations, but for those that hand it to extensions. */
    List<String> annotations() {
        return annotations;
    }

    /** Extensions and runners that annotations hand the class to, as far as they are doubtful. */
    List<String> extensions() {
        return extensions;
    }

    Set<String> annotationStrings() {
        return declared.strings;
    }

    /** The names of class files, and ends of such names, that stand in the code of methods. */
    Set<String> classFiles() {
        return methods.stream()
                .flatMap(method -> method.uses.classFiles.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it may ask for the place where classes lie as for a resource. */
    boolean asksForDirectory() {
        boolean any = methods.stream().anyMatch(method -> method.lookups.asksForAny());
        boolean directory = methods.stream().anyMatch(method -> method.lookups.holdsDirectory())
                || declared.strings.stream().anyMatch(DirectoryLookups::isDirectory);
        return (any && directory) || methods.stream().anyMatch(method -> method.lookups.asksForDirectory());
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
        Names.add(superName, declared.types);
        Names.types(signature, declared.types);
        for (String type : interfaces == null ? new String[0] : interfaces) {
            Names.add(type, declared.types);
            inherits |= isOfTheJdk(type);
        }
        this.access = access;
        inherits |= superName != null && isOfTheJdk(superName);
        changeable = superName != null && superName.startsWith("java/") && !PLAIN.contains(superName);
        digest.add(version).add(access).add(name).add(signature).add(superName).add(interfaces);
    }

    private static boolean isOfTheJdk(String supertype) {
        return supertype.startsWith("java/") && !BARE.contains(supertype);
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
            Names.add(name, declared.types);
            digest.add(2).add(name).add(outer).add(inner).add(access);
        }
    }

    @Override
    public void visitPermittedSubclass(String permitted) {
        digest.add(3).add(permitted);
        Names.add(permitted, declared.types);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        digest.add(4).add(descriptor).add(visible ? 1 : 0);
        Names.types(descriptor, declared.types);
        String type = Type.getType(descriptor).getClassName();
        boolean extender = Frameworks.isExtender(type);
        if (visible && !extender && !Frameworks.isInert(type)) {
            annotations.add(type);
        }
        return new AnnotationDigest(digest, declared, named -> {
            if (extender && !Frameworks.isSelfContained(named)) {
                extensions.add(named);
            }
        });
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(
            int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
        return AnnotationDigest.onType(digest, declared, typeRef, path, descriptor);
    }

    @Override
    public void visitAttribute(Attribute attribute) {
        digest.add(5).add(attribute.type);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, @Nullable String signature) {
        digest.add(6).add(name).add(descriptor).add(signature);
        Names.types(signature, declared.types);
        return new RecordComponentVisitor(API) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return AnnotationDigest.on(digest, declared, type);
            }

            @Override
            public AnnotationVisitor visitTypeAnnotation(
                    int typeRef, @Nullable TypePath path, String type, boolean visible) {
                return AnnotationDigest.onType(digest, declared, typeRef, path, type);
            }
        };
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        digest.add(7).add(access).add(name).add(descriptor).add(signature);
        Names.types(descriptor, declared.types);
        Names.types(signature, declared.types);
        if ((access & Opcodes.ACC_STATIC) == 0) {
            changeable |= (access & Opcodes.ACC_FINAL) == 0;
            if (!Unchanging.isKnown(descriptor)) {
                declared.held.add(Type.getType(descriptor).getClassName());
            }
        }
        MethodDigest.constant(digest, value);
        return new FieldVisitor(API) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return AnnotationDigest.on(digest, declared, type);
            }

            @Override
            public AnnotationVisitor visitTypeAnnotation(
                    int typeRef, @Nullable TypePath path, String type, boolean visible) {
                return AnnotationDigest.onType(digest, declared, typeRef, path, type);
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        Digest declaration = new Digest()
                .add(8)
                .add(access)
                .add(name)
                .add(descriptor)
                .add(signature)
                .add(exceptions);
        MethodDigest method =
                new MethodDigest(access, name + descriptor, self, declaration, declared, !annotations.isEmpty());
        Names.types(descriptor, method.types);
        Names.types(signature, method.types);
        for (String exception : exceptions == null ? new String[0] : exceptions) {
            Names.add(exception, method.types);
        }
        methods.add(method);
        return method;
    }

    /** Frameworks that read class files take annotated methods in the order in which they stand there. */
    @Override
    public void visitEnd() {
        if (!annotations.isEmpty()) {
            methods.stream().filter(MethodDigest::isAnnotated).forEach(method -> digest.add(9)
                    .add(method.member));
        }
    }
}
