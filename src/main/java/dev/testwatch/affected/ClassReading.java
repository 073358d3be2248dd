package dev.testwatch.affected;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns class files into facts. Never fails: of a file that is not understood, or only in part, the facts say so, and
 * its bytes as they are stand in for the fingerprint.
 */
final class ClassReading {

    private static final int ANNOTATION = 0x2000;
    private static final int ABSTRACT = 0x0400 | 0x0200;

    private ClassReading() {}

    static ClassFacts read(byte[] bytes) {
        long content = Digest.ofContent(bytes);
        return ConstantPool.read(bytes)
                .map(pool -> read(bytes, content, pool))
                .orElseGet(() -> new ClassFacts(
                        content,
                        content,
                        "",
                        EnumSet.of(Trait.OPAQUE, Trait.UNREAD, Trait.UNPROBED),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        PartFacts.unread(content)));
    }

    private static ClassFacts read(byte[] bytes, long content, ConstantPool pool) {
        Optional<Fingerprint> full = fingerprint(bytes);
        PartFacts parts = full.map(Fingerprint::parts).orElseGet(() -> PartFacts.unread(content));
        List<String> strings = new ArrayList<>(pool.strings);
        full.ifPresentOrElse(f -> strings.addAll(f.annotationStrings()), () -> strings.addAll(pool.texts()));
        Set<String> references = new LinkedHashSet<>(pool.classes);
        references.addAll(pool.owners);
        Set<String> tails = new LinkedHashSet<>();
        for (String string : strings) {
            Mentions.classes(string, references);
            Mentions.files(string, tails);
        }
        return new ClassFacts(
                content,
                full.isPresent() ? parts.whole() : content,
                full.map(Fingerprint::sourceFile).orElse(""),
                traits(pool, full, strings),
                pool.supertypes,
                full.map(Fingerprint::annotations).orElse(List.of()),
                full.map(Fingerprint::extensions).orElse(List.of()),
                List.copyOf(references),
                List.copyOf(pool.owners),
                List.copyOf(tails),
                parts);
    }

    private static Optional<Fingerprint> fingerprint(byte[] bytes) {
        try {
            return Optional.of(Fingerprint.of(bytes));
        } catch (RuntimeException unreadable) {
            // The reader signals damage and unknown versions by exceptions of many kinds; the caller has a way without.
            return Optional.empty();
        }
    }

    private static Set<Trait> traits(ConstantPool pool, Optional<Fingerprint> full, List<String> strings) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        add(traits, Trait.ABSTRACT, (pool.access & ABSTRACT) != 0);
        add(traits, Trait.NESTED, full.map(Fingerprint::nested).orElse(false));
        add(traits, Trait.UNREAD, full.isEmpty());
        add(traits, Trait.ANNOTATION, (pool.access & ANNOTATION) != 0);
        add(traits, Trait.UNPROBED, full.map(Fingerprint::hasLongMethod).orElse(true));
        add(traits, Trait.INHERITS, full.map(Fingerprint::inherits).orElse(true));
        add(traits, Trait.CHANGEABLE, full.map(Fingerprint::changeable).orElse(true));
        add(traits, Trait.NAMES_CLASS_FILES, strings.stream().anyMatch(Mentions::isClassFile));
        add(traits, Trait.NAMES_CLASS_FILES_OUTSIDE, namesClassFilesOutside(full, strings));
        add(traits, Trait.SCANS, asksForDirectory(pool, full));
        pool.members.forEach(member -> Platform.traits(member, traits));
        boolean startsProcesses = traits.contains(Trait.STARTS_PROCESSES);
        add(traits, Trait.SCANS_UNHEARD, startsProcesses && strings.stream().anyMatch(ClassReading::isClassPath));
        for (String name : pool.classes) {
            add(traits, Trait.SCANS_UNHEARD, Frameworks.isScanner(name));
            add(traits, Trait.STARTS_CONTAINER, Frameworks.isContainer(name));
        }
        add(traits, Trait.SCANS, traits.contains(Trait.SCANS_UNHEARD));
        return traits;
    }

    private static boolean asksForDirectory(ConstantPool pool, Optional<Fingerprint> full) {
        return full.map(Fingerprint::asksForDirectory)
                .orElseGet(() -> pool.members.stream().anyMatch(DirectoryLookups::isLookup)
                        && pool.texts().stream().anyMatch(DirectoryLookups::isDirectory));
    }

    /** Whether anything but the code of methods holds the name of a class file. */
    private static boolean namesClassFilesOutside(Optional<Fingerprint> full, List<String> strings) {
        Set<String> inCode = new HashSet<>(full.map(Fingerprint::classFiles).orElse(Set.of()));
        full.ifPresent(known -> inCode.removeAll(known.annotationStrings()));
        return strings.stream().anyMatch(text -> Mentions.isClassFile(text) && !inCode.contains(text));
    }

    /** Whether this string is one of those that hand classes of the project to another JVM. */
    private static boolean isClassPath(String text) {
        return switch (text) {
            case "java.class.path", "-cp", "-classpath", "--class-path" -> true;
            default -> false;
        };
    }

    private static void add(Set<Trait> traits, Trait trait, boolean present) {
        if (present) {
            traits.add(trait);
        }
    }
}
