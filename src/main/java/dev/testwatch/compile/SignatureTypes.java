package dev.testwatch.compile;

import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureVisitor;

/** The types in a generic signature; those that erasure takes away are exposed. */
final class SignatureTypes extends SignatureVisitor {

    private final Set<String> exposed;
    private final Set<String> referenced;
    private final boolean erased;
    private String current = "";

    SignatureTypes(Set<String> exposed, Set<String> referenced) {
        this(exposed, referenced, false);
    }

    private SignatureTypes(Set<String> exposed, Set<String> referenced, boolean erased) {
        super(Opcodes.ASM9);
        this.exposed = exposed;
        this.referenced = referenced;
        this.erased = erased;
    }

    @Override
    public void visitClassType(String name) {
        current = ClassFacts.binaryName(name);
        add();
    }

    @Override
    public void visitInnerClassType(String name) {
        current = current + "$" + name;
        add();
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
        return hiddenByErasure();
    }

    @Override
    public SignatureVisitor visitClassBound() {
        return hiddenByErasure();
    }

    @Override
    public SignatureVisitor visitInterfaceBound() {
        return hiddenByErasure();
    }

    @Override
    public SignatureVisitor visitExceptionType() {
        return hiddenByErasure();
    }

    private SignatureVisitor hiddenByErasure() {
        return new SignatureTypes(exposed, referenced, true);
    }

    private void add() {
        referenced.add(current);
        if (erased) {
            exposed.add(current);
        }
    }
}
