package dev.testwatch.affected;

import dev.testwatch.affected.Trust.Verdict;
import dev.testwatch.fork.Footprint;
import dev.testwatch.worker.Message.How;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a test class would depend on if it ran alone, made of what ran in its fork until it came to its end.
 *
 * <p>What a class did when it was initialised, and what those did who wrote its static fields, counts for everyone who
 * may have caused it, since somebody else may only have come first. Of what can be known by no recording, {@link Trust}
 * says what stands in for it.
 */
final class Closure {

    private final ClassNode test;
    private final Relations relations;
    private final Trust trust;
    private final String module;
    private final Footprint footprint;
    private final Loading loading;

    private final Map<ClassNode, BitSet> direct = new LinkedHashMap<>();
    private final Map<ClassNode, BitSet> methods = new LinkedHashMap<>();
    private final Set<ClassNode> shapes = new LinkedHashSet<>();
    private final Set<ClassNode> owners = new LinkedHashSet<>();
    private final Set<ClassNode> initialised = new LinkedHashSet<>();
    private final Set<ClassNode> reaching = new LinkedHashSet<>();
    private final Set<ClassNode> unfolded = new LinkedHashSet<>();
    private final Deque<Step> open = new ArrayDeque<>();
    private final Map<Integer, List<Integer>> writers = new HashMap<>();
    private final Set<Footprint.Touched> files = new LinkedHashSet<>();
    private Optional<String> refused = Optional.empty();
    /** Whether something is refused that is refused, too, if the test runs alone. */
    private boolean hopeless;
    /** Whether somebody has listed a directory of classes. */
    private boolean scanned;
    /** Whether somebody has started a process that can see the project's classes. */
    private boolean starts;
    /** The classes of which somebody has read the class files, or may have. */
    private final Set<ClassNode> read = new LinkedHashSet<>();
    /** Whether a framework finds classes by itself. */
    private boolean finds;

    private boolean reflective;
    /** Whether somebody may have looked at members of any class. */
    private boolean curious;
    /**
     * The classes of which anybody in this JVM has looked at the members, for whom or whatever: what the JDK or a library
     * has found out once it may keep for those who come later.
     */
    private final Set<ClassNode> lookedAt = new HashSet<>();

    /** The names of classes that anybody in this JVM has looked for in vain. */
    private final Set<String> sought = new LinkedHashSet<>();

    /** The classes that were loaded though none that was loaded names them: somebody knew their names from elsewhere. */
    private final Set<ClassNode> asked;

    private boolean naming;
    /** Whether all classes that were loaded are taken in. */
    private boolean all;

    private record Step(ClassNode node, int method) {}

    private Closure(ClassNode test, Relations relations, Footprint footprint) {
        this.test = test;
        this.module = test.module;
        this.relations = relations;
        this.trust = new Trust(relations, footprint, module);
        this.footprint = footprint;
        this.loading = new Loading(footprint, relations, module);
        this.asked = relations.unnamed(loading.all(changed -> {}));
    }

    /** What {@code test} depends on, or why that cannot be told. */
    static Closure of(ClassNode test, Relations relations, Footprint footprint) {
        Closure closure = new Closure(test, relations, footprint);
        closure.findWriters();
        closure.close();
        return closure;
    }

    /** Why a recording is worth nothing here, for people; empty if it is worth something. */
    Optional<String> refused() {
        return refused;
    }

    /** Whether there would be no recording either if the test ran alone. */
    boolean isHopeless() {
        return hopeless;
    }

    /** Whether a class of a name that was not there before may matter. */
    boolean naming() {
        return naming;
    }

    /**
     * The files that it depends on: alone, all that anything has touched. Where not all is known of what it would have
     * done alone, these are all that anybody before it has touched, but for resources: which of these it may ask for,
     * strings tell.
     */
    Collection<Footprint.Touched> files() {
        Set<Footprint.Touched> all = new LinkedHashSet<>(files);
        if (footprint.cold() || refused.isPresent() || !reaching.isEmpty()) {
            all.addAll(footprint.touched());
        }
        return all;
    }

    /** What ran while the test did, as elements. */
    Set<Integer> direct(Elements elements) {
        Set<Integer> all = new LinkedHashSet<>();
        direct.forEach((node, numbers) -> {
            all.add(declarations(node, elements));
            all.addAll(executed(node, numbers, elements));
        });
        return all;
    }

    /**
     * Methods as elements. Of what ran alone it is known which lambdas were executed; otherwise somebody else may have
     * executed one in its stead, so that all that are in a method belong to it.
     */
    private Set<Integer> executed(ClassNode node, BitSet numbers, Elements elements) {
        Set<Integer> all = new LinkedHashSet<>();
        numbers.stream().forEach(method -> {
            if (footprint.cold()) {
                all.addAll(elements.pieces(node, method));
            } else if (!node.parts().isLambda(method)) {
                all.add(elements.method(node, method));
            }
        });
        return all;
    }

    /** Everything, as elements. */
    Set<Integer> all(Elements elements) {
        Set<Integer> all = direct(elements);
        shapes.forEach(node -> all.add(declarations(node, elements)));
        methods.forEach((node, numbers) -> all.addAll(executed(node, numbers, elements)));
        read.forEach(node -> all.addAll(whole(node, elements)));
        reaching.forEach(node -> all.add(elements.reach(node, relations.graph)));
        sought.forEach(name -> relations.places(name, module).forEach(place -> all.add(elements.shape(place))));
        return all;
    }

    /** All that is in a class file. */
    private static Set<Integer> whole(ClassNode node, Elements elements) {
        Set<Integer> all = new LinkedHashSet<>();
        all.add(elements.members(node));
        for (int method = 0; method < node.parts().count(); method++) {
            all.addAll(elements.pieces(node, method));
        }
        return all;
    }

    /**
     * What is declared in a class, as far as it matters here: who reaches it without reflection finds in it what it was
     * compiled for.
     */
    private int declarations(ClassNode node, Elements elements) {
        return curious || lookedAt.contains(node) ? elements.members(node) : elements.shape(node);
    }

    private void close() {
        curious = footprint.blind().isPresent() || footprint.files().containsValue(Footprint.ANY_MEMBERS);
        footprint.files().values().stream()
                .filter(one -> one.how() == How.MEMBERS)
                .flatMap(one -> relations.definers(one.path().toString(), module).stream())
                .forEach(lookedAt::add);
        footprint.files().values().stream()
                .filter(one -> one.how() == How.SOUGHT || isMissed(one))
                .forEach(one -> sought.add(one.path().toString()));
        naming |= sought.remove("");
        footprint.doubt().ifPresent(this::refuse);
        own(test);
        relations.supertypes(test).forEach(this::own);
        relations.nested(test).forEach(this::own);
        if (relations.manyUnprobed()) {
            refuse("too many classes could not be read");
        }
        loading.blank().ifPresent(this::refuse);
        reaching.addAll(relations.unprobed(test));
        asked.forEach(this::shape); // whoever has asked may have looked at nothing but annotations or fields
        footprint.executed().stream().forEach(this::ran);
        methods.forEach((node, numbers) -> direct.put(node, (BitSet) numbers.clone()));
        do {
            while (!open.isEmpty()) {
                follow(open.remove());
            }
            unfold();
        } while (!open.isEmpty());
        // Those who scan may have asked for what the framework does not: the code of classes.
        if (finds && owners.stream().noneMatch(node -> node.is(Trait.SCANS))) {
            read.clear();
        } else if (scanned && !(footprint.cold() && footprint.blind().isEmpty())) {
            // Others may have kept a list. Of who runs alone it is known which names it saw, and what it did with them.
            refuse("it " + Trust.SCANS, footprint.blind().isPresent());
        }
        if (starts) {
            read.addAll(relations.visible(module));
        }
    }

    private void ran(int probe) {
        Footprint.Touched file = footprint.files().get(probe);
        if (file != null && file.how() == How.MEMBERS) {
            return;
        }
        if (file != null) {
            touched(file);
            return;
        }
        Loading.Place place = loading.place(probe);
        place.trouble().ifPresent(this::refuse);
        for (ClassNode node : place.nodes()) {
            add(node, place.method());
            for (int host : node.parts().hosts(place.method())) {
                add(node, host);
            }
        }
    }

    private void touched(Footprint.Touched file) {
        files.add(file);
        switch (file.how()) {
            case PROCESS -> {
                starts = true;
                refuse("it starts processes that can see the project's classes", footprint.cold());
            }
            case SCANNED -> scanned = true;
            case CLASS_FILE -> read.addAll(relations.definers(file.path().toString(), module));
            default -> {}
        }
    }

    /** Whether somebody has tried to read it where there is no such class. */
    private boolean isMissed(Footprint.Touched file) {
        return file.how() == How.CLASS_FILE
                && relations.definers(file.path().toString(), module).isEmpty();
    }

    private void add(ClassNode node, int method) {
        BitSet known = methods.computeIfAbsent(node, any -> new BitSet());
        if (!known.get(method)) {
            known.set(method);
            open.add(new Step(node, method));
        }
    }

    private void follow(Step step) {
        Parts parts = step.node().parts();
        own(step.node());
        for (int lambda : footprint.cold() ? new int[0] : parts.lambdas(step.method())) {
            add(step.node(), lambda);
        }
        take(trust.of(step.node(), step.method()), step.node());
        initialise(parts.statics(step.method()));
        writtenBefore(step);
        for (int named : parts.named(step.method())) {
            relations.definers(named, module).forEach(this::shape);
        }
        int[] holders = parts.holders(step.method());
        for (int i = 0; i < holders.length; i += 2) {
            if (!footprint.cold() && !relations.isFrozen(holders[i + 1])) {
                // What an earlier test has filled it with, this one would have made itself.
                reaching.add(step.node());
                reaching.addAll(relations.definers(holders[i], module));
            }
        }
    }

    /** By what others wrote into its static fields before, a method may do less than it would have done alone. */
    private void writtenBefore(Step step) {
        int self = step.node().symbol;
        boolean own = Arrays.stream(step.node().parts().statics(step.method())).anyMatch(owner -> owner == self);
        if (own && !footprint.cold() && writers.containsKey(self)) {
            reaching.add(step.node());
        }
    }

    /** Takes in a class that runs code of its own. */
    private void own(ClassNode node) {
        if (!owners.add(node)) {
            return;
        }
        initialise(node);
        for (int type : node.parts().types) {
            relations.definers(type, module).forEach(this::declared);
        }
        initialise(node.parts().annotated);
        take(trust.of(node), node);
        for (int method = 0; !footprint.cold() && method < node.parts().count(); method++) {
            if (relations.isConstructor(node.parts().members[method])) {
                // Who came first may have made the objects.
                node.parts().whole(method).forEach(part -> take(trust.of(node, part), node));
            }
        }
    }

    private void take(Verdict verdict, ClassNode node) {
        verdict.refused().ifPresent(why -> refuse(why, verdict.always() && !isOfAnotherTest(node)));
        if (verdict.finds() && !finds) {
            finds = true;
            naming = true;
            reflective = true;
            relations.found(module).forEach(this::shape);
        }
        reflective |= verdict.reflective();
        // Where all is heard, it is known which names anybody has asked for.
        naming |= verdict.naming() && footprint.blind().isPresent();
        curious |= verdict.unheard();
        if (verdict.shares() && !footprint.cold()) {
            reaching.add(node);
            // The JDK or a library may have kept what it has made of these, for whoever comes later.
            reaching.addAll(asked);
        }
        if (verdict.deserialises() && !all) {
            all = true;
            loading.all(this::refuse).forEach(this::shape);
            if (!footprint.cold()) {
                reaching.add(test);
            }
        }
    }

    /** What is found with another test class may run before this one, but not if this one runs alone. */
    private boolean isOfAnotherTest(ClassNode node) {
        return node.outermost != test.outermost
                && relations.managed.isInATest(node)
                && !relations.supertypes(test).contains(node);
    }

    /** Whoever looks for annotations looks for those of annotations too. */
    private void declared(ClassNode node) {
        shape(node);
        if (node.is(Trait.ANNOTATION)) {
            own(node);
        }
    }

    private void shape(ClassNode node) {
        if (shapes.add(node)) {
            shapes.addAll(relations.supertypes(node));
        }
    }

    private void initialise(int[] types) {
        for (int type : types) {
            relations.definers(type, module).forEach(this::initialise);
        }
    }

    /** Takes in what {@code node} did when it was initialised, by whomever, and what others did to its static fields. */
    private void initialise(ClassNode node) {
        if (!initialised.add(node)) {
            return;
        }
        shape(node);
        relations.supertypes(node).forEach(this::initialise);
        loading.trouble(node).ifPresent(this::refuse);
        for (int base : loading.bases(node)) {
            int initialiser = base + node.parts().find(relations.symbols.of("<clinit>()V"));
            Optional.ofNullable(footprint.initialised().get(initialiser)).ifPresent(meanwhile -> {
                ran(initialiser);
                meanwhile.stream().forEach(this::ran);
            });
            constants(node);
        }
        for (int writer : writers.getOrDefault(node.symbol, List.of())) {
            ran(writer);
            Optional.ofNullable(footprint.written().get(writer))
                    .ifPresent(meanwhile -> meanwhile.stream().forEach(this::ran));
        }
    }

    /** The JVM asks an enum for its constants once, whoever needs them; whether it did is seen in what ran alone. */
    private void constants(ClassNode node) {
        if (footprint.cold()) {
            return;
        }
        String type = "L" + node.binaryName().replace('.', '/') + ";";
        for (String member : List.of("values()[" + type, "$values()[" + type, "valueOf(Ljava/lang/String;)" + type)) {
            int method = node.parts().find(relations.symbols.of(member));
            if (method < node.parts().count()) {
                add(node, method);
            }
        }
    }

    private void findWriters() {
        for (int writer : footprint.written().keySet()) {
            Loading.Place place = loading.place(writer);
            for (ClassNode node : place.nodes()) {
                for (int owner : node.parts().written(place.method())) {
                    writer(owner, writer);
                    relations.definers(owner, module).stream()
                            .flatMap(field -> relations.supertypes(field).stream())
                            .forEach(supertype -> writer(supertype.symbol, writer));
                }
            }
        }
    }

    private void writer(int owner, int writer) {
        writers.computeIfAbsent(owner, any -> new ArrayList<>()).add(writer);
    }

    /** Where somebody may look at classes through reflection, they may go on to what declarations name. */
    private void unfold() {
        if (!reflective) {
            return;
        }
        Deque<ClassNode> rest = new ArrayDeque<>(shapes);
        while (!rest.isEmpty()) {
            ClassNode node = rest.remove();
            if (unfolded.add(node)) {
                initialise(node.parts().annotated);
                for (int type : node.parts().types) {
                    Collection<ClassNode> types = relations.definers(type, module);
                    types.forEach(this::shape);
                    rest.addAll(types);
                }
                rest.addAll(relations.supertypes(node));
            }
        }
    }

    private void refuse(String why) {
        refuse(why, true);
    }

    private void refuse(String why, boolean always) {
        hopeless |= always;
        if (refused.isEmpty()) {
            refused = Optional.of(why);
        }
    }
}
