package dev.testwatch.affected;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;

/** Adds an annotation's values to a hash, and collects the strings and tells the classes among them. */
final class AnnotationDigest extends AnnotationVisitor {

    private final Digest digest;
    private final Declared declared;
    private final Consumer<String> classes;

    AnnotationDigest(Digest digest, Declared declared, Consumer<String> classes) {
        super(Fingerprint.API);
        this.digest = digest;
        this.declared = declared;
        this.classes = classes;
    }

    static AnnotationDigest on(Digest digest, Declared declared, String descriptor) {
        digest.add(20).add(descriptor);
        Names.types(descriptor, declared.types);
        return new AnnotationDigest(digest, declared, named -> {});
    }

    static AnnotationDigest onType(
            Digest digest, Declared declared, int typeRef, @Nullable TypePath path, String descriptor) {
        digest.add(21).add(typeRef).add(path == null ? null : path.toString());
        return on(digest, declared, descriptor);
    }

    @Override
    public void visit(@Nullable String name, Object value) {
        digest.add(22).add(name);
        MethodDigest.constant(digest, value);
        if (value instanceof String text) {
            declared.strings.add(text);
            Mentions.classes(text, declared.annotated);
        } else if (value instanceof Type type) {
            classes.accept(type.getClassName());
            Names.types(type.getDescriptor(), declared.annotated);
        }
    }

    @Override
    public void visitEnum(@Nullable String name, String descriptor, String value) {
        digest.add(23).add(name).add(descriptor).add(value);
        Names.types(descriptor, declared.annotated);
    }

    @Override
    public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
        digest.add(24).add(name).add(descriptor);
        Names.types(descriptor, declared.types);
        return this;
    }

    @Override
    public AnnotationVisitor visitArray(@Nullable String name) {
        digest.add(25).add(name);
        return this;
    }

    @Override
    public void visitEnd() {
        digest.add(26);
    }
}
