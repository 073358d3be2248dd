package dev.testwatch.affected;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/** Parts of classes as people call them. */
final class PartName {

    private PartName() {}

    /**
     * The name of a part.
     *
     * @param member a method's name and descriptor, or one of the marks of {@link Elements}
     */
    static String of(String binaryName, String member) {
        String type = simple(binaryName);
        int descriptor = member.indexOf('(');
        if (descriptor < 0) {
            return (member.equals(Elements.REACH) ? "what is reached from " : "shape of ") + type;
        }
        Optional<Piece> piece = Piece.of(member);
        if (piece.isPresent()) {
            String whole = of(binaryName, piece.get().member());
            return piece.get().way().isEmpty() ? whole : "lambda in " + whole;
        }
        String method = member.substring(0, descriptor);
        if (method.equals("<clinit>")) {
            return "static initialiser of " + type;
        }
        String parameters = Stream.of(Type.getArgumentTypes(member.substring(descriptor)))
                .map(Type::getClassName)
                .map(PartName::simple)
                .collect(Collectors.joining(", ", "(", ")"));
        return (method.equals("<init>") ? "new " + type : type + "." + method) + parameters;
    }

    static String simple(String binaryName) {
        return binaryName.substring(binaryName.lastIndexOf('.') + 1).replace('$', '.');
    }
}
