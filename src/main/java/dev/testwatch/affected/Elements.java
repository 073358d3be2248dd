package dev.testwatch.affected;

import dev.testwatch.compile.Compilation.ClassName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Parts of classes that recordings name, as numbers from 0, and one hash for what each of them is now. A part keeps its
 * number for good, also while its class is gone.
 */
final class Elements {

    /** In place of a method: everything of a class but code, and what only reflection can see. */
    static final String SHAPE = "";

    /** In place of a method: everything of a class but code. */
    static final String MEMBERS = "+";

    /** In place of a method: all that a class can reach, as far as class files tell. */
    static final String REACH = "*";

    private static final long GONE = 0x1F83D9ABFB41BD6BL;

    private final Catalogue catalogue;
    private final int shape;
    private final int members;
    private final int reach;
    private final Dispatch dispatch;
    private final PartNumbers numbers;
    private long[] now = new long[64];
    /** Those that have changed since they were taken. */
    private final BitSet changed = new BitSet();
    /** Those whose member is {@link #REACH}. */
    private final List<Integer> reaching = new ArrayList<>();
    /** What elements were that have changed since the last {@link #settle}. */
    private final Map<Integer, Long> before = new HashMap<>();

    Elements(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.shape = catalogue.symbols.of(SHAPE);
        this.members = catalogue.symbols.of(MEMBERS);
        this.reach = catalogue.symbols.of(REACH);
        this.dispatch = new Dispatch(catalogue);
        this.numbers = new PartNumbers(catalogue.symbols);
    }

    int count() {
        return numbers.count();
    }

    int shape(ClassNode node) {
        return shape(node.name());
    }

    /** That of a class that there may be, or that there is not. */
    int shape(ClassName name) {
        return of(name, shape);
    }

    /** What somebody sees of a class who looks at it through reflection. */
    int members(ClassNode node) {
        return node.isMain() ? of(node.name(), members) : shape(node);
    }

    int reach(ClassNode node, Graph graph) {
        int element = of(node.name(), reach);
        now[element] = reached(node, graph);
        return element;
    }

    /** A method with all lambdas in it. */
    int method(ClassNode node, int method) {
        return of(node.name(), node.parts().members[method]);
    }

    /** What there is of a method or a lambda of which, if there are lambdas in it, none was executed. */
    List<Integer> pieces(ClassNode node, int method) {
        return Piece.names(node.parts(), method, catalogue.symbols).stream()
                .map(name -> of(node.name(), catalogue.symbols.of(name)))
                .toList();
    }

    /** The sum of what these are now; each is given twice its number and perhaps one. */
    long sum(Ascending marks) {
        long sum = 0;
        for (Ascending.Walk mark = marks.walk(); mark.next(); ) {
            sum += now[mark.number >>> 1];
        }
        return sum;
    }

    /** Takes note that these classes changed, and that other classes have or lack these names now. */
    void update(Set<ClassName> edited, Set<Integer> renamed) {
        update(edited);
        if (!renamed.isEmpty()) {
            catalogue.classes().stream()
                    .filter(node -> node.lists().hasAny(NameLists.REFERENCES, renamed::contains))
                    .forEach(this::update);
        }
    }

    /** Takes note that these classes changed. */
    void update(Set<ClassName> edited) {
        edited.forEach(name -> numbers.find(name).ifPresent(this::refresh));
    }

    /** Takes note that these classes name something that is another now. */
    void updateUsers(Collection<ClassNode> users) {
        users.forEach(this::update);
    }

    /** Takes note that classes of these names declare other methods now, or have other supertypes. */
    void updateSubtypes(Set<Integer> redeclared) {
        Set<Integer> types = new HashSet<>(redeclared);
        for (int known = 0; known < types.size(); ) {
            known = types.size();
            for (ClassNode node : catalogue.classes()) {
                if (node.lists().hasAny(NameLists.SUPERTYPES, types::contains) && types.add(node.symbol)) {
                    update(node);
                }
            }
        }
    }

    private void update(ClassNode node) {
        numbers.find(node.name()).ifPresent(this::refresh);
    }

    /** Looks at all classes again; what they were does not count. */
    void refresh() {
        for (int owner = 0; owner < numbers.classes(); owner++) {
            Optional<ClassNode> node = catalogue.find(numbers.name(owner));
            Digest prefix = prefix(owner);
            for (int i = 0; i < numbers.size(owner); i++) {
                int element = numbers.part(owner, i);
                if (numbers.symbol(element) != reach) {
                    now[element] = content(node, prefix, numbers.symbol(element));
                }
            }
        }
        before.clear();
    }

    /** Takes in what classes reach now. */
    void update(Graph graph) {
        for (int element : reaching) {
            set(
                    element,
                    catalogue
                            .find(owner(element))
                            .map(node -> reached(node, graph))
                            .orElse(GONE));
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
        numbers.prepare();
    }

    /** Those of these classes that have changed since the last {@link #settle}, in order. */
    int[] changed(Set<ClassName> classNames) {
        return before.keySet().stream()
                .filter(element -> numbers.symbol(element) != reach && classNames.contains(owner(element)))
                .mapToInt(element -> element)
                .sorted()
                .toArray();
    }

    /** Those that stand for all that a class can reach and that have changed since then, in order. */
    int[] changedReaches() {
        return before.keySet().stream()
                .filter(element -> numbers.symbol(element) == reach)
                .mapToInt(element -> element)
                .sorted()
                .toArray();
    }

    ClassName owner(int element) {
        return numbers.name(numbers.owner(element));
    }

    /** A method's name and descriptor, or one of the marks in place of it. */
    String member(int element) {
        return catalogue.symbols.name(numbers.symbol(element));
    }

    private static long reached(ClassNode node, Graph graph) {
        return Digest.mix(node.identity ^ Digest.mix(graph.key(node.id)));
    }

    private int of(ClassName name, int symbol) {
        int owner = numbers.of(name);
        OptionalInt known = numbers.find(owner, symbol);
        if (known.isPresent()) {
            return known.getAsInt();
        }
        int element = numbers.add(owner, symbol);
        takeIn(element);
        now[element] = content(catalogue.find(name), prefix(owner), symbol);
        return element;
    }

    /** Makes room for what is to be known of the elements from {@code first} on. */
    private void takeIn(int first) {
        if (numbers.count() > now.length) {
            now = Arrays.copyOf(now, Math.max(2 * now.length, numbers.count()));
        }
        for (int element = first; element < numbers.count(); element++) {
            if (numbers.symbol(element) == reach) {
                reaching.add(element);
            }
        }
    }

    private void refresh(int owner) {
        Optional<ClassNode> node = catalogue.find(numbers.name(owner));
        Digest prefix = prefix(owner);
        for (int i = 0; i < numbers.size(owner); i++) {
            int element = numbers.part(owner, i);
            if (numbers.symbol(element) != reach) {
                set(element, content(node, prefix, numbers.symbol(element)));
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
        ClassName name = numbers.name(owner);
        return new Digest().add(name.module()).add(name.binaryName());
    }

    private long content(Optional<ClassNode> present, Digest prefix, int symbol) {
        Digest digest = prefix.copy();
        if (present.isEmpty()) {
            return digest.add(catalogue.symbols.name(symbol)).add(GONE).value();
        }
        ClassNode node = present.get();
        Parts parts = node.parts();
        if (symbol == shape || symbol == members) {
            declarations(digest, node, symbol == members || !node.isMain());
            return digest.value();
        }
        Optional<Piece> piece = Piece.of(catalogue.symbols.name(symbol));
        int method = piece.map(any -> any.find(parts, catalogue.symbols)).orElseGet(() -> parts.find(symbol));
        if (method == parts.count()) {
            return digest.add(catalogue.symbols.name(symbol)).add(GONE).value();
        } else if (piece.isEmpty()) {
            parts.whole(method).forEach(each -> code(digest, parts, each));
        } else {
            digest.add(catalogue.symbols.name(symbol)); // lambdas that change places are others
            code(digest, parts, method);
        }
        return digest.value();
    }

    /** Of a test class all counts, since JUnit looks at it. */
    private void declarations(Digest digest, ClassNode node, boolean all) {
        Parts parts = node.parts();
        digest.add(node.isMain() ? 1 : 0).add(parts.shape).add(dispatch.of(node));
        define(digest, parts.types);
        define(digest, parts.annotated);
        if (all) {
            digest.add(parts.reflected);
            define(digest, parts.reflectedTypes);
        }
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
        numbers.write(out);
        out.fixed(now, 0, count());
        out.array(reaching.stream().mapToInt(element -> element).toArray());
    }

    /** Those that have not been written before. */
    void writeNew(Encoder out) {
        numbers.writeNew(out);
    }

    /** Reads all of them, and what they were when they were written. */
    void readAll(Decoder in) {
        numbers.read(in);
        now = in.fixed(now, 0, count());
        for (int element : in.array(count())) {
            reaching.add(element);
        }
    }

    /** Reads more of them, of which nothing is known before the next {@link #refresh}. */
    void read(Decoder in) {
        int first = count();
        numbers.read(in);
        takeIn(first);
    }
}
