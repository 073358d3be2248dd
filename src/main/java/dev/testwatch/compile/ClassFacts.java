package dev.testwatch.compile;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What a class file says that matters for compiling others. All names are binary names: {@code shop.Money$Rounding}.
 *
 * @param local whether nobody outside of its source can name the class (a local or anonymous one)
 * @param abi the hash of everything that other sources can be compiled against
 * @param constants the non-private constants that javac copies into their users, with their values
 * @param supertypes the superclass and the interfaces
 * @param permitted the permitted subclasses of a sealed class
 * @param exposed types that a use of this class brings along without a trace in the user's class file: type arguments
 *     and bounds in its signatures, declared exceptions
 * @param references the names of all types in the class file
 */
record ClassFacts(
        String name,
        boolean local,
        long abi,
        Map<String, String> constants,
        Set<String> supertypes,
        Set<String> permitted,
        Set<String> exposed,
        Names references) {

    private static final int MAJOR_VERSION = 6;

    /** Empty if the bytes are no class file. */
    static Optional<ClassFacts> read(byte[] bytes) {
        try {
            return Optional.of(of(reader(bytes)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Reads the class files of a future Java, too, as far as nothing in them is new. */
    static ClassReader reader(byte[] bytes) {
        try {
            return new ClassReader(bytes);
        } catch (IllegalArgumentException e) {
            byte[] older = bytes.clone();
            ByteBuffer.wrap(older).putShort(MAJOR_VERSION, (short) Opcodes.V17);
            return new ClassReader(older);
        }
    }

    private static ClassFacts of(ClassReader reader) {
        var visitor = new AbiVisitor();
        reader.accept(visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        var references = new HashSet<>(visitor.referenced());
        addConstantPool(reader, references);
        return new ClassFacts(
                binaryName(reader.getClassName()),
                visitor.local(),
                visitor.abi(),
                Map.copyOf(visitor.constants()),
                Set.copyOf(visitor.supertypes()),
                Set.copyOf(visitor.permitted()),
                Set.copyOf(visitor.exposed()),
                Names.of(references));
    }

    static String binaryName(String internalName) {
        return internalName.replace('/', '.');
    }

    /** The identifiers by which a source can name a class: {@code Rounding} for {@code shop.Money$Rounding}. */
    static Set<String> simpleNames(String binaryName) {
        var afterPackage = binaryName.substring(binaryName.lastIndexOf('.') + 1);
        var afterOuter = afterPackage.substring(afterPackage.lastIndexOf('$') + 1);
        return afterOuter.isEmpty() || afterOuter.equals(afterPackage)
                ? Set.of(afterPackage)
                : Set.of(afterPackage, afterOuter);
    }

    /** Code is not visited: whatever it uses has an entry in the constant pool. */
    private static void addConstantPool(ClassReader reader, Set<String> into) {
        var buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item == 0) {
                continue; // the second half of a long or a double
            }
            switch (reader.readByte(item - 1)) {
                case 7 -> { // CONSTANT_Class
                    var name = reader.readUTF8(item, buffer);
                    addTypes(name.startsWith("[") ? Type.getType(name) : Type.getObjectType(name), into);
                }
                case 12 -> addTypes(Type.getType(reader.readUTF8(item + 2, buffer)), into); // CONSTANT_NameAndType
                case 16 -> addTypes(Type.getType(reader.readUTF8(item, buffer)), into); // CONSTANT_MethodType
                default -> {}
            }
        }
    }

    static void addTypes(Type type, Set<String> into) {
        switch (type.getSort()) {
            case Type.OBJECT -> into.add(type.getClassName());
            case Type.ARRAY -> addTypes(type.getElementType(), into);
            case Type.METHOD -> {
                addTypes(type.getReturnType(), into);
                for (var argument : type.getArgumentTypes()) {
                    addTypes(argument, into);
                }
            }
            default -> {}
        }
    }
}
