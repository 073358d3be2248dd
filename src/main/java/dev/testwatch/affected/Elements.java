package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Parts of classes that recordings name, as numbers from 0, and one hash for what each of them is now. A part keeps its
 * number for good, also while its class is gone.
 */
final class Elements {

    /** In place of a method: everything of a class but code. */
    static final String SHAPE = "";

    /** In place of a method: all that a class can reach, as far as class files tell. */
    static final String REACH = "*";

    private static final long GONE = 0x1F83D9ABFB41BD6BL;

    private final Catalogue catalogue;
    private final int shape;
    private final int reach;
    private final Map<ClassName, Integer> classes = new HashMap<>();
    private final List<ClassName> names = new ArrayList<>();
    /** By class: its elements, as many as {@link #sizes} says. */
    private int[][] members = new int[16][];

    private int[] sizes = new int[16];
    private int[] owners = new int[64];
    private int[] symbols = new int[64];
    private long[] now = new long[64];
    private int count;
    /** How many of them are in the store. */
    private int kept;
    /** Those that have changed since they were taken. */
    private final BitSet changed = new BitSet();
    /** By symbol: what is no whole method. */
    private final Map<Integer, Piece> pieces = new HashMap<>();
    /** Those whose member is {@link #REACH}. */
    private final List<Integer> reaching = new ArrayList<>();
    /** What elements were that have changed since the last {@link #settle}. */
    private final Map<Integer, Long> before = new HashMap<>();

    Elements(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.shape = catalogue.symbols.of(SHAPE);
        this.reach = catalogue.symbols.of(REACH);
    }

    int count() {
        return count;
    }

    int shape(ClassNode node) {
        return of(node.name, shape);
    }

    int reach(ClassNode node, Graph graph) {
        int element = of(node.name, reach);
        now[element] = reached(node, graph);
        return element;
    }

    /** A method with all lambdas in it. */
    int method(ClassNode node, int method) {
        return of(node.name, node.parts.members[method]);
    }

    /** What there is of a method or a lambda of which, if there are lambdas in it, none was executed. */
    List<Integer> pieces(ClassNode node, int method) {
        return Piece.names(node.parts, method, catalogue.symbols).stream()
                .map(name -> of(node.name, catalogue.symbols.of(name)))
                .toList();
    }

    /** The sum of what these are now; each is given twice its number and perhaps one. */
    long sum(int[] marks) {
        long sum = 0;
        for (int mark : marks) {
            sum += now[mark >>> 1];
        }
        return sum;
    }

    /** Takes note that these classes changed, and that other classes have or lack these names now. */
    void update(Set<ClassName> edited, Set<Integer> renamed) {
        update(edited);
        if (!renamed.isEmpty()) {
            catalogue.classes.values().stream()
                    .filter(node -> Arrays.stream(node.references).anyMatch(renamed::contains))
                    .forEach(this::update);
        }
    }

    /** Takes note that these classes changed. */
    void update(Set<ClassName> edited) {
        edited.forEach(name -> Optional.ofNullable(classes.get(name)).ifPresent(this::refresh));
    }

    /** Takes note that these classes name something that is another now. */
    void updateUsers(Collection<ClassNode> users) {
        users.forEach(this::update);
    }

    private void update(ClassNode node) {
        Optional.ofNullable(classes.get(node.name)).ifPresent(this::refresh);
    }

    /** Looks at all classes again; what they were does not count. */
    void refresh() {
        for (int owner = 0; owner < names.size(); owner++) {
            ClassNode node = catalogue.classes.get(names.get(owner));
            Digest prefix = prefix(owner);
            for (int i = 0; i < sizes[owner]; i++) {
                int element = members[owner][i];
                if (symbols[element] != reach) {
                    now[element] = content(node, prefix, symbols[element]);
                }
            }
        }
        before.clear();
    }

    /** Takes in what classes reach now. */
    void update(Graph graph) {
        for (int element : reaching) {
            ClassNode node = catalogue.classes.get(names.get(owners[element]));
            set(element, node == null ? GONE : reached(node, graph));
        }
    }

    /** Those that have changed since this was asked last, in order. */
    int[] takeChanged() {
        int[] taken = changed.stream().toArray();
        changed.clear();
        return taken;
    }

    /** From here on, what has changed so far is no news. */
    void settle() {
        before.clear();
    }

    /** Those of {@code classes} that have changed since the last {@link #settle}. */
    Set<Integer> changed(Set<ClassName> classNames) {
        Set<Integer> among = new TreeSet<>();
        before.forEach((element, was) -> {
            if (symbols[element] != reach && classNames.contains(names.get(owners[element]))) {
                among.add(element);
            }
        });
        return among;
    }

    ClassName owner(int element) {
        return names.get(owners[element]);
    }

    /** A method's name and descriptor, or one of the marks in place of it. */
    String member(int element) {
        return catalogue.symbols.name(symbols[element]);
    }

    private static long reached(ClassNode node, Graph graph) {
        return Digest.mix(node.identity ^ Digest.mix(graph.key(node.id)));
    }

    private int of(ClassName name, int symbol) {
        int owner = owner(name);
        OptionalInt known = find(owner, symbol);
        if (known.isPresent()) {
            return known.getAsInt();
        }
        int element = add(owner, symbol);
        now[element] = content(catalogue.classes.get(name), prefix(owner), symbol);
        return element;
    }

    private int owner(ClassName name) {
        Integer known = classes.get(name);
        return known == null ? add(name) : known;
    }

    private boolean isNamed(int owner, String module, String name) {
        return names.get(owner).binaryName().equals(name)
                && names.get(owner).module().equals(module);
    }

    private OptionalInt find(int owner, int symbol) {
        for (int i = 0; i < sizes[owner]; i++) {
            if (symbols[members[owner][i]] == symbol) {
                return OptionalInt.of(members[owner][i]);
            }
        }
        return OptionalInt.empty();
    }

    private int add(ClassName name) {
        int owner = names.size();
        classes.put(name, owner);
        names.add(name);
        if (owner == members.length) {
            members = Arrays.copyOf(members, 2 * owner);
            sizes = Arrays.copyOf(sizes, 2 * owner);
        }
        members[owner] = new int[4];
        return owner;
    }

    private int add(int owner, int symbol) {
        if (count == now.length) {
            owners = Arrays.copyOf(owners, 2 * count);
            symbols = Arrays.copyOf(symbols, 2 * count);
            now = Arrays.copyOf(now, 2 * count);
        }
        if (sizes[owner] == members[owner].length) {
            members[owner] = Arrays.copyOf(members[owner], 2 * sizes[owner]);
        }
        members[owner][sizes[owner]++] = count;
        owners[count] = owner;
        symbols[count] = symbol;
        if (symbol == reach) {
            reaching.add(count);
        }
        Piece.of(catalogue.symbols.name(symbol)).ifPresent(piece -> pieces.put(symbol, piece));
        return count++;
    }

    private void refresh(int owner) {
        ClassNode node = catalogue.classes.get(names.get(owner));
        Digest prefix = prefix(owner);
        for (int i = 0; i < sizes[owner]; i++) {
            int element = members[owner][i];
            if (symbols[element] != reach) {
                set(element, content(node, prefix, symbols[element]));
            }
        }
    }

    private void set(int element, long content) {
        if (content != now[element]) {
            Long was = before.putIfAbsent(element, now[element]);
            if (was != null && was == content) {
                before.remove(element);
            }
            now[element] = content;
            changed.set(element);
        }
    }

    private Digest prefix(int owner) {
        ClassName name = names.get(owner);
        return new Digest().add(name.module()).add(name.binaryName());
    }

    private long content(@Nullable ClassNode node, Digest prefix, int symbol) {
        Digest digest = prefix.copy();
        if (node == null) {
            return digest.add(catalogue.symbols.name(symbol)).add(GONE).value();
        }
        Parts parts = node.parts;
        if (symbol == shape) {
            digest.add(node.isMain() ? 1 : 0).add(parts.shape);
            define(digest, parts.types);
            define(digest, parts.annotated);
            return digest.value();
        }
        Piece piece = pieces.get(symbol);
        int method = piece == null ? parts.find(symbol) : piece.find(parts, catalogue.symbols);
        if (method == parts.count()) {
            return digest.add(catalogue.symbols.name(symbol)).add(GONE).value();
        } else if (piece == null) {
            parts.whole(method).forEach(each -> code(digest, parts, each));
        } else {
            digest.add(catalogue.symbols.name(symbol)); // lambdas that change places are others
            code(digest, parts, method);
        }
        return digest.value();
    }

    private void code(Digest digest, Parts parts, int method) {
        digest.add(parts.bodies[method]);
        define(digest, parts.statics(method));
        define(digest, parts.named(method));
    }

    /** Which of these names the project has, and where: another class of the name is another thing. */
    private void define(Digest digest, int[] types) {
        for (int type : types) {
            digest.add(catalogue.definition(type));
        }
    }

    // ---- as bytes

    /** All of them, and what they are now. */
    void write(Encoder out) {
        write(out, 0);
        for (int element = 0; element < count; element++) {
            out.mark().fixed(now[element]);
        }
        kept = count;
    }

    /** Those that have not been written before. */
    void writeNew(Encoder out) {
        write(out, kept);
        kept = count;
    }

    private void write(Encoder out, int first) {
        out.mark().number(count - first);
        for (int element = first; element < count; element++) {
            out.mark();
            ClassName name = owner(element);
            out.text(name.module()).text(name.binaryName()).text(member(element));
        }
    }

    /** Reads all of them, and what they were when they were written. */
    void readAll(Decoder in) {
        read(in);
        for (int element = 0; element < count; element++) {
            in.mark();
            now[element] = in.fixed();
        }
    }

    /** Reads more of them, of which nothing is known before the next {@link #refresh}. */
    void read(Decoder in) {
        in.mark();
        Optional<Integer> last = Optional.empty();
        for (long more = in.total(); more > 0; more--) {
            in.mark();
            String module = in.text();
            String name = in.text();
            // Most come after another one of their class.
            int owner = last.isPresent() && isNamed(last.get(), module, name)
                    ? last.get()
                    : owner(new ClassName(module, name));
            last = Optional.of(owner);
            int symbol = in.symbol(catalogue.symbols);
            if (find(owner, symbol).isPresent()) {
                throw new IllegalStateException("a part that is there twice");
            }
            add(owner, symbol);
        }
        kept = count;
    }

    void clear() {
        classes.clear();
        names.clear();
        before.clear();
        changed.clear();
        pieces.clear();
        reaching.clear();
        count = 0;
        kept = 0;
        Arrays.fill(sizes, 0);
    }
}
