package dev.testwatch.affected;

import dev.testwatch.affected.Selection.Selected;
import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.fork.Footprint;
import dev.testwatch.fork.Footprint.Loaded;
import dev.testwatch.fork.Footprint.Touched;
import dev.testwatch.fork.Probes;
import dev.testwatch.worker.Message.How;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes footprints by hand: methods are {@code a.Money.add}, {@code a.Money.<init>}, {@code a.Money.<clinit>}; a name
 * stands for all methods of that name, and lambdas are named like the compiler names them.
 */
final class Steps {

    private static final int FILES = 1 << 19;

    private final List<Loaded> loaded = new ArrayList<>();
    private final Map<String, List<Integer>> probes = new HashMap<>();
    private final Map<String, Probes> methods = new LinkedHashMap<>();
    private final Map<Integer, Probes> initialised = new HashMap<>();
    private final Map<Integer, Probes> written = new HashMap<>();
    private final Map<Integer, Touched> files = new HashMap<>();
    private Probes executed = Probes.of();
    private boolean cold = true;
    private Optional<String> blind = Optional.empty();

    /** A fork that has loaded all of these classes. */
    Steps(Map<ClassName, byte[]> classes) {
        int[] base = {0};
        classes.entrySet().stream()
                .sorted((one, other) ->
                        one.getKey().binaryName().compareTo(other.getKey().binaryName()))
                .forEach(entry -> load(entry.getKey().binaryName(), entry.getValue(), base));
    }

    private void load(String name, byte[] bytes, int[] base) {
        int first = base[0];
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String method, String descriptor, String signature, String[] thrown) {
                                if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
                                    probes.computeIfAbsent(name + "." + method, any -> new ArrayList<>())
                                            .add(base[0]++);
                                }
                                return new MethodVisitor(Opcodes.ASM9) {};
                            }
                        },
                        0);
        loaded.add(new Loaded(name, Digest.ofContent(bytes), first, base[0] - first));
    }

    /** The test ran these. */
    Steps ran(String... names) {
        executed = executed.and(probes(names));
        return this;
    }

    /** A method of the test class, by its unique id, ran these. */
    Steps method(String id, String... names) {
        methods.merge(id, probes(names), Probes::and);
        return ran(names);
    }

    /** A method of the test class, by its unique id, has touched this file. */
    Steps method(String id, Path file, How how) {
        Probes probe = Probes.of(file(file, how));
        methods.merge(id, probe, Probes::and);
        executed = executed.and(probe);
        return this;
    }

    /** The test has touched this file. */
    Steps touched(Path file, How how) {
        executed = executed.and(Probes.of(file(file, how)));
        return this;
    }

    /** Somebody else in the fork has touched this file. */
    Steps othersTouched(Path file, How how) {
        file(file, how);
        return this;
    }

    private int file(Path file, How how) {
        int probe = FILES + files.size();
        files.put(probe, new Touched(file, how));
        return probe;
    }

    /** The class was initialised while this file was read. */
    Steps initialised(String type, Path file) {
        initialised.put(only(type + ".<clinit>"), Probes.of(only(type + ".<clinit>"), file(file, How.READ)));
        return this;
    }

    /** The class was initialised, by whomever, and meanwhile these ran. */
    Steps initialised(String type, String... meanwhile) {
        initialised.put(only(type + ".<clinit>"), probes(meanwhile).and(Probes.of(only(type + ".<clinit>"))));
        return this;
    }

    /** The method wrote a static field, for whomever, and meanwhile these ran. */
    Steps written(String method, String... meanwhile) {
        written.put(only(method), probes(meanwhile).and(Probes.of(only(method))));
        return this;
    }

    /** Other test classes ran before. */
    Steps warm() {
        cold = false;
        return this;
    }

    /** Nobody heard of files, nor of who looked at members of classes. */
    Steps blind() {
        blind = Optional.of("no hooks");
        return this;
    }

    Footprint footprint() {
        return new Footprint(loaded, executed, methods, initialised, written, cold, files, blind, Optional.empty());
    }

    /** The test class passes, having done this. */
    void passes(Index index, Selected selected) {
        ends(index, selected, false);
    }

    /** The test class fails, having done this. */
    void fails(Index index, Selected selected) {
        ends(index, selected, true);
    }

    private void ends(Index index, Selected selected, boolean failed) {
        index.record(
                selected,
                List.of(Workbench.result(selected.test().name(), "works", failed)),
                Duration.ofMillis(5),
                Optional.of(footprint()));
    }

    private Probes probes(String... names) {
        int[] all = List.of(names).stream()
                .flatMap(name -> find(name).stream())
                .mapToInt(number -> number)
                .toArray();
        return Probes.of(all);
    }

    private int only(String name) {
        return find(name).get(0);
    }

    private List<Integer> find(String name) {
        return Optional.ofNullable(probes.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no " + name + " in " + probes.keySet()));
    }
}
