package dev.testwatch.compile;

import java.lang.reflect.Array;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes an annotation's values as text. */
final class AnnotationText extends AnnotationVisitor {

    private final StringBuilder into;
    private final Set<String> referenced;

    AnnotationText(StringBuilder into, Set<String> referenced) {
        super(Opcodes.ASM9);
        this.into = into.append('(');
        this.referenced = referenced;
    }

    @Override
    public void visit(@Nullable String name, Object value) {
        if (value instanceof Type type) {
            ClassFacts.addTypes(type, referenced);
        }
        into.append(name).append('=').append(text(value)).append(',');
    }

    @Override
    public void visitEnum(@Nullable String name, String descriptor, String value) {
        ClassFacts.addTypes(Type.getType(descriptor), referenced);
        into.append(name).append('=').append(descriptor).append(value).append(',');
    }

    @Override
    public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
        ClassFacts.addTypes(Type.getType(descriptor), referenced);
        return new AnnotationText(into.append(name).append("=@").append(descriptor), referenced);
    }

    @Override
    public AnnotationVisitor visitArray(@Nullable String name) {
        return new AnnotationText(into.append(name).append('='), referenced);
    }

    @Override
    public void visitEnd() {
        into.append(')');
    }

    /** Arrays of primitive values arrive as one value. */
    private static String text(Object value) {
        if (!value.getClass().isArray()) {
            return value.toString();
        }
        var text = new StringBuilder("[");
        for (int i = 0; i < Array.getLength(value); i++) {
            text.append(Array.get(value, i)).append(',');
        }
        return text.append(']').toString();
    }
}
