package dev.testwatch.compile;

import dev.testwatch.watch.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.signature.SignatureReader;

/** Collects what others can be compiled against; each member becomes a line, and the order of lines is no difference. */
final class AbiVisitor extends ClassVisitor {

    private static final int API = Opcodes.ASM9;
    /** What a method does in these ways is its own affair. */
    private static final int IMPLEMENTATION_FLAGS = Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_NATIVE | Opcodes.ACC_STRICT;

    private final List<StringBuilder> lines = new ArrayList<>();
    private final StringBuilder header = line();
    private final Set<String> referenced = new HashSet<>();
    private final Set<String> exposed = new HashSet<>();
    private final Set<String> supertypes = new HashSet<>();
    private final Set<String> permitted = new HashSet<>();
    private final Map<String, String> constants = new HashMap<>();
    private String name = "";
    private boolean local;

    AbiVisitor() {
        super(API);
    }

    boolean local() {
        return local;
    }

    Set<String> referenced() {
        return referenced;
    }

    Set<String> exposed() {
        return exposed;
    }

    Set<String> supertypes() {
        return supertypes;
    }

    Set<String> permitted() {
        return permitted;
    }

    Map<String, String> constants() {
        return constants;
    }

    long abi() {
        var sorted = lines.stream().map(StringBuilder::toString).sorted().toList();
        return ContentHash.of(String.join("\n", sorted).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void visit(
            int version,
            int access,
            String className,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        name = className;
        header.append(access & ~Opcodes.ACC_SUPER).append(' ').append(className);
        if (superName != null) {
            supertypes.add(ClassFacts.binaryName(superName));
        }
        for (var each : interfaces == null ? new String[0] : interfaces) {
            supertypes.add(ClassFacts.binaryName(each));
        }
        header.append(supertypes.stream().sorted().toList());
        signature(header, signature);
    }

    @Override
    public void visitOuterClass(String owner, @Nullable String methodName, @Nullable String descriptor) {
        local = true;
    }

    @Override
    public void visitInnerClass(String innerName, @Nullable String outerName, @Nullable String simpleName, int access) {
        // The access flags of a nested class proper are only here.
        if (innerName.equals(name)) {
            line().append("nested ").append(access);
        }
    }

    @Override
    public void visitPermittedSubclass(String permittedSubclass) {
        permitted.add(ClassFacts.binaryName(permittedSubclass));
        line().append("permits ").append(permittedSubclass);
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
        ClassFacts.addTypes(Type.getType(descriptor), referenced);
        if (hidden(access)) {
            return null;
        }
        var line =
                line().append("field ").append(access).append(' ').append(field).append(descriptor);
        signature(line, signature);
        if (value != null) {
            line.append(" = ").append(value);
            constants.put(field, descriptor + value);
        }
        return new FieldVisitor(API) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return annotation(line, type);
            }

            @Override
            public AnnotationVisitor visitTypeAnnotation(
                    int ref, @Nullable TypePath path, String type, boolean visible) {
                return annotation(line.append(ref).append(path), type);
            }
        };
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        ClassFacts.addTypes(Type.getMethodType(descriptor), referenced);
        if (hidden(access) || method.equals("<clinit>")) {
            return null;
        }
        var line = line().append("method ")
                .append(access & ~IMPLEMENTATION_FLAGS)
                .append(' ')
                .append(method)
                .append(descriptor);
        signature(line, signature);
        for (var exception : exceptions == null ? new String[0] : exceptions) {
            line.append(" throws ").append(exception);
            exposed.add(ClassFacts.binaryName(exception));
        }
        return new MethodAbi(line);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(
            String component, String descriptor, @Nullable String signature) {
        // The order of components is that of a pattern's; their number in the line keeps it.
        var line = line().append("component ")
                .append(lines.size())
                .append(component)
                .append(descriptor);
        signature(line, signature);
        return new RecordComponentVisitor(API) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return annotation(line, type);
            }
        };
    }

    @Override
    public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        return annotation(line(), type);
    }

    @Override
    public AnnotationVisitor visitTypeAnnotation(int ref, @Nullable TypePath path, String type, boolean visible) {
        return annotation(line().append(ref).append(path), type);
    }

    private static boolean hidden(int access) {
        return (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC)) != 0;
    }

    private StringBuilder line() {
        var line = new StringBuilder();
        lines.add(line);
        return line;
    }

    private void signature(StringBuilder line, @Nullable String signature) {
        if (signature != null) {
            line.append(' ').append(signature);
            new SignatureReader(signature).accept(new SignatureTypes(exposed, referenced));
        }
    }

    private AnnotationVisitor annotation(StringBuilder line, String type) {
        ClassFacts.addTypes(Type.getType(type), referenced);
        return new AnnotationText(line.append(" @").append(type), referenced);
    }

    private final class MethodAbi extends MethodVisitor {

        private final StringBuilder line;

        MethodAbi(StringBuilder line) {
            super(API);
            this.line = line;
        }

        @Override
        public AnnotationVisitor visitAnnotationDefault() {
            return new AnnotationText(line.append(" default "), referenced);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String type, boolean visible) {
            return annotation(line, type);
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(int ref, @Nullable TypePath path, String type, boolean visible) {
            return annotation(line.append(ref).append(path), type);
        }

        @Override
        public AnnotationVisitor visitParameterAnnotation(int parameter, String type, boolean visible) {
            return annotation(line.append(parameter), type);
        }
    }
}
