package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What a method's code names, by binary names. Types of {@code java.*} are left out, except as types of fields.
 */
final class MethodUses {

    private final String self;

    /** Classes that the code may initialise: owners of static members, made objects, class literals, names in strings. */
    final Set<String> statics = new LinkedHashSet<>();
    /** Owners of the members that it uses, its own class left out. */
    final Set<String> used = new LinkedHashSet<>();
    /** All other types in it: of casts, of handlers, in descriptors. */
    final Set<String> named = new LinkedHashSet<>();
    /** Owners of the static fields that it writes. */
    final Set<String> written = new LinkedHashSet<>();
    /** Of the static fields that it uses and that may hold what changes: owner and type in turns. */
    final List<String> held = new ArrayList<>();
    /** Methods of its own class that {@code invokedynamic} names, as name and descriptor. */
    final List<String> handles = new ArrayList<>();
    /** Methods of its own class that it calls by name. */
    final Set<String> calls = new LinkedHashSet<>();
    /** Names of class files, or how such names end. */
    final Set<String> classFiles = new LinkedHashSet<>();
    /** What its strings and the members of the JDK that it uses say of it. */
    final Set<Trait> traits = EnumSet.noneOf(Trait.class);

    MethodUses(String self) {
        this.self = self;
    }

    void field(int opcode, String owner, String name, String descriptor) {
        boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
        type(owner, isStatic ? statics : named);
        member(owner, name, descriptor);
        if (opcode == Opcodes.PUTSTATIC) {
            Names.add(owner, written);
        }
        if (isStatic && !isMadeByCompiler(name) && !Unchanging.isKnown(descriptor)) {
            held.add(owner.replace('/', '.'));
            held.add(Type.getType(descriptor).getClassName());
        }
    }

    /** Arrays that compilers keep for enums; no one else can reach them. */
    private static boolean isMadeByCompiler(String field) {
        return field.startsWith("$SwitchMap$") || field.equals("$VALUES") || field.equals("ENUM$VALUES");
    }

    void call(int opcode, String owner, String name, String descriptor) {
        type(owner, opcode == Opcodes.INVOKESTATIC ? statics : named);
        member(owner, name, descriptor);
        if (owner.equals(self)) {
            calls.add(name + descriptor);
        }
    }

    void type(int opcode, String type) {
        type(type, opcode == Opcodes.NEW ? statics : named);
    }

    void caught(String type) {
        type(type, named);
    }

    void array(String descriptor) {
        Names.types(descriptor, named);
    }

    void constant(Object value) {
        if (value instanceof String text) {
            Mentions.classes(text, statics);
            if (Mentions.isClassFile(text)) {
                classFiles.add(text);
                traits.add(Trait.NAMES_CLASS_FILES);
            }
        } else if (value instanceof Type type) {
            Names.types(type.getDescriptor(), statics);
        } else if (value instanceof Handle handle) {
            handle(handle);
        } else if (value instanceof ConstantDynamic dynamic) {
            Names.types(dynamic.getDescriptor(), statics);
            handle(dynamic.getBootstrapMethod());
            for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                constant(dynamic.getBootstrapMethodArgument(i));
            }
        }
    }

    void handle(Handle handle) {
        type(handle.getOwner(), statics);
        member(handle.getOwner(), handle.getName(), handle.getDesc());
        boolean isStaticField = handle.getTag() == Opcodes.H_GETSTATIC || handle.getTag() == Opcodes.H_PUTSTATIC;
        if (isStaticField) {
            field(Opcodes.PUTSTATIC, handle.getOwner(), handle.getName(), handle.getDesc());
        }
    }

    private void member(String owner, String name, String descriptor) {
        Names.types(descriptor, named);
        Platform.traits(owner + "." + name, traits);
        if (!owner.equals(self)) {
            type(owner, used);
        }
    }

    private static void type(String internalName, Set<String> into) {
        if (internalName.startsWith("[")) {
            Names.types(internalName, into);
        } else {
            Names.add(internalName, into);
        }
    }
}
