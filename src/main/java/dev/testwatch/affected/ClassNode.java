package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.project.SourceSet.Kind;
import java.util.List;
import java.util.Set;

/** A class of the project: its {@link ClassFacts} with numbers for names, and its place in the present graph. */
final class ClassNode {

    /** The name of its module. */
    final String module;

    final Kind kind;
    long content;
    long fingerprint;
    /** Empty if it is the one that its name tells, or not known. */
    String sourceFile;
    /** Its {@link Trait#bits(Set) traits}. */
    int traits;
    /** One number for its module and name. */
    final long title;
    /** One number for all that other classes' keys take from this class: module, name, kind and fingerprint. */
    long identity;
    /** Its own binary name. */
    final int symbol;
    /** The binary name of the outermost class around it, as far as its name tells. */
    final int outermost;
    /** Whether it stands for a package or a module: what libraries may read without running anything of it. */
    private final boolean info;

    private final NameLists lists;
    private PackedParts parts;

    /** The number of this class in the graph that was built last. */
    int id;

    private final Symbols all;

    /**
     * What follows from a class's name.
     *
     * @param symbol that of its binary name
     * @param info whether it stands for a package or a module
     */
    record Title(String module, int symbol, int outermost, boolean info, long title) {

        static Title of(ClassName name, Symbols all) {
            String binaryName = name.binaryName();
            return new Title(
                    name.module(),
                    all.of(binaryName),
                    all.of(ClassNode.outermost(binaryName)),
                    isInfo(name),
                    new Digest().add(name.module()).add(binaryName).value());
        }
    }

    ClassNode(
            Title title,
            Kind kind,
            long content,
            long fingerprint,
            String sourceFile,
            int traits,
            Symbols all,
            NameLists lists,
            PackedParts parts) {
        this.module = title.module();
        this.symbol = title.symbol();
        this.outermost = title.outermost();
        this.info = title.info();
        this.title = title.title();
        this.identity = new Digest()
                .add(title.title())
                .add(kind == Kind.TEST ? 1 : 0)
                .add(fingerprint)
                .value();
        this.all = all;
        this.kind = kind;
        this.content = content;
        this.fingerprint = fingerprint;
        this.sourceFile = sourceFile;
        this.traits = traits;
        this.lists = lists;
        this.parts = parts;
    }

    static ClassNode of(ClassName name, Kind kind, ClassFacts facts, Symbols all) {
        List<int[]> lists = List.of(
                all.ofAll(facts.supertypes()),
                all.ofAll(facts.annotations()),
                all.ofAll(facts.references()),
                all.ofAll(facts.owners()),
                all.ofAll(facts.tails()),
                all.ofAll(facts.extensions()));
        String file = facts.sourceFile();
        return new ClassNode(
                Title.of(name, all),
                kind,
                facts.content(),
                facts.fingerprint(),
                file.equals(sourceFile(name)) ? "" : file,
                Trait.bits(facts.traits()),
                all,
                NameLists.of(lists),
                PackedParts.of(Parts.of(facts.parts(), all)));
    }

    /** Becomes {@code next} if it has the same place in any graph, and tells whether it did. */
    boolean becomes(ClassNode next) {
        boolean same = isKindOf(next) && lists.isSame(next.lists);
        if (same) {
            content = next.content;
            fingerprint = next.fingerprint;
            sourceFile = next.sourceFile;
            traits = next.traits;
            identity = next.identity;
            parts = next.parts;
        }
        return same;
    }

    /** Whether other classes find the same in it: its kind, its traits, its supertypes, annotations and extensions. */
    boolean leansAs(ClassNode other) {
        return isKindOf(other)
                && lists.isSame(other.lists, NameLists.SUPERTYPES)
                && lists.isSame(other.lists, NameLists.ANNOTATIONS)
                && lists.isSame(other.lists, NameLists.EXTENSIONS);
    }

    private boolean isKindOf(ClassNode other) {
        return kind == other.kind && Trait.placing(traits) == Trait.placing(other.traits);
    }

    ClassNode withKind(Kind other) {
        Title same = new Title(module, symbol, outermost, info, title);
        return new ClassNode(same, other, content, fingerprint, sourceFile, traits, all, lists, parts);
    }

    ClassName name() {
        return new ClassName(module, binaryName());
    }

    String binaryName() {
        return all.name(symbol);
    }

    Parts parts() {
        return parts.parts();
    }

    PackedParts packedParts() {
        return parts;
    }

    NameLists lists() {
        return lists;
    }

    int[] supertypes() {
        return lists.get(NameLists.SUPERTYPES);
    }

    int[] annotations() {
        return lists.get(NameLists.ANNOTATIONS);
    }

    int[] references() {
        return lists.get(NameLists.REFERENCES);
    }

    int[] owners() {
        return lists.get(NameLists.OWNERS);
    }

    int[] tails() {
        return lists.get(NameLists.TAILS);
    }

    int[] extensions() {
        return lists.get(NameLists.EXTENSIONS);
    }

    boolean is(Trait trait) {
        return (traits & trait.bit()) != 0;
    }

    boolean isMain() {
        return kind == Kind.MAIN;
    }

    /** Whether the compiler named it, as far as its name tells: it is anonymous, or local to a method. */
    boolean isAnonymous() {
        String name = binaryName();
        int own = name.lastIndexOf('$') + 1;
        return outermost != symbol && own < name.length() && Character.isDigit(name.charAt(own));
    }

    static boolean isInfo(ClassName name) {
        return name.binaryName().endsWith("module-info") || name.binaryName().endsWith("package-info");
    }

    boolean isInfo() {
        return info;
    }

    /** The source file that a class should be in by its name, without the directory. */
    static String sourceFile(ClassName name) {
        String outermost = outermost(name.binaryName());
        return outermost.substring(outermost.lastIndexOf('.') + 1) + ".java";
    }

    static String outermost(String binaryName) {
        int dollar = binaryName.indexOf('$', binaryName.lastIndexOf('.') + 2);
        return dollar < 0 ? binaryName : binaryName.substring(0, dollar);
    }
}
