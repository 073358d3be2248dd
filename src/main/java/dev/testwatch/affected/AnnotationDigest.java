package dev.testwatch.affected;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;

/** Adds an annotation's values to a hash, and collects the strings and tells the classes among them. */
final class AnnotationDigest extends AnnotationVisitor {

    private final Digest digest;
    private final Set<String> strings;
    private final Consumer<String> classes;

    AnnotationDigest(Digest digest, Set<String> strings, Consumer<String> classes) {
        super(Fingerprint.API);
        this.digest = digest;
        this.strings = strings;
        this.classes = classes;
    }

    static AnnotationDigest on(Digest digest, Set<String> strings, String descriptor) {
        digest.add(20).add(descriptor);
        return new AnnotationDigest(digest, strings, named -> {});
    }

    static AnnotationDigest onType(
            Digest digest, Set<String> strings, int typeRef, @Nullable TypePath path, String descriptor) {
        digest.add(21).add(typeRef).add(path == null ? null : path.toString());
        return on(digest, strings, descriptor);
    }

    @Override
    public void visit(@Nullable String name, Object value) {
        digest.add(22).add(name);
        MethodDigest.constant(digest, value);
        if (value instanceof String text) {
            strings.add(text);
        } else if (value instanceof Type type) {
            classes.accept(type.getClassName());
        }
    }

    @Override
    public void visitEnum(@Nullable String name, String descriptor, String value) {
        digest.add(23).add(name).add(descriptor).add(value);
    }

    @Override
    public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
        digest.add(24).add(name).add(descriptor);
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
