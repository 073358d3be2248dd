package dev.testwatch.affected;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The constants of a class file and the few items that follow them. Reads class files of any version, also those that
 * are newer than the library which reads the rest.
 */
final class ConstantPool {

    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;

    private final byte[] bytes;
    private final int[] offsets;

    final int access;
    /** Superclass and interfaces, without those of {@code java.*}. */
    final List<String> supertypes = new ArrayList<>();

    /** Every class named by a class constant, a descriptor or a signature, without {@code java.*}. */
    final Set<String> classes = new LinkedHashSet<>();
    /** The classes of which a member is used. */
    final Set<String> owners = new LinkedHashSet<>();
    /** String constants; those in annotations are not among them. */
    final List<String> strings = new ArrayList<>();

    /** Members of the JDK that it uses: {@code java/lang/Class.forName}. */
    final Set<String> members = new LinkedHashSet<>();

    private final List<Integer> texts = new ArrayList<>();

    private ConstantPool(byte[] bytes) {
        this.bytes = bytes;
        this.offsets = new int[u2(8)];
        int end = findConstants();
        for (int index = 1; index < offsets.length; index++) {
            if (offsets[index] != 0) {
                take(index);
            }
        }
        this.access = u2(end);
        takeSupertypes(end + 4);
    }

    /** The constants, or nothing if these bytes are no class file. */
    static Optional<ConstantPool> read(byte[] bytes) {
        if (bytes.length < 10 || (bytes[0] & 0xFF) != 0xCA || (bytes[1] & 0xFF) != 0xFE) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ConstantPool(bytes));
        } catch (IndexOutOfBoundsException | IllegalStateException damaged) {
            return Optional.empty();
        }
    }

    /** All texts, for a file of which nothing tells which of them are strings. */
    List<String> texts() {
        return texts.stream().map(this::text).toList();
    }

    private int findConstants() {
        int offset = 10;
        for (int index = 1; index < offsets.length; index++) {
            offsets[index] = offset;
            int tag = u1(offset);
            offset += 1 + size(tag, offset);
            if (tag == 5 || tag == 6) {
                index++; // long and double take two places
            }
        }
        return offset;
    }

    private int size(int tag, int offset) {
        return switch (tag) {
            case UTF8 -> 2 + u2(offset + 1);
            case CLASS, STRING, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, FIELD, METHOD, INTERFACE_METHOD, NAME_AND_TYPE, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IllegalStateException("constant of unknown kind " + tag);
        };
    }

    private void take(int index) {
        int offset = offsets[index];
        switch (u1(offset)) {
            case UTF8 -> {
                texts.add(index);
                takeDescriptor(offset + 3, offset + 3 + u2(offset + 1));
            }
            case CLASS -> addClass(className(index), classes);
            case STRING -> strings.add(text(u2(offset + 1)));
            case FIELD, METHOD, INTERFACE_METHOD -> takeMember(offset);
            default -> {
                // numbers and those constants whose parts are constants themselves
            }
        }
    }

    private void takeMember(int offset) {
        String owner = className(u2(offset + 1));
        addClass(owner, owners);
        if (owner.startsWith("java") || owner.startsWith("sun/") || owner.startsWith("jdk/")) {
            members.add(owner + "." + text(u2(offsets[u2(offset + 3)] + 1)));
        }
    }

    private void takeSupertypes(int offset) {
        if (u2(offset) != 0) {
            addClass(className(u2(offset)), supertypes);
        }
        for (int i = 0; i < u2(offset + 2); i++) {
            addClass(className(u2(offset + 4 + 2 * i)), supertypes);
        }
    }

    /** Finds {@code Lshop/Money;} and {@code Lshop/Box<...>;} in a text that has the form of a descriptor. */
    private void takeDescriptor(int from, int to) {
        int at = from;
        while (at < to) {
            int stop = bytes[at] == 'L' ? endOfName(at + 1, to) : at;
            if (stop > at + 1) {
                addClass(utf8(at + 1, stop), classes);
                at = stop;
            } else {
                at++;
            }
        }
    }

    /** The place of the terminator of a class name; {@code from} if there is no name here. */
    private int endOfName(int from, int to) {
        for (int at = from; at < to; at++) {
            int c = bytes[at];
            if (c == ';' || c == '<') {
                return at;
            }
            boolean namePart = c < 0 || c == '/' || c == '-' || Character.isJavaIdentifierPart(c);
            if (!namePart || (c >= 0 && c < ' ')) {
                return from;
            }
        }
        return from;
    }

    private static void addClass(String internalName, Collection<String> names) {
        if (!internalName.startsWith("[") && !internalName.startsWith("java/") && !internalName.isEmpty()) {
            names.add(internalName.replace('/', '.'));
        }
    }

    private String className(int index) {
        return text(u2(offsets[index] + 1));
    }

    private String text(int index) {
        int offset = offsets[index];
        return utf8(offset + 3, offset + 3 + u2(offset + 1));
    }

    private String utf8(int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) {
                return beyondAscii(from, to);
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The format's own variant of UTF-8: every {@code char} by itself, halves of pairs too. */
    private String beyondAscii(int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int at = from; at < to; at++) {
            int first = u1(at);
            if (first < 0x80) {
                text.append((char) first);
            } else if (first < 0xE0) {
                text.append((char) ((first & 0x1F) << 6 | (u1(++at) & 0x3F)));
            } else {
                text.append((char) ((first & 0x0F) << 12 | (u1(++at) & 0x3F) << 6 | (u1(++at) & 0x3F)));
            }
        }
        return text.toString();
    }

    private int u1(int offset) {
        return bytes[offset] & 0xFF;
    }

    private int u2(int offset) {
        return u1(offset) << 8 | u1(offset + 1);
    }
}
